namespace CtVlm.MLNet;

/// <summary>
/// Random numbers of one replicate. They depend on the seed and the replicate's number alone, so neither threads nor their number change a result, and
/// nothing is allocated.
/// </summary>
/// <remarks><b>Source:</b> Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014 (SplitMix64).</remarks>
internal struct ReplicateStream
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state;

    /// <summary>Starts the stream of a replicate.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="replicate">From 0.</param>
    public ReplicateStream(int seed, int replicate)
        => _state = Mix(Mix((uint)seed + Golden) + ((ulong)(uint)replicate * Golden));

    /// <summary>A number from 0 to below <paramref name="limit"/>; its bias is below limit / 2^32.</summary>
    public int Next(int limit) => (int)((Bits() >> 32) * (ulong)limit >> 32);

    /// <summary>A number from 0 to below 1.</summary>
    public double Fraction() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Heads or tails.</summary>
    public bool Flip() => Bits() >> 63 != 0;

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    private ulong Bits() => Mix(_state += Golden);
}
