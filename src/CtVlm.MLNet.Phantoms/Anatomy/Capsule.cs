namespace CtVlm.MLNet.Phantoms;

/// <summary>A straight piece of tube with round ends and a radius that changes along it.</summary>
internal readonly record struct Capsule(Point3 From, Point3 To, float RadiusFrom, float RadiusTo) : ISolid
{
    public Box Bounds => Box.Around(From, To, MathF.Max(RadiusFrom, RadiusTo));

    public float Depth(float x, float y, float z)
    {
        (float along, float distance) = Project(new Point3(x, y, z));
        return Ramp.Lerp(RadiusFrom, RadiusTo, along) - distance;
    }

    /// <summary>Where a point falls on the axis, 0 to 1, and how far from it, mm.</summary>
    public (float Along, float Distance) Project(Point3 point)
    {
        Point3 axis = To - From;
        Point3 offset = point - From;
        float square = axis.Dot(axis);
        float along = square > 0 ? Math.Clamp(offset.Dot(axis) / square, 0, 1) : 0;
        return (along, (offset - (axis * along)).Length);
    }
}
