namespace CtVlm.MLNet.Phantoms;

/// <summary>Paints the muscles beside the spine, the spine, the pelvis and the ribs.</summary>
internal sealed class SkeletonPainter
{
    private const float LevelMm = 34;
    private const float DiscMm = 7;
    private readonly Canvas _canvas;
    private readonly Habitus _body;
    private readonly Tissue _tissue;
    private readonly NoiseLattice _noise;
    private readonly Shade _bone;
    private readonly Shade _muscle;

    public SkeletonPainter(Canvas canvas, Abdomen abdomen, Tissue tissue)
    {
        _canvas = canvas;
        _body = abdomen.Body;
        _tissue = tissue;
        _noise = abdomen.FineNoise;
        _bone = (depth, x, y, z) => depth < 2.2f ? tissue.Cortex : tissue.Marrow + (45 * abdomen.FineNoise.At(x, y, z));
        _muscle = (_, x, y, z) => tissue.Muscle + (7 * abdomen.FineNoise.At(x, y, z));
    }

    public void Paint()
    {
        for (int slice = 0; slice < _canvas.SliceCount; slice++)
        {
            float z = _canvas.ZAt(slice);
            PaintMuscles(slice, z);
            PaintSpine(slice, z);
            PaintPelvis(slice, z);
            PaintRibs(slice, z);
        }
    }

    private void PaintMuscles(int slice, float z)
    {
        float h = z / _body.HeightMm;
        for (int side = -1; side <= 1; side += 2)
        {
            _canvas.PaintSlice(slice, SpinalMuscles.Erector(_body, z, side), _muscle);
            _canvas.PaintSlice(slice, SpinalMuscles.Psoas(_body, z, side), _muscle);
            if (h is > 0.30f and < 0.72f)
            {
                _canvas.PaintSlice(slice, SpinalMuscles.Quadratus(_body, z, side), _muscle);
            }
        }
    }

    private void PaintSpine(int slice, float z)
    {
        float h = z / _body.HeightMm, y = _body.SpineY;
        float sacrum = Ramp.Smooth((0.27f - h) / 0.18f);
        float back = y + (18 * sacrum);
        float phase = Phase(z);
        float width = Ramp.Lerp(25 - (4 * h), 44, sacrum);
        Shade flesh = phase < DiscMm && sacrum < 0.5f ? (_, _, _, _) => 95 : _bone;
        FlatEllipse body = new(0, back, width, 16, z);
        PaintArch(slice, z, back, phase, sacrum);
        _canvas.PaintSlice(slice, body, flesh);
        if (sacrum > 0.3f)
        {
            _canvas.PaintSlice(slice, new FlatEllipse(0, back + 12, width * 0.8f, 12, z), _bone);
        }

        // The canal, with the sac in it.
        _canvas.PaintSlice(slice, new FlatEllipse(0, back + 25 - (6 * sacrum), 11 - (4 * sacrum), 8.5f - (3 * sacrum), z), (_, _, _, _) => 32);
    }

    private void PaintArch(int slice, float z, float y, float phase, float sacrum)
    {
        if (sacrum < 0.5f)
        {
            _canvas.PaintSlice(slice, new FlatEllipse(0, y + 25, 15.5f, 13, z), _bone);
            for (int side = -1; side <= 1; side += 2)
            {
                _canvas.PaintSlice(slice, new FlatEllipse(side * 15, y + 29, 6.5f, 7.5f, z), _bone);
                if (phase is > 14 and < 25)
                {
                    _canvas.PaintSlice(slice, new Capsule(new(side * 12, y + 20, z), new(side * 44, y + 23, z), 4.2f, 3), _bone);
                }
            }
        }

        if (phase is > 4 and < 28)
        {
            float length = Ramp.Lerp(28, 12, sacrum);
            _canvas.PaintSlice(slice, new Capsule(new(0, y + 34, z), new(0, y + 34 + length, z), 2.6f, 3.4f), _bone);
        }
    }

