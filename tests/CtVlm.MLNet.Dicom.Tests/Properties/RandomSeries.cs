namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Makes up volumes: size, bits, values, and a grid that is turned, tilted or irregular.</summary>
internal static class RandomSeries
{
    public static DicomSeriesContent Make(Random random)
    {
        int slices = random.Next(1, 7), rows = random.Next(1, 12), columns = random.Next(1, 12);
        int bits = random.Next(2) == 0 ? 12 : 16;
        short[] hu = new short[slices * rows * columns];
        for (int i = 0; i < hu.Length; i++)
        {
            hu[i] = (short)random.Next(-1024, bits == 12 ? 3072 : short.MaxValue + 1);
        }

        string name = $"{random.Next()}";
        return new DicomSeriesContent
        {
            Hu = hu,
            Rows = rows,
            Columns = columns,
            BitsStored = bits,
            Geometry = Geometry(random, slices),
            Identity = new DicomSeriesIdentity
            {
                PatientName = "Phantom^Random",
                PatientId = "R1",
                StudyInstanceUid = SyntheticUid.Create("study" + name),
                SeriesInstanceUid = SyntheticUid.Create("series" + name),
                FrameOfReferenceUid = SyntheticUid.Create("frame" + name),
            },
        };
    }

    /// <summary>Directions turned about all three axes; the slice step leans in every third volume; steps differ in every fourth.</summary>
    private static CtGeometry Geometry(Random random, int slices)
    {
        (Vector3D x, Vector3D y) = Turned(random.NextDouble() * 6, random.NextDouble() * 3, random.NextDouble() * 6);
        Vector3D normal = x.Cross(y);
        Vector3D origin = new(Between(random, -500, 500), Between(random, -500, 500), Between(random, -2000, 2000));
        double step = Between(random, 0.3, 6);
        bool isTilted = slices > 1 && random.Next(3) == 0;
        bool isIrregular = slices > 2 && random.Next(4) == 0;
        double[] along = new double[slices];
        for (int i = 1; i < slices; i++)
        {
            along[i] = along[i - 1] + (isIrregular ? step * Between(random, 0.5, 2) : step);
        }

        // The affine has the mean step; a lean adds a part along the rows.
        double mean = slices == 1 ? step : along[^1] / (slices - 1);
        Vector3D z = (normal * mean) + (y * (isTilted ? mean * Between(random, -0.4, 0.4) : 0));
        x *= Between(random, 0.2, 2);
        y *= Between(random, 0.2, 2);
        double start = origin.Dot(normal);
        return new CtGeometry([x.X, y.X, z.X, origin.X, x.Y, y.Y, z.Y, origin.Y, x.Z, y.Z, z.Z, origin.Z, 0, 0, 0, 1], [.. along.Select(at => start + at)]);
    }

    private static (Vector3D X, Vector3D Y) Turned(double a, double b, double c)
    {
        (double sa, double ca) = Math.SinCos(a);
        (double sb, double cb) = Math.SinCos(b);
        (double sc, double cc) = Math.SinCos(c);
        return (
            new Vector3D((ca * cc) - (sa * cb * sc), (sa * cc) + (ca * cb * sc), sb * sc),
            new Vector3D((-ca * sc) - (sa * cb * cc), (-sa * sc) + (ca * cb * cc), sb * cc));
    }

    private static double Between(Random random, double low, double high) => low + ((high - low) * random.NextDouble());
}
