namespace CtVlm.MLNet.Dicom;

/// <summary>A direction or point in patient space, millimetres, in double precision: positions near 10 m with steps of 0.1 mm must not blur.</summary>
internal readonly record struct Vector3D(double X, double Y, double Z)
{
    public double Length => Math.Sqrt(Dot(this));

    public static Vector3D operator +(Vector3D a, Vector3D b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Vector3D operator -(Vector3D a, Vector3D b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static Vector3D operator *(Vector3D a, double factor) => new(a.X * factor, a.Y * factor, a.Z * factor);

    public double Dot(Vector3D other) => (X * other.X) + (Y * other.Y) + (Z * other.Z);

    public Vector3D Cross(Vector3D other) =>
        new((Y * other.Z) - (Z * other.Y), (Z * other.X) - (X * other.Z), (X * other.Y) - (Y * other.X));

    public Vector3D Normalize() => Length > 0 ? this * (1 / Length) : this;
}
