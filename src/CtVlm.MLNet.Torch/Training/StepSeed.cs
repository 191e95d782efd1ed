namespace CtVlm.MLNet.Torch;

/// <summary>Seeds of steps that share nothing with each other.</summary>
internal static class StepSeed
{
    /// <summary>A seed of a seed, a step and a part.</summary>
    /// <remarks><b>Source:</b> Steele, Lea, Flood, Fast splittable pseudorandom number generators, OOPSLA 2014, doi 10.1145/2660193.2660195 (mix64).</remarks>
    public static int Of(int seed, long step, int part)
    {
        ulong mixed = Mix(Mix(Mix((uint)seed) + (ulong)step) + (uint)part);
        return (int)(uint)(mixed >> 32);
    }

    private static ulong Mix(ulong value)
    {
        ulong z = value + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
