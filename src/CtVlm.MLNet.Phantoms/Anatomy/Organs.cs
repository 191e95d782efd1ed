namespace CtVlm.MLNet.Phantoms;

/// <summary>The solid and hollow organs around the bowel.</summary>
internal sealed class Organs
{
    private Organs()
    {
    }

    public required Ellipsoid LiverRight { get; init; }

    public required Ellipsoid LiverLeft { get; init; }

    public required Ellipsoid Spleen { get; init; }

    public required Ellipsoid SpleenHollow { get; init; }

    public required Ellipsoid Stomach { get; init; }

    public required Ellipsoid KidneyRight { get; init; }

    public required Ellipsoid KidneyLeft { get; init; }

    public required Ellipsoid Gallbladder { get; init; }

    public required Ellipsoid Bladder { get; init; }

    public static Organs Draw(RandomStream random, Habitus body)
    {
        float a = body.InnerWidthMm, b = body.InnerDepthMm, h = body.HeightMm, spine = body.SpineY;
        float Vary(float value) => value * random.Uniform(0.92f, 1.08f);
        Ellipsoid spleen = new(new(0.76f * a, 0.34f * b, Vary(0.88f) * h), new(Vary(0.26f) * a, Vary(0.46f) * b, Vary(0.16f) * h));
        return new Organs
        {
            LiverRight = new(new(-0.56f * a, -0.02f * b, 0.90f * h), new(Vary(0.47f) * a, 0.88f * b, Vary(0.33f) * h), 0.16f),
            LiverLeft = new(new(-0.05f * a, -0.46f * b, 0.96f * h), new(Vary(0.46f) * a, Vary(0.36f) * b, Vary(0.18f) * h), 0.25f),
            Spleen = spleen,
            SpleenHollow = new(spleen.Center + new Point3(-0.26f * a, -0.24f * b, 0), new(0.30f * a, 0.46f * b, 0.20f * h)),
            Stomach = new(new(0.36f * a, -0.28f * b, Vary(0.86f) * h), new(Vary(0.34f) * a, Vary(0.40f) * b, Vary(0.15f) * h), 0.35f),
            KidneyRight = new(new(-Vary(61), spine - 2, Vary(0.59f) * h), new(Vary(27), Vary(25), Vary(53)), 0.16f),
            KidneyLeft = new(new(Vary(61), spine - 2, Vary(0.64f) * h), new(Vary(27), Vary(25), Vary(54)), -0.16f),
            Gallbladder = new(new(-0.40f * a, -0.36f * b, 0.61f * h), new(Vary(14), Vary(16), Vary(25)), 0.2f),
            Bladder = new(new(random.Normal(0, 4), -0.38f * b, random.Uniform(-0.10f, -0.02f) * h), new(Vary(38), Vary(29), Vary(27))),
        };
    }

    /// <summary>Depth in the liver: both lobes, less the bed of the right kidney.</summary>
    public float LiverDepth(float x, float y, float z)
    {
        float lobes = MathF.Max(LiverRight.Depth(x, y, z), LiverLeft.Depth(x, y, z));

        // The bed is open to the back: the liver does not close behind the kidney.
        return lobes < -30 ? lobes : MathF.Min(lobes, -KidneyRight.Depth(x, MathF.Min(y, KidneyRight.Center.Y), z) - 6);
    }

    /// <summary>Depth in the spleen: an ellipsoid less the hollow that faces the stomach.</summary>
    public float SpleenDepth(float x, float y, float z) => MathF.Min(Spleen.Depth(x, y, z), -SpleenHollow.Depth(x, y, z));

    /// <summary>Distance to the nearest organ, mm; negative inside one.</summary>
    public float Clearance(float x, float y, float z)
    {
        float depth = MathF.Max(LiverDepth(x, y, z), SpleenDepth(x, y, z));
        depth = MathF.Max(depth, MathF.Max(KidneyRight.Depth(x, y, z), KidneyLeft.Depth(x, y, z)) + 5);
        depth = MathF.Max(depth, MathF.Max(Stomach.Depth(x, y, z), Bladder.Depth(x, y, z)));
        return -MathF.Max(depth, Gallbladder.Depth(x, y, z));
    }
}
