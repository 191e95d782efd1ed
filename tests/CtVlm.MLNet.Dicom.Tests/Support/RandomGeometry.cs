namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Slices in any direction.</summary>
internal static class RandomGeometry
{
    /// <summary>Two unit vectors at a right angle: along increasing column, and along increasing row.</summary>
    public static (Vector3D Row, Vector3D Column) Directions(Random random)
    {
        Vector3D row = Direction(random);
        Vector3D other = Direction(random);
        Vector3D column = (other - (row * other.Dot(row))).Normalize();
        return (row, column);
    }

    /// <summary>An oblique, and if asked tilted, regular grid.</summary>
    public static CtGeometry Grid(Random random, int slices, bool isTilted)
    {
        (Vector3D row, Vector3D column) = Directions(random);
        Vector3D normal = row.Cross(column);
        double step = 0.5 + (4 * random.NextDouble()), spacingX = 0.4 + random.NextDouble(), spacingY = 0.4 + random.NextDouble();
        Vector3D z = (normal + (isTilted ? column * (random.NextDouble() - 0.5) : default)) * step;
        Vector3D origin = new(500 * (random.NextDouble() - 0.5), 500 * (random.NextDouble() - 0.5), 500 * (random.NextDouble() - 0.5));
        Vector3D x = row * spacingX, y = column * spacingY;
        double[] affine = [x.X, y.X, z.X, origin.X, x.Y, y.Y, z.Y, origin.Y, x.Z, y.Z, z.Z, origin.Z, 0, 0, 0, 1];
        return new CtGeometry(affine, [.. Enumerable.Range(0, slices).Select(i => origin.Dot(normal) + (i * step))]);
    }

    private static Vector3D Direction(Random random) =>
        new Vector3D(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5).Normalize();
}
