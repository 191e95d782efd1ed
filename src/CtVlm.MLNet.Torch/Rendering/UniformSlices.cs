using System.Globalization;

namespace CtVlm.MLNet.Torch;

/// <summary>Some slices, evenly over the series.</summary>
/// <param name="Count">How many, 1 or more.</param>
internal sealed record UniformSlices(int Count) : SliceSelection
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Uniform({Count})");

    /// <inheritdoc/>
    private protected override int[] Select(int sliceCount, double spacingMm) => sliceCount <= Count
        ? [.. Enumerable.Range(0, sliceCount)]
        : [.. Enumerable.Range(0, Count).Select(i => (int)(((2L * i) + 1) * sliceCount / (2L * Count)))];
}
