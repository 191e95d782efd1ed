namespace CtVlm.MLNet.Phantoms;

/// <summary>The liver as one shape.</summary>
internal readonly record struct LiverShape(Organs Organs) : ISolid
{
    public Box Bounds
    {
        get
        {
            Box right = Organs.LiverRight.Bounds, left = Organs.LiverLeft.Bounds;
            return new Box(
                new(MathF.Min(right.Low.X, left.Low.X), MathF.Min(right.Low.Y, left.Low.Y), MathF.Min(right.Low.Z, left.Low.Z)),
                new(MathF.Max(right.High.X, left.High.X), MathF.Max(right.High.Y, left.High.Y), MathF.Max(right.High.Z, left.High.Z)));
        }
    }

    public float Depth(float x, float y, float z) => Organs.LiverDepth(x, y, z);
}
