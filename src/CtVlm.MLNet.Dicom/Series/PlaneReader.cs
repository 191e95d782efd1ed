namespace CtVlm.MLNet.Dicom;

/// <summary>Reads and checks the image plane module: position, orientation and spacing.</summary>
/// <remarks><b>Source:</b> DICOM PS3.3 C.7.6.2.</remarks>
internal static class PlaneReader
{
    /// <summary>How far a direction cosine vector's length may be from 1, and two of them from a right angle: rounding, not damage.</summary>
    private const double DirectionTolerance = 0.01;
    private const double MaxPositionMm = 1e6;

    /// <summary>A nanometre to a metre; beyond these bounds the number is damage, and its square would leave the range of double.</summary>
    private const double LeastSpacingMm = 1e-6;
    private const double MaxSpacingMm = 1e3;

    /// <summary>Image Position (Patient), millimetres; null when absent or empty.</summary>
    /// <exception cref="DicomException">The value is not three numbers of a plausible size.</exception>
    public static Vector3D? Position(DicomDataset data)
    {
        if (data.GetDecimals(DicomTags.ImagePositionPatient) is not { } values)
        {
            return null;
        }

        RequireCount(data, DicomTags.ImagePositionPatient, values, 3);
        return values.All(value => Math.Abs(value) <= MaxPositionMm)
            ? new Vector3D(values[0], values[1], values[2])
            : throw GeometryThrow.Implausible(data.Name, DicomTags.ImagePositionPatient, $"within {DicomThrow.Number((long)MaxPositionMm)} mm of the origin");
    }

    /// <summary>Image Orientation (Patient): unit vectors along increasing column and along increasing row.</summary>
    /// <exception cref="DicomException">The value is absent, or not two orthogonal unit vectors.</exception>
    public static (Vector3D Row, Vector3D Column) Orientation(DicomDataset data)
    {
        double[] values = data.GetDecimals(DicomTags.ImageOrientationPatient)
            ?? throw DicomThrow.Missing(data.Name, DicomTags.ImageOrientationPatient);
        RequireCount(data, DicomTags.ImageOrientationPatient, values, 6);
        Vector3D row = new(values[0], values[1], values[2]);
        Vector3D column = new(values[3], values[4], values[5]);
        bool isUnit = Math.Abs(row.Length - 1) <= DirectionTolerance && Math.Abs(column.Length - 1) <= DirectionTolerance;
        return isUnit && Math.Abs(row.Dot(column)) <= DirectionTolerance
            ? (row.Normalize(), column.Normalize())
            : throw GeometryThrow.Implausible(data.Name, DicomTags.ImageOrientationPatient, "two unit vectors at a right angle");
    }

    /// <summary>Pixel Spacing: distance between rows, then between columns, millimetres.</summary>
    /// <exception cref="DicomException">The value is absent, or not two numbers of a plausible size.</exception>
    public static (double Row, double Column) Spacing(DicomDataset data)
    {
        double[] values = data.GetDecimals(DicomTags.PixelSpacing) ?? throw DicomThrow.Missing(data.Name, DicomTags.PixelSpacing);
        RequireCount(data, DicomTags.PixelSpacing, values, 2);
        return values.All(value => value is >= LeastSpacingMm and <= MaxSpacingMm)
            ? (values[0], values[1])
            : throw GeometryThrow.Implausible(data.Name, DicomTags.PixelSpacing, "above 0, from 0.000001 to 1000 mm");
    }

    private static void RequireCount(DicomDataset data, uint tag, double[] values, int count)
    {
        if (values.Length != count)
        {
            throw DicomThrow.WrongCount(data.Name, tag, count, values.Length);
        }
    }
}
