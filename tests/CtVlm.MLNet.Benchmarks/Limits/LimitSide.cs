namespace CtVlm.MLNet.Benchmarks;

/// <summary>On which side of a limit a measured ratio must be.</summary>
internal enum LimitSide
{
    AtLeast,
    AtMost,
}
