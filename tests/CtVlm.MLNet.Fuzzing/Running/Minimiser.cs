using System.Diagnostics;

namespace CtVlm.MLNet.Fuzzing;

/// <summary>Makes an input that fails shorter and plainer while it fails in the same way.</summary>
internal static class Minimiser
{
    private const double MaxSeconds = 20;

    /// <summary>Removes blocks, large ones first, then turns bytes to zero.</summary>
    /// <returns>An input of the same key, no longer than the first.</returns>
    public static byte[] Reduce(Executor executor, byte[] input, string key)
    {
        byte[] best = input;
        long started = Stopwatch.GetTimestamp();
        bool HasTime() => Stopwatch.GetElapsedTime(started).TotalSeconds < MaxSeconds;
        bool Keeps(byte[] candidate) => HasTime() && executor.Run(candidate).Key == key;
        for (int block = Math.Max(best.Length / 2, 1); block > 0 && HasTime(); block /= 2)
        {
            for (int at = 0; at + block <= best.Length && HasTime();)
            {
                byte[] shorter = [.. best[..at], .. best[(at + block)..]];
                if (Keeps(shorter))
                {
                    best = shorter;
                }
                else
                {
                    at += block;
                }
            }
        }

        for (int i = 0; i < best.Length && HasTime(); i++)
        {
            byte[] plainer = [.. best];
            plainer[i] = 0;
            if (best[i] != 0 && Keeps(plainer))
            {
                best = plainer;
            }
        }

        return best;
    }
}
