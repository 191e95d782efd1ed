namespace CtVlm.MLNet.Phantoms;

/// <summary>How deep a point lies below the skin, and how thick fat and muscle are in its direction; millimetres.</summary>
internal readonly record struct WallDepths(float Skin, float Fat, float Muscle)
{
    public const float SkinThickness = 2.2f;

    /// <summary>Depth below the inner side of the muscle: positive in the abdominal cavity.</summary>
    public float Inside => Skin - SkinThickness - Fat - Muscle;
}
