namespace CtVlm.MLNet.Phantoms;

/// <summary>An ellipse on one axial slice: the section of a column that is drawn slice by slice.</summary>
internal readonly record struct FlatEllipse(float X, float Y, float RadiusX, float RadiusY, float Z) : ISolid
{
    public Box Bounds => new(new(X - RadiusX, Y - RadiusY, Z), new(X + RadiusX, Y + RadiusY, Z));

    public float Depth(float x, float y, float z)
    {
        float dx = (x - X) / RadiusX, dy = (y - Y) / RadiusY;
        float gx = dx / RadiusX, gy = dy / RadiusY;
        float q = MathF.Sqrt((dx * dx) + (dy * dy));
        float gradient = MathF.Sqrt((gx * gx) + (gy * gy));
        return gradient < 1e-6f ? MathF.Min(RadiusX, RadiusY) : q * (1 - q) / gradient;
    }
}
