namespace CtVlm.MLNet.Phantoms;

/// <summary>Paints colon and small bowel over everything else, and the ground-truth mask.</summary>
internal sealed class BowelPainter
{
    private readonly Canvas _canvas;
    private readonly BowelField _field;
    private readonly NoiseLattice _fine;
    private readonly NoiseLattice _coarse;

    private BowelPainter(Canvas canvas, Abdomen abdomen)
    {
        _canvas = canvas;
        _fine = abdomen.FineNoise;
        _coarse = abdomen.CoarseNoise;
        _field = new BowelField(canvas, [.. abdomen.Colon, .. abdomen.SmallBowel], [abdomen.Colon.Length]);
    }

    /// <summary>Paints and returns the mask, [z, y, x], values of <see cref="PhantomMaskLabel"/>.</summary>
    public static byte[] Paint(Canvas canvas, Abdomen abdomen)
    {
        BowelPainter painter = new(canvas, abdomen);
        byte[] mask = new byte[canvas.Hu.Length];
        for (int slice = 0; slice < canvas.SliceCount; slice++)
        {
            for (int row = 0; row < canvas.Size; row++)
            {
                painter.PaintRow(slice, row, mask);
            }
        }

        return mask;
    }

    private void PaintRow(int slice, int row, byte[] mask)
    {
        float y = _canvas.YAt(row), z = _canvas.ZAt(slice);
        int line = ((slice * _canvas.Size) + row) * _canvas.Size;
        for (int column = 0; column < _canvas.Size; column++)
        {
            int at = line + column;
            float nearest = _field.Nearest[at];
            if (nearest >= _canvas.EdgeMm)
            {
                continue;
            }

            float place = _field.Place[at];
            int low = Math.Min((int)place, _field.Points.Length - 2);
            BowelPoint point = BowelPoint.Lerp(_field.Points[low], _field.Points[low + 1], place - low);
            float depth = MathF.Min(-nearest, (_field.Other[at] - nearest) / 2);
            float value = Value(point, depth, _canvas.XAt(column), y, z);
            _canvas.Hu[at] = Ramp.Lerp(_canvas.Hu[at], value, _canvas.Coverage(-nearest));
            if (nearest < 0 && point.Disease >= 0.5f)
            {
                mask[at] = (byte)Label(point, depth);
            }
        }
    }

    private static PhantomMaskLabel Label(in BowelPoint point, float depth) =>
        point.Stricture >= 0.5f ? PhantomMaskLabel.Stricture
        : depth < point.WallMm ? PhantomMaskLabel.DiseasedWall
        : PhantomMaskLabel.DiseasedLumen;

    private float Value(in BowelPoint point, float depth, float x, float y, float z)
    {
        float fine = _fine.At(x, y, z);
        float wall = Wall(point, depth) + (4 * fine);
        float inLumen = depth - point.WallMm;
        float lumenWeight = _canvas.Coverage(inLumen);
        if (lumenWeight <= 0)
        {
            return wall;
        }

        // Folds: bright tufts that fade towards the middle of the lumen.
        float fold = point.FoldHu * MathF.Max(0, fine) * (1 - Ramp.Smooth(inLumen / MathF.Max(1, 0.8f * point.LumenMm)));
        float lumen = point.LumenHu + (4 * _coarse.At(x, y, z)) + fold;
        lumen = Ramp.Lerp(lumen, -920, _canvas.Coverage(point.GasY - y));
        return Ramp.Lerp(wall, lumen, lumenWeight);
    }

    // Three layers when stratified: the outer 27 percent bright, the middle oedematous, the inner 30 percent brighter.
    private float Wall(in BowelPoint point, float depth)
    {
        if (point.Stratification <= 0)
        {
            return point.WallHu;
        }

        float middle = MathF.Min(_canvas.Coverage(depth - (0.27f * point.WallMm)), _canvas.Coverage((0.70f * point.WallMm) - depth));
        float bright = point.WallHu + (depth > 0.5f * point.WallMm ? 12 : 0);
        return Ramp.Lerp(point.WallHu, Ramp.Lerp(bright, point.OedemaHu, middle), point.Stratification);
    }
}
