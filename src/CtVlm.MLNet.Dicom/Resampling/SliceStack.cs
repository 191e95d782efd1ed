namespace CtVlm.MLNet.Dicom;

/// <summary>Where each slice of a volume truly lies: its distance along the normal, and how far it is shifted in its own plane. Both against the first slice, millimetres.</summary>
/// <remarks>A tilted gantry is a shift that grows from slice to slice; no element that states a tilt is asked. <b>Source:</b> DICOM PS3.3 C.7.6.2.1.1.</remarks>
internal sealed class SliceStack
{
    private SliceStack(CtGeometry geometry, int rows, int columns)
    {
        Vector3D x = geometry.Column(0), y = geometry.Column(1), step = geometry.Column(2);
        Row = x.Normalize();
        Column = y.Normalize();
        Vector3D normal = Row.Cross(Column).Normalize();
        Normal = normal.Dot(step) < 0 ? normal * -1 : normal;
        Origin = geometry.Origin(0);
        ColumnSpacing = x.Length;
        RowSpacing = y.Length;
        Rows = rows;
        Columns = columns;
        int count = geometry.SlicePositionsMm.Count;
        Along = new double[count];
        ShiftX = new double[count];
        ShiftY = new double[count];
        for (int i = 0; i < count; i++)
        {
            (Along[i], ShiftX[i], ShiftY[i]) = Place(geometry.Origin(i) - Origin);
        }

        double[] steps = [.. Along.Skip(1).Zip(Along, (next, previous) => next - previous)];
        Step = count == 1 ? step.Dot(Normal) : steps.Order().ElementAt((steps.Length - 1) / 2);
        LeastStep = count == 1 ? Step : steps.Min();
        GreatestStep = count == 1 ? Step : steps.Max();
    }

    /// <summary>Centre of the first voxel, patient LPS millimetres.</summary>
    public Vector3D Origin { get; }

    /// <summary>Unit vector along increasing column.</summary>
    public Vector3D Row { get; }

    /// <summary>Unit vector along increasing row.</summary>
    public Vector3D Column { get; }

    /// <summary>Unit vector along increasing slice, at right angles to the slices.</summary>
    public Vector3D Normal { get; }

    public double ColumnSpacing { get; }

    public double RowSpacing { get; }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Median distance of neighbouring slices along the normal; of two in the middle the smaller one, since slices get lost.</summary>
    public double Step { get; }

    public double LeastStep { get; }

    public double GreatestStep { get; }

    /// <summary>Distance of each slice along the normal, ascending.</summary>
    public double[] Along { get; }

    /// <summary>Shift of each slice along the rows.</summary>
    public double[] ShiftX { get; }

    /// <summary>Shift of each slice along the columns.</summary>
    public double[] ShiftY { get; }

    /// <summary>The stack of a volume.</summary>
    /// <exception cref="DicomGeometryException">The slices do not ascend, or the affine is singular.</exception>
    public static SliceStack Of(CtGeometry geometry, int rows, int columns)
    {
        SliceStack stack = new(geometry, rows, columns);
        return stack.LeastStep > 0 && stack.ColumnSpacing > 0 && stack.RowSpacing > 0 ? stack : throw GeometryThrow.NoGrid();
    }

    /// <summary>Whether the slices make an orthogonal, regular grid as they are.</summary>
    /// <param name="spacingTolerance">Deviation of a step from the median, as a part of it, that is rounding.</param>
    /// <param name="tiltToleranceDegrees">Lean that is rounding.</param>
    public bool IsRegular(double spacingTolerance, double tiltToleranceDegrees)
    {
        double tolerance = spacingTolerance * Step;
        double shift = Math.Max(tolerance, Math.Tan(double.DegreesToRadians(tiltToleranceDegrees)) * Along[^1]);
        return Step - LeastStep <= tolerance && GreatestStep - Step <= tolerance
            && ShiftX.All(mm => Math.Abs(mm) <= shift) && ShiftY.All(mm => Math.Abs(mm) <= shift);
    }

    /// <summary>Splits an offset into its parts along normal, row and column direction; the last two may be off the right angle by rounding.</summary>
    private (double Along, double X, double Y) Place(Vector3D offset)
    {
        double along = offset.Dot(Normal);
        Vector3D inPlane = offset - (Normal * along);
        double skew = Row.Dot(Column);
        double a = inPlane.Dot(Row), b = inPlane.Dot(Column), scale = 1 / (1 - (skew * skew));
        return (along, (a - (skew * b)) * scale, (b - (skew * a)) * scale);
    }
}
