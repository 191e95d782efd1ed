namespace CtVlm.MLNet.Phantoms;

/// <summary>The body at one height.</summary>
internal readonly struct HabitusSection
{
    private readonly Habitus _body;
    private readonly float _pelvis;
    private readonly float _hips;

    public HabitusSection(Habitus body, float height)
    {
        _body = body;
        Height = height;

        // Waist near 0.5, hips below 0.2, chest above 0.9: three percent each way.
        float shape = (Ramp.Smooth((0.45f - height) / 0.45f) * 0.05f) + (Ramp.Smooth((height - 0.55f) / 0.45f) * 0.04f) - 0.02f;
        HalfWidth = body.HalfWidthMm * (1 + shape);
        HalfDepth = body.HalfDepthMm * (1 + (0.6f * shape));
        _pelvis = Ramp.Smooth((0.37f - height) / 0.30f);
        _hips = Ramp.Smooth((0.40f - height) / 0.5f);
    }

    /// <summary>0 at the bottom of the anatomy, 1 at the liver's dome.</summary>
    public float Height { get; }

    public float HalfWidth { get; }

    public float HalfDepth { get; }

    /// <summary>How much of the pelvis is there: 0 above the iliac crest, 1 at the bottom.</summary>
    public float Pelvis => _pelvis;

    /// <summary>Measures a point.</summary>
    public WallDepths Measure(float x, float y)
    {
        float u = MathF.Abs(x) / HalfWidth, v = MathF.Abs(y) / HalfDepth;
        float large = MathF.Max(u, v);
        float radius = MathF.Sqrt((x * x) + (y * y));
        if (large <= 0 || radius <= 0)
        {
            return Layers(x, 0, 1, MathF.Min(HalfWidth, HalfDepth));
        }

        float rho = large * _body.SuperEllipse(MathF.Min(u, v) / large);
        float depth = (1 - rho) * radius / rho;
        return Layers(x, y / radius, MathF.Min(rho, 1), depth);
    }

    /// <summary>The point at a direction from the middle, at a fraction of the way through the muscle (0 outside, 1 inside).</summary>
    /// <param name="sine">Sine of the angle from straight back, with the sign of x.</param>
    /// <param name="cosine">Its cosine; positive to the back.</param>
    /// <param name="fraction">Fraction of the muscle's thickness.</param>
    public (float X, float Y) InWall(float sine, float cosine, float fraction)
    {
        float u = MathF.Abs(sine) / HalfWidth, v = MathF.Abs(cosine) / HalfDepth;
        float large = MathF.Max(u, v);
        float edge = 1 / (large * _body.SuperEllipse(MathF.Min(u, v) / large));
        WallDepths wall = Layers(sine * edge, cosine, 1, 0);
        float radius = edge - Groove(sine * edge, cosine) - WallDepths.SkinThickness - wall.Fat - (fraction * wall.Muscle);
        return (sine * radius, cosine * radius);
    }

    private static float Groove(float x, float back)
    {
        float side = x / 20;
        return back > 0 ? 7 * back * back / (1 + (side * side)) : 0;
    }

    private WallDepths Layers(float x, float back, float rho, float depth)
    {
        float square = back * back;
        float fat = _body.FatMm * (0.85f + ((back < 0 ? 0.30f : 0.20f + (0.5f * _hips)) * square) + (0.22f * _hips * (1 - square)));

        // Rectus bellies in front, a thin gap between them, three layers at the flanks, glutei in the pelvis.
        float side = MathF.Abs(x);
        float rectus = back < -0.5f ? 0.35f * Bump((side - 34) / 26) : 0;
        float gap = back < 0 ? 0.75f * Bump(side / 6) : 0;
        float flank = 0.30f * (1 - square);
        float gluteal = Ramp.Smooth((back + 0.45f) / 0.7f) * Bump((back - 0.5f) / 0.85f);
        float muscle = (_body.MuscleMm * (0.85f + rectus + flank - gap)) + (38 * _pelvis * gluteal);
        return new WallDepths(depth - (rho * Groove(x, back)), fat, MathF.Max(muscle, 2));
    }

    private static float Bump(float t)
    {
        float c = MathF.Max(0, 1 - (t * t));
        return c * c;
    }
}
