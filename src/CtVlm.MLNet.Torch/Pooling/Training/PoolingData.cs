namespace CtVlm.MLNet.Torch;

/// <summary>What a pooling is trained on.</summary>
/// <param name="Width">D, above 0.</param>
/// <param name="Bags">The bags, each (N, D) row by row with N at least 1.</param>
/// <param name="Classes">Class of each bag, from 0; every class up to the largest has a bag.</param>
public sealed record PoolingData(int Width, IReadOnlyList<float[]> Bags, IReadOnlyList<int> Classes)
{
    /// <summary>Places of the slices of each bag along their normal in mm, N values each; empty where the pooling does not use them.</summary>
    public IReadOnlyList<float[]> PositionsMm { get; init; } = [];

    /// <summary>Whose bag each is; empty: every bag is a patient of its own.</summary>
    public IReadOnlyList<string> Patients { get; init; } = [];
}
