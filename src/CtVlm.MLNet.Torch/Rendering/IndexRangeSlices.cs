using System.Globalization;

namespace CtVlm.MLNet.Torch;

/// <summary>A range of slice indices.</summary>
/// <param name="First">The first index, 0 or more.</param>
/// <param name="LastExclusive">The index after the last; above the first.</param>
internal sealed record IndexRangeSlices(int First, int LastExclusive) : SliceSelection
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Range({First}..{LastExclusive})");

    /// <inheritdoc/>
    private protected override int[] Select(int sliceCount, double spacingMm) =>
        [.. Enumerable.Range(First, Math.Max(0, Math.Min(LastExclusive, sliceCount) - First))];
}
