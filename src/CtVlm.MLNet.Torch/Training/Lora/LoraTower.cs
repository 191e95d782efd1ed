namespace CtVlm.MLNet.Torch;

/// <summary>The adapters of one tower.</summary>
/// <param name="Rank">r, 1 to 16384.</param>
/// <param name="Blocks">Number of the last blocks that are adapted, 1 or more; null for all.</param>
/// <param name="Alpha">alpha, above 0; null for 2 r.</param>
public sealed record LoraTower(int Rank, int? Blocks = null, double? Alpha = null)
{
    /// <summary>alpha, the default resolved.</summary>
    internal double EffectiveAlpha => Alpha ?? (2.0 * Rank);
}
