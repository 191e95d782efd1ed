namespace CtVlm.MLNet.Dicom;

/// <summary>The orthogonal, regular grid that a stack is resampled to. Offsets are millimetres from the first voxel of the source.</summary>
internal sealed record ResampleGrid(
    double OffsetX, double OffsetY, double SpacingX, double SpacingY, double SpacingZ, int Columns, int Rows, int Slices)
{
    /// <summary>Greatest number along an axis: what Rows and Columns of DICOM can say.</summary>
    private const int MaxSize = ushort.MaxValue;

    /// <summary>How much larger than the source's volume, in its own voxels, the box may be that holds shifted or gapped slices: a tilted stack needs less than 3 times.</summary>
    private const double MaxGrowth = 16;

    /// <summary>An offset this near to a whole number of voxels is that number.</summary>
    private const double LatticeTolerance = 1e-6;

    /// <summary>The grid for a stack.</summary>
    /// <exception cref="DicomGeometryException">The grid would be out of proportion: slices lie far apart, or the new spacing is minute.</exception>
    public static ResampleGrid For(SliceStack stack, CtResampling resampling)
    {
        double spacingX = resampling.SpacingXMm ?? stack.ColumnSpacing, spacingY = resampling.SpacingYMm ?? stack.RowSpacing;
        double spacingZ = resampling.SpacingZMm ?? stack.Step;
        double offsetX = Offset(stack.ShiftX, stack.ColumnSpacing), offsetY = Offset(stack.ShiftY, stack.RowSpacing);
        double x = stack.ShiftX.Max() - offsetX + (stack.Columns * stack.ColumnSpacing);
        double y = stack.ShiftY.Max() - offsetY + (stack.Rows * stack.RowSpacing);
        double z = stack.Along[^1] + stack.Step;
        double source = (double)stack.Columns * stack.ColumnSpacing * stack.Rows * stack.RowSpacing * stack.Along.Length * stack.Step;
        double columns = Size(x, spacingX), rows = Size(y, spacingY), slices = Size(z, spacingZ);
        bool isInProportion = x * y * z <= MaxGrowth * source && columns <= MaxSize && rows <= MaxSize && slices <= MaxSize && rows * columns <= Array.MaxLength;
        return isInProportion
            ? new ResampleGrid(offsetX, offsetY, spacingX, spacingY, spacingZ, (int)columns, (int)rows, (int)slices)
            : throw GeometryThrow.GridTooLarge(slices, rows, columns);
    }

    /// <summary>The geometry of the resampled volume.</summary>
    public CtGeometry ToGeometry(SliceStack stack, double firstPositionMm)
    {
        Vector3D x = stack.Row * SpacingX, y = stack.Column * SpacingY, z = stack.Normal * SpacingZ;
        Vector3D origin = stack.Origin + (stack.Row * OffsetX) + (stack.Column * OffsetY);
        double[] affine = [x.X, y.X, z.X, origin.X, x.Y, y.Y, z.Y, origin.Y, x.Z, y.Z, z.Z, origin.Z, 0, 0, 0, 1];
        return new CtGeometry(affine, [.. Enumerable.Range(0, Slices).Select(i => firstPositionMm + (i * SpacingZ))]);
    }

    /// <summary>Where the grid begins: at the outermost slice, on the lattice of the first one, so that it is met voxel on voxel where the spacing stays.</summary>
    private static double Offset(double[] shift, double spacing) => Math.Floor((shift.Min() / spacing) + LatticeTolerance) * spacing;

    private static double Size(double length, double spacing) => Math.Max(1, Math.Floor((length / spacing) + 0.5));
}
