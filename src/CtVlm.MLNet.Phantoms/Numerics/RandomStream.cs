namespace CtVlm.MLNet.Phantoms;

/// <summary>xoshiro256** seeded by SplitMix64: the same numbers on every platform and in every version of the runtime.</summary>
/// <remarks><b>Source:</b> Blackman and Vigna, Scrambled linear pseudorandom number generators, ACM TOMS 47(4), 2021.</remarks>
internal sealed class RandomStream
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    private RandomStream(ulong seed)
    {
        _s0 = SplitMix(ref seed);
        _s1 = SplitMix(ref seed);
        _s2 = SplitMix(ref seed);
        _s3 = SplitMix(ref seed);
    }

    /// <summary>The stream of one patient and one purpose; a change in how one purpose draws leaves the others alone.</summary>
    public static RandomStream For(int seed, int index, string purpose)
    {
        ulong mixed = 14695981039346656037;
        foreach (char c in purpose)
        {
            mixed = (mixed ^ c) * 1099511628211;
        }

        mixed ^= (uint)seed * 0x9E3779B97F4A7C15UL;
        mixed = SplitMix(ref mixed) ^ ((uint)index * 0xD1B54A32D192ED03UL);
        return new RandomStream(mixed);
    }

    public ulong NextBits()
    {
        ulong result = ulong.RotateLeft(_s1 * 5, 7) * 9;
        ulong t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = ulong.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double Next() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    public float Uniform(float low, float high) => low + ((high - low) * (float)Next());

    public int Below(int count) => (int)(Next() * count);

    public bool Chance(double probability) => Next() < probability;

    /// <summary>Normal by Box and Muller, one of the pair.</summary>
    public float Normal(float mean, float deviation)
    {
        double radius = Math.Sqrt(-2 * ExactMath.Log(1 - Next()));
        return mean + (deviation * (float)(radius * ExactMath.Sin(2 * Math.PI * Next())));
    }

    /// <summary>Beta by Jöhnk's rejection; meant for parameters of a few units.</summary>
    public float Beta(double a, double b)
    {
        while (true)
        {
            double x = ExactMath.Pow(1 - Next(), 1 / a);
            double y = ExactMath.Pow(1 - Next(), 1 / b);
            if (x + y <= 1)
            {
                return (float)(x / (x + y));
            }
        }
    }

    /// <summary>Nearly normal with deviation 1: the sum of four 16-bit uniforms, for noise that is filtered afterwards.</summary>
    public float FastNormal()
    {
        ulong bits = NextBits();
        long sum = (long)(bits & 0xFFFF) + (long)((bits >> 16) & 0xFFFF) + (long)((bits >> 32) & 0xFFFF) + (long)(bits >> 48);

        // Four uniforms of variance 1/12 each on a scale of 65,536.
        return (sum - 131070) * (1.7320508f / 65536f);
    }

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