    private void PaintPelvis(int slice, float z)
    {
        float h = z / _body.HeightMm;
        if (h > 0.36f)
        {
            return;
        }

        HabitusSection section = _body.At(z);
        float grown = MathF.Sqrt(Math.Clamp((0.36f - h) / 0.26f, 0, 1));
        const int Pieces = 14;

        // Angles from straight back; near the crest only the middle of the wing is there, lower it reaches the sacrum.
        float from = Ramp.Lerp(1.15f, 0.50f, grown), to = Ramp.Lerp(1.25f, 1.86f, grown);
        for (int side = -1; side <= 1; side += 2)
        {
            List<Point3> wing = [];
            for (int i = 0; i <= Pieces; i++)
            {
                float t = i / (float)Pieces, angle = Ramp.Lerp(from, to, t);
                float fraction = Ramp.Lerp(0.80f, 0.55f, t) + (0.10f * ExactMath.Sin(6 * t));
                (float x, float y) = section.InWall(side * ExactMath.Sin(angle), ExactMath.Cos(angle), fraction);
                wing.Add(new Point3(x, y, z));
            }

            PaintIliacus(slice, wing, section, grown);
            PaintPlate(slice, wing, 0, (_, _, _, _) => _tissue.Cortex);
            PaintPlate(slice, wing, 2.1f, (_, x, y, height) => (0.6f * _tissue.Marrow) + (40 * _noise.At(x, y, height)));
        }
    }

    // The muscle that lines the wing inside and joins the psoas.
    private void PaintIliacus(int slice, List<Point3> wing, HabitusSection section, float grown)
    {
        float thickness = 9 * grown;
        Point3 middle = new(0, -0.2f * section.HalfDepth, wing[0].Z);
        for (int i = 2; i + 3 < wing.Count; i++)
        {
            Point3 from = wing[i] + ((middle - wing[i]).Normalize() * thickness), to = wing[i + 1] + ((middle - wing[i + 1]).Normalize() * thickness);
            _canvas.PaintSlice(slice, new Capsule(from, to, thickness, thickness), _muscle);
        }
    }

    // Cortex over the whole plate first, then marrow over its core: the pieces join without walls between them.
    private void PaintPlate(int slice, List<Point3> line, float rim, Shade shade)
    {
        for (int i = 0; i + 1 < line.Count; i++)
        {
            float t = i / (float)(line.Count - 2);
            float radius = Ramp.Lerp(7.5f, 4.4f, Ramp.Smooth(t * 2)) + (2 * Ramp.Smooth((t - 0.75f) / 0.25f)) - rim;
            _canvas.PaintSlice(slice, new Capsule(line[i], line[i + 1], radius, radius), shade);
        }
    }

    private void PaintRibs(int slice, float z)
    {
        HabitusSection section = _body.At(z);
        float h = z / _body.HeightMm;
        if (h < 0.46f)
        {
            return;
        }

        for (int rib = 0; rib < 7; rib++)
        {
            // A rib starts at the spine and falls on its way round; the lowest ones are short.
            float angle = (((0.60f + (0.105f * rib)) * _body.HeightMm) - z) / (0.16f * _body.HeightMm);
            float longest = MathF.Min(0.75f + (0.45f * rib), 2.45f);
            if (angle < 0.32f || angle > longest)
            {
                continue;
            }

            for (int side = -1; side <= 1; side += 2)
            {
                PaintRib(slice, section, z, side, angle);
            }
        }
    }

    private void PaintRib(int slice, HabitusSection section, float z, int side, float angle)
    {
        (float ax, float ay) = section.InWall(side * ExactMath.Sin(angle - 0.045f), ExactMath.Cos(angle - 0.045f), 0.62f);
        (float bx, float by) = section.InWall(side * ExactMath.Sin(angle + 0.045f), ExactMath.Cos(angle + 0.045f), 0.62f);
        Shade rib = (depth, _, _, _) => depth < 1.6f ? 0.85f * _tissue.Cortex : _tissue.Marrow;
        _canvas.PaintSlice(slice, new Capsule(new(ax, ay, z), new(bx, by, z), 3.9f, 3.9f), rib);
    }

    private static float Phase(float z)
    {
        float levels = (z + (4 * LevelMm)) / LevelMm;
        return (levels - MathF.Floor(levels)) * LevelMm;
    }
}
