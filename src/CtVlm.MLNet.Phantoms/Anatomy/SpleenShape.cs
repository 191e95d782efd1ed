namespace CtVlm.MLNet.Phantoms;

/// <summary>The spleen as one shape.</summary>
internal readonly record struct SpleenShape(Organs Organs) : ISolid
{
    public Box Bounds => Organs.Spleen.Bounds;

    public float Depth(float x, float y, float z) => Organs.SpleenDepth(x, y, z);
}
