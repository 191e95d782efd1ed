namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Volumes whose value is a linear function of the place in the patient, so that linear interpolation must find it again.</summary>
internal static class RampVolume
{
    public static double At(Vector3D place) => 40 + (1.5 * place.X) - (0.75 * place.Y) + (2.25 * place.Z);

    /// <summary>A stack with slices at the given origins, in the directions of an affine.</summary>
    public static CtVolume Create(Vector3D row, Vector3D column, double spacingX, double spacingY, Vector3D[] origins, int rows, int columns)
    {
        Vector3D normal = row.Cross(column).Normalize(), x = row * spacingX, y = column * spacingY;
        Vector3D z = origins.Length == 1 ? normal : (origins[^1] - origins[0]) * (1.0 / (origins.Length - 1));
        double[] affine = [x.X, y.X, z.X, origins[0].X, x.Y, y.Y, z.Y, origins[0].Y, x.Z, y.Z, z.Z, origins[0].Z, 0, 0, 0, 1];
        CtGeometry geometry = new(affine, [.. origins.Select(origin => origin.Dot(normal))], origins);
        return CtVolume.FromHu([.. Places(geometry, rows, columns).Select(place => (float)At(place))], geometry, rows, columns);
    }

    /// <summary>The place of each voxel, in the order of the values.</summary>
    public static IEnumerable<Vector3D> Places(CtGeometry geometry, int rows, int columns)
    {
        for (int k = 0; k < geometry.SlicePositionsMm.Count; k++)
        {
            Vector3D origin = geometry.Origin(k);
            for (int j = 0; j < rows; j++)
            {
                for (int i = 0; i < columns; i++)
                {
                    yield return origin + (geometry.Column(1) * j) + (geometry.Column(0) * i);
                }
            }
        }
    }
}
