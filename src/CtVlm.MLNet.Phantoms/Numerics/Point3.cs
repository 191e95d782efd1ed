namespace CtVlm.MLNet.Phantoms;

/// <summary>A point or direction in the phantom's frame, millimetres: x to the patient's left, y to the back, z to the head.</summary>
internal readonly record struct Point3(float X, float Y, float Z)
{
    public float Length => MathF.Sqrt(Dot(this));

    public static Point3 operator +(Point3 a, Point3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Point3 operator -(Point3 a, Point3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static Point3 operator *(Point3 a, float factor) => new(a.X * factor, a.Y * factor, a.Z * factor);

    public float Dot(Point3 other) => (X * other.X) + (Y * other.Y) + (Z * other.Z);

    public Point3 Cross(Point3 other) =>
        new((Y * other.Z) - (Z * other.Y), (Z * other.X) - (X * other.Z), (X * other.Y) - (Y * other.X));

    /// <summary>The same direction with length 1; straight up when the length is 0.</summary>
    public Point3 Normalize()
    {
        float length = Length;
        return length > 0 ? this * (1 / length) : new Point3(0, 0, 1);
    }

    public Point3 Lerp(Point3 other, float t) => this + ((other - this) * t);
}
