namespace CtVlm.MLNet.Fuzzing;

/// <summary>Strings of choices, most of them the plain first one, a few drawn.</summary>
internal static class ChoiceSeeds
{
    public static IEnumerable<byte[]> Make(int count, int length)
    {
        for (int seed = 0; seed < count; seed++)
        {
            Random random = new(seed);
            byte[] choices = new byte[length];
            choices[0] = (byte)(seed % 8);
            for (int i = 1; i < length; i++)
            {
                choices[i] = random.Next(count) < seed / 2 ? (byte)random.Next(256) : (byte)0;
            }

            yield return choices;
        }
    }
}
