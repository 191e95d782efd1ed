namespace CtVlm.MLNet.Benchmarks;

/// <summary>A measured ratio and its limit; without a limit it is reported only.</summary>
internal sealed record LimitResult(string Name, double Ratio, double? Limit, LimitSide Side)
{
    public bool Holds => Limit is not { } limit || (Side == LimitSide.AtLeast ? Ratio >= limit : Ratio <= limit);
}
