namespace CtVlm.MLNet.Benchmarks;

/// <summary>A measured ratio and its limit; without a limit, or in the short form, it is reported only.</summary>
internal sealed record LimitResult(string Name, double Ratio, double? Limit, LimitSide Side)
{
    /// <summary>The same ratio of the fastest calls of all rounds: other work on the machine only ever adds time. For information.</summary>
    public double? FastestRatio { get; init; }

    /// <summary>The same ratio in processor time, where it was measured. For information.</summary>
    public double? CpuRatio { get; init; }

    /// <summary>Why there is no ratio, where something that it needs is not there; null when it was measured.</summary>
    public string? WhyNotRun { get; init; }

    /// <summary>A limit that could not be measured: it does not hold.</summary>
    public static LimitResult NotRun(string name, double? limit, string reason) => new(name, double.NaN, limit, LimitSide.AtLeast) { WhyNotRun = reason };

    /// <summary>Whether the ratio is on the right side. NaN, the ratio of what gave no time, is on neither.</summary>
    public bool Holds => Limit is not { } limit || (Side == LimitSide.AtLeast ? Ratio >= limit : Ratio <= limit);
}
