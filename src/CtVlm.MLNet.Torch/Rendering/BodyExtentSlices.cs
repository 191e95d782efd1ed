using System.Globalization;
using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Torch;

/// <summary>Some slices, evenly over those that hold body.</summary>
/// <param name="Count">How many, 1 or more.</param>
internal sealed record BodyExtentSlices(int Count) : SliceSelection
{
    // Fat is near -100 HU and air near -1000; lung, which is body too, makes up only part of a slice. A table alone covers some 1 %.
    private const float BodyHu = -300;
    private const double BodyShare = 0.05;

    /// <inheritdoc/>
    public override bool NeedsVolume => true;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"BodyExtent({Count})");

    /// <inheritdoc/>
    public override IReadOnlyList<PlaneSlices> Choose(CtVolume volume, CancellationToken cancellationToken = default)
    {
        float[] hu = new float[volume.Rows * volume.Columns];
        List<int> body = [];
        for (int z = 0; z < volume.SliceCount; z++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            volume.ReadSlice(z, hu);
            if (HoldsBody(hu))
            {
                body.Add(z);
            }
        }

        if (body.Count == 0)
        {
            RenderThrow.NoSlices(this, volume.SliceCount, volume.Geometry.SpacingMm[0]);
        }

        return [new PlaneSlices(SlicePlane.Axial, [.. Uniform(Count).GetIndices(body.Count, 1).Select(i => body[i])])];
    }

    /// <inheritdoc/>
    private protected override int[] Select(int sliceCount, double spacingMm) => throw NeedsTheVolume();

    private static bool HoldsBody(ReadOnlySpan<float> hu)
    {
        int inside = 0;
        foreach (float value in hu)
        {
            inside += value > BodyHu ? 1 : 0;
        }

        return inside >= BodyShare * hu.Length;
    }
}
