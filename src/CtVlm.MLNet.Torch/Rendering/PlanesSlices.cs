using System.Globalization;
using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Torch;

/// <summary>Pictures in up to three planes of an axial series, evenly along each axis.</summary>
/// <param name="Axial">Axial slices, 0 or more.</param>
/// <param name="Coronal">Coronal pictures, 0 or more.</param>
/// <param name="Sagittal">Sagittal pictures, 0 or more.</param>
internal sealed record PlanesSlices(int Axial, int Coronal, int Sagittal) : SliceSelection
{
    /// <inheritdoc/>
    public override bool NeedsVolume => true;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Planes({Axial},{Coronal},{Sagittal})");

    /// <inheritdoc/>
    public override IReadOnlyList<PlaneSlices> Choose(CtVolume volume, CancellationToken cancellationToken = default)
    {
        if (volume.Geometry.Orientation != CtOrientation.Axial && Coronal + Sagittal > 0)
        {
            throw new DicomGeometryException(
                $"{this} cuts coronal and sagittal pictures out of an axial series; this one is {volume.Geometry.Orientation}. Leave it out, or choose Uniform(n).");
        }

        (SlicePlane Plane, int Count, int Length)[] planes =
            [(SlicePlane.Axial, Axial, volume.SliceCount), (SlicePlane.Coronal, Coronal, volume.Rows), (SlicePlane.Sagittal, Sagittal, volume.Columns)];
        return [.. planes.Where(p => p.Count > 0).Select(p => new PlaneSlices(p.Plane, Uniform(p.Count).GetIndices(p.Length, 1)))];
    }

    /// <inheritdoc/>
    private protected override int[] Select(int sliceCount, double spacingMm) => throw NeedsTheVolume();
}
