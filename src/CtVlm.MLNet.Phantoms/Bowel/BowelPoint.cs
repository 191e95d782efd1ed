namespace CtVlm.MLNet.Phantoms;

/// <summary>What the bowel is like at one point of its centre line.</summary>
internal struct BowelPoint
{
    public Point3 Position;
    public float LumenMm;
    public float WallMm;
    public float WallHu;
    public float LumenHu;

    /// <summary>Attenuation of the middle layer of the wall, and how much of it shows, 0 to 1.</summary>
    public float OedemaHu;
    public float Stratification;

    /// <summary>0 for healthy, 1 for fully diseased.</summary>
    public float Disease;

    /// <summary>1 inside a stricture.</summary>
    public float Stricture;

    /// <summary>Gas fills the lumen where y is below this level, mm; far in front of the body when there is none.</summary>
    public float GasY;

    /// <summary>How feathery the inner surface is, HU.</summary>
    public float FoldHu;

    public readonly float OuterMm => LumenMm + WallMm;

    public static BowelPoint Lerp(in BowelPoint a, in BowelPoint b, float t) => new()
    {
        Position = a.Position.Lerp(b.Position, t),
        LumenMm = Ramp.Lerp(a.LumenMm, b.LumenMm, t),
        WallMm = Ramp.Lerp(a.WallMm, b.WallMm, t),
        WallHu = Ramp.Lerp(a.WallHu, b.WallHu, t),
        LumenHu = Ramp.Lerp(a.LumenHu, b.LumenHu, t),
        OedemaHu = Ramp.Lerp(a.OedemaHu, b.OedemaHu, t),
        Stratification = Ramp.Lerp(a.Stratification, b.Stratification, t),
        Disease = Ramp.Lerp(a.Disease, b.Disease, t),
        Stricture = Ramp.Lerp(a.Stricture, b.Stricture, t),
        GasY = Ramp.Lerp(a.GasY, b.GasY, t),
        FoldHu = Ramp.Lerp(a.FoldHu, b.FoldHu, t),
    };
}
