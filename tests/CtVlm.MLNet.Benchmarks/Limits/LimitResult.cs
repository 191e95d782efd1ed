namespace CtVlm.MLNet.Benchmarks;

/// <summary>A measured ratio and its limit; without a limit, or in the short form, it is reported only.</summary>
internal sealed record LimitResult(string Name, double Ratio, double? Limit, LimitSide Side)
{
    /// <summary>The same ratio of the fastest calls of all rounds: other work on the machine only ever adds time. For information.</summary>
    public double? FastestRatio { get; init; }

    /// <summary>Whether the ratio is on the right side. NaN, the ratio of what gave no time, is on neither.</summary>
    public bool Holds => Limit is not { } limit || (Side == LimitSide.AtLeast ? Ratio >= limit : Ratio <= limit);
}
