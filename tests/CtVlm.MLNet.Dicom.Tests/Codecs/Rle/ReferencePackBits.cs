namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>The decoder of PS3.5 G.3.2 as it stands there, one packet after the other.</summary>
internal static class ReferencePackBits
{
    /// <summary>The bytes of each packet; a packet that the input cuts gives what is there.</summary>
    public static IEnumerable<byte[]> Packets(byte[] input)
    {
        for (int at = 0; at < input.Length;)
        {
            int control = (sbyte)input[at++];
            if (control >= 0)
            {
                int end = Math.Min(at + control + 1, input.Length);
                yield return input[at..end];
                at = end;
            }
            else if (control != -128 && at < input.Length)
            {
                yield return [.. Enumerable.Repeat(input[at++], 1 - control)];
            }
        }
    }

    public static byte[] Unpack(byte[] input, int most) => [.. Packets(input).SelectMany(packet => packet).Take(most)];
}
