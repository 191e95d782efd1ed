namespace CtVlm.MLNet.Phantoms;

/// <summary>A box between two corners, millimetres.</summary>
internal readonly record struct Box(Point3 Low, Point3 High)
{
    /// <summary>The box around two points, wider by a margin on all sides.</summary>
    public static Box Around(Point3 a, Point3 b, float marginMm) => new(
        new(MathF.Min(a.X, b.X) - marginMm, MathF.Min(a.Y, b.Y) - marginMm, MathF.Min(a.Z, b.Z) - marginMm),
        new(MathF.Max(a.X, b.X) + marginMm, MathF.Max(a.Y, b.Y) + marginMm, MathF.Max(a.Z, b.Z) + marginMm));
}
