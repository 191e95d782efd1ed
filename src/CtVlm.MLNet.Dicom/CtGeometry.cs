namespace CtVlm.MLNet.Dicom;

/// <summary>Where the voxels of a volume lie in the patient: the affine, and what follows from it.</summary>
/// <remarks>
/// Axes: volume[z, y, x], x along increasing column, y along increasing row, z along increasing position on the slice normal.
/// <b>Source:</b> DICOM PS3.3 C.7.6.2.1.1 (Image Position and Image Orientation).
/// </remarks>
public sealed class CtGeometry
{
    private readonly double[] _affine;
    private readonly Vector3D[]? _origins;

    /// <summary>Initialises a geometry.</summary>
    /// <param name="affineLps">Row-major 4 x 4 matrix, 16 numbers: (x, y, z, 1) voxel indices to patient LPS millimetres.</param>
    /// <param name="slicePositionsMm">Position of each slice along the slice normal, millimetres, ascending; one a slice.</param>
    /// <exception cref="ArgumentException">The affine does not have 16 numbers, or there is no slice.</exception>
    public CtGeometry(IReadOnlyList<double> affineLps, IReadOnlyList<double> slicePositionsMm)
        : this(affineLps, slicePositionsMm, origins: null)
    {
    }

    /// <summary>Initialises a geometry whose slices need not lie on the line that the affine draws.</summary>
    internal CtGeometry(IReadOnlyList<double> affineLps, IReadOnlyList<double> slicePositionsMm, Vector3D[]? origins)
    {
        ArgumentNullException.ThrowIfNull(affineLps);
        ArgumentNullException.ThrowIfNull(slicePositionsMm);
        if (affineLps.Count != 16)
        {
            throw new ArgumentException($"The affine must have 16 numbers (4 x 4, row by row), got {affineLps.Count}.", nameof(affineLps));
        }

        if (slicePositionsMm.Count == 0)
        {
            throw new ArgumentException("A volume has at least one slice position.", nameof(slicePositionsMm));
        }

        _affine = [.. affineLps];
        _origins = origins;
        SlicePositionsMm = [.. slicePositionsMm];
        Vector3D x = Column(0), y = Column(1), z = Column(2);
        Vector3D normal = x.Cross(y).Normalize();
        SpacingMm = [z.Length, y.Length, x.Length];
        Orientation = Classify(normal);
        TiltDegrees = double.RadiansToDegrees(Math.Acos(Math.Clamp(Math.Abs(normal.Dot(z.Normalize())), 0, 1)));
    }

    /// <summary>Row-major 4 x 4 matrix that maps (x, y, z, 1) voxel indices to patient LPS millimetres.</summary>
    public IReadOnlyList<double> AffineLps => _affine;

    /// <summary>Distance between voxel centres along z, y and x, millimetres; 3 numbers. The first is the length of the slice step.</summary>
    public IReadOnlyList<double> SpacingMm { get; }

    /// <summary>Position of each slice along the slice normal, millimetres, ascending.</summary>
    public IReadOnlyList<double> SlicePositionsMm { get; }

    /// <summary>The plane in which the slices lie.</summary>
    public CtOrientation Orientation { get; }

    /// <summary>Angle between the slice normal and the slice step, degrees, 0 to 90; 0 for an orthogonal grid.</summary>
    public double TiltDegrees { get; }

    /// <summary>Centre of a slice's first voxel, patient LPS millimetres: where its file puts it, or else its position on the line that the affine draws.</summary>
    internal Vector3D Origin(int slice)
    {
        if (_origins != null)
        {
            return _origins[slice];
        }

        double length = SlicePositionsMm[^1] - SlicePositionsMm[0];
        double steps = length == 0 ? slice : (SlicePositionsMm[slice] - SlicePositionsMm[0]) / length * (SlicePositionsMm.Count - 1);
        return Column(3) + (Column(2) * steps);
    }

    private static CtOrientation Classify(Vector3D normal)
    {
        double threshold = Math.Cos(double.DegreesToRadians(20));
        return Math.Abs(normal.Z) >= threshold ? CtOrientation.Axial
            : Math.Abs(normal.Y) >= threshold ? CtOrientation.Coronal
            : Math.Abs(normal.X) >= threshold ? CtOrientation.Sagittal
            : CtOrientation.Oblique;
    }

    /// <summary>A column of the affine: the step to the next voxel along x (0), y (1) or z (2), or the first voxel's centre (3).</summary>
    internal Vector3D Column(int index) => new(_affine[index], _affine[4 + index], _affine[8 + index]);
}
