using System.Globalization;

namespace CtVlm.MLNet.Torch;

/// <summary>A range along the slice axis, measured from the centre of slice 0.</summary>
/// <param name="FirstMm">Where it starts, millimetres; 0 or more.</param>
/// <param name="LastExclusiveMm">Where it ends, millimetres; above the start.</param>
internal sealed record MillimetreRangeSlices(double FirstMm, double LastExclusiveMm) : SliceSelection
{
    /// <inheritdoc/>
    private protected override bool NeedsSpacing => true;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Range({FirstMm}mm..{LastExclusiveMm}mm)");

    /// <inheritdoc/>
    private protected override int[] Select(int sliceCount, double spacingMm) =>
        [.. Enumerable.Range(0, sliceCount).Where(i => Holds(i == 0 ? 0 : i * spacingMm))]; // A single slice has no distance to others.

    private bool Holds(double positionMm) => positionMm >= FirstMm && positionMm < LastExclusiveMm;
}
