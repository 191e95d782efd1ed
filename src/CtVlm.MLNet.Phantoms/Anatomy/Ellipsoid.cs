namespace CtVlm.MLNet.Phantoms;

/// <summary>An ellipsoid with axes along the frame, whose centre drifts sideways with height.</summary>
/// <param name="Center">Centre, mm.</param>
/// <param name="Radii">Half axes, mm.</param>
/// <param name="LeanX">Shift of the centre in x for each mm of height above the centre.</param>
internal readonly record struct Ellipsoid(Point3 Center, Point3 Radii, float LeanX = 0) : ISolid
{
    public Box Bounds
    {
        get
        {
            Point3 reach = Radii + new Point3(MathF.Abs(LeanX) * Radii.Z, 0, 0);
            return new Box(Center - reach, Center + reach);
        }
    }

    /// <summary>First-order distance: q (1 - q) over the length of q's gradient, with q = 1 on the surface.</summary>
    public float Depth(float x, float y, float z)
    {
        float dz = (z - Center.Z) / Radii.Z;
        float dx = (x - Center.X - (LeanX * (z - Center.Z))) / Radii.X;
        float dy = (y - Center.Y) / Radii.Y;
        float square = (dx * dx) + (dy * dy) + (dz * dz);
        float gx = dx / Radii.X, gy = dy / Radii.Y, gz = dz / Radii.Z;
        float gradient = MathF.Sqrt((gx * gx) + (gy * gy) + (gz * gz));
        float q = MathF.Sqrt(square);
        return gradient < 1e-6f ? MathF.Min(Radii.X, MathF.Min(Radii.Y, Radii.Z)) : q * (1 - q) / gradient;
    }

    public Ellipsoid Grow(float millimetres) => this with { Radii = Radii + new Point3(millimetres, millimetres, millimetres) };
}
