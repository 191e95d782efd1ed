namespace CtVlm.MLNet;

/// <summary>Random numbers that a seed and nothing else decides, on every system.</summary>
internal sealed class SeededDraws(int seed)
{
    private ReplicateStream _stream = new(seed, replicate: 0);

    /// <summary>A number from 0 to below 1.</summary>
    public double Fraction() => _stream.Fraction();

    /// <summary>A whole number from 0 to below a bound of 1 or more.</summary>
    public int Below(int bound) => _stream.Next(bound);
}
