namespace CtVlm.MLNet.Phantoms;

/// <summary>Paints air, skin, fat, the muscles of the wall, the fat of the cavity, and the table below.</summary>
internal static class BodyPainter
{
    public static void Paint(Canvas canvas, Abdomen abdomen, Tissue tissue)
    {
        for (int slice = 0; slice < canvas.SliceCount; slice++)
        {
            float z = canvas.ZAt(slice);
            HabitusSection section = abdomen.Body.At(z);
            for (int row = 0; row < canvas.Size; row++)
            {
                PaintRow(canvas, abdomen, tissue, section, slice, row, z);
            }

            PaintTable(canvas, slice, (1.02f * abdomen.Body.HalfDepthMm) - 2);
        }
    }

    private static void PaintRow(Canvas canvas, Abdomen abdomen, Tissue tissue, HabitusSection section, int slice, int row, float z)
    {
        float y = canvas.YAt(row);
        int line = ((slice * canvas.Size) + row) * canvas.Size;
        for (int column = 0; column < canvas.Size; column++)
        {
            float x = canvas.XAt(column);
            WallDepths wall = section.Measure(x, y);
            canvas.Inside[line + column] = wall.Inside;
            canvas.Hu[line + column] = wall.Skin > -canvas.EdgeMm ? Value(canvas, abdomen, tissue, wall, x, y, z) : -1000;
        }
    }

    private static float Value(Canvas canvas, Abdomen abdomen, Tissue tissue, WallDepths wall, float x, float y, float z)
    {
        float fine = abdomen.FineNoise.At(x, y, z), coarse = abdomen.CoarseNoise.At(x, y, z);
        float fat = tissue.Fat + (5 * fine) + (5 * coarse);
        float muscle = tissue.Muscle + (7 * fine) + (3 * coarse);
        float inMuscle = wall.Skin - WallDepths.SkinThickness - wall.Fat;
        if (MathF.Abs(x) > 0.45f * abdomen.Body.HalfWidthMm && wall.Muscle < 18)
        {
            muscle -= 70 * (Plane(inMuscle - (0.36f * wall.Muscle)) + Plane(inMuscle - (0.68f * wall.Muscle)));
        }

        float hu = Ramp.Lerp(-1000, 35, canvas.Coverage(wall.Skin));
        hu = Ramp.Lerp(hu, fat, canvas.Coverage(wall.Skin - WallDepths.SkinThickness));
        hu = Ramp.Lerp(hu, muscle, canvas.Coverage(inMuscle));
        return Ramp.Lerp(hu, fat - 4, canvas.Coverage(wall.Inside));
    }

    // A thin layer of fat between two muscles, seen as a faint line.
    private static float Plane(float offset) => MathF.Max(0, 1 - (MathF.Abs(offset) / 1.3f));

    private static void PaintTable(Canvas canvas, int slice, float top)
    {
        for (int column = 0; column < canvas.Size; column++)
        {
            float x = canvas.XAt(column);
            if (MathF.Abs(x) > 205)
            {
                continue;
            }

            float surface = top + 8 - (x * x / 2600);
            for (int row = 0; row < canvas.Size; row++)
            {
                float below = canvas.YAt(row) - surface;
                ref float hu = ref canvas.Hu[(((slice * canvas.Size) + row) * canvas.Size) + column];
                if (hu > -950 || below < -4)
                {
                    continue;
                }

                float shell = canvas.Coverage(2.3f - MathF.Abs(below - 1)) + canvas.Coverage(2.3f - MathF.Abs(below - 19));
                float core = canvas.Coverage(9 - MathF.Abs(below - 10));
                hu = Ramp.Lerp(Ramp.Lerp(-1000, -880, core), -40, MathF.Min(shell, 1));
            }
        }
    }
}
