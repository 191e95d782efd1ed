namespace CtVlm.MLNet.Phantoms;

/// <summary>Paints hazy fat: around inflamed bowel, and now and then somewhere else.</summary>
internal static class StrandingPainter
{
    private const float ReachMm = 20;

    public static void Paint(Canvas canvas, Abdomen abdomen, LesionPlan plan)
    {
        for (int i = 0; i < plan.Lesions.Count; i++)
        {
            if (abdomen.Mesentery.StrandingHu[i] > 0)
            {
                PaintLesion(canvas, abdomen, plan.Lesions[i], abdomen.Mesentery.StrandingHu[i]);
            }
        }

        if (abdomen.Mesentery.Haze is { } spot)
        {
            PaintSpot(canvas, abdomen, spot);
        }
    }

    private static void PaintLesion(Canvas canvas, Abdomen abdomen, Lesion lesion, float strengthHu)
    {
        float[] distance = Distances(canvas, abdomen.SmallBowel, lesion, out VoxelBox box);
        int width = box.HighX - box.LowX + 1, at = 0;
        for (int slice = box.LowZ; slice <= box.HighZ; slice++)
        {
            for (int row = box.LowY; row <= box.HighY; row++)
            {
                for (int i = 0; i < width; i++)
                {
                    float away = distance[at++];
                    if (away < ReachMm)
                    {
                        float haze = strengthHu * ExactMath.Exp(-MathF.Max(away, 0) / 8) * (1 - Ramp.Smooth((away - 12) / 8));
                        Brighten(canvas, abdomen, slice, row, box.LowX + i, haze);
                    }
                }
            }
        }
    }

    // Distance to the outer wall of the lesion, mm, over the box around it.
    private static float[] Distances(Canvas canvas, BowelPoint[] bowel, Lesion lesion, out VoxelBox box)
    {
        float middle = SmallBowelBuilder.Middle(lesion, bowel.Length), half = lesion.LengthMm / 2 / SmallBowelBuilder.StepMm;
        int first = (int)MathF.Ceiling(middle - half), last = (int)(middle + half);
        Box around = Box.Around(bowel[first].Position, bowel[first].Position, 0);
        float widest = 0;
        for (int i = first; i <= last; i++)
        {
            around = Box.Around(Low(around.Low, bowel[i].Position), High(around.High, bowel[i].Position), 0);
            widest = MathF.Max(widest, bowel[i].OuterMm);
        }

        box = canvas.Voxels(Box.Around(around.Low, around.High, widest + ReachMm));
        int width = Math.Max(0, box.HighX - box.LowX + 1), height = Math.Max(0, box.HighY - box.LowY + 1);
        float[] distance = new float[width * height * Math.Max(0, box.HighZ - box.LowZ + 1)];
        Array.Fill(distance, float.MaxValue);
        for (int i = first; i <= last; i++)
        {
            Splat(canvas, bowel[i], box, width, height, distance);
        }

        return distance;
    }

    private static void Splat(Canvas canvas, in BowelPoint point, VoxelBox frame, int width, int height, float[] distance)
    {
        VoxelBox box = canvas.Voxels(Box.Around(point.Position, point.Position, point.OuterMm + ReachMm));
        for (int slice = box.LowZ; slice <= box.HighZ; slice++)
        {
            for (int row = box.LowY; row <= box.HighY; row++)
            {
                int line = ((((slice - frame.LowZ) * height) + row - frame.LowY) * width) - frame.LowX;
                for (int column = box.LowX; column <= box.HighX; column++)
                {
                    Point3 here = new(canvas.XAt(column), canvas.YAt(row), canvas.ZAt(slice));
                    ref float nearest = ref distance[line + column];
                    nearest = MathF.Min(nearest, (here - point.Position).Length - point.OuterMm);
                }
            }
        }
    }

    private static void PaintSpot(Canvas canvas, Abdomen abdomen, Point3 spot)
    {
        Ellipsoid cloud = new(spot, new(26, 20, 22));
        VoxelBox box = canvas.Voxels(cloud.Bounds);
        for (int slice = box.LowZ; slice <= box.HighZ; slice++)
        {
            for (int row = box.LowY; row <= box.HighY; row++)
            {
                for (int column = box.LowX; column <= box.HighX; column++)
                {
                    float depth = cloud.Depth(canvas.XAt(column), canvas.YAt(row), canvas.ZAt(slice));
                    Brighten(canvas, abdomen, slice, row, column, 34 * Ramp.Smooth(depth / 12));
                }
            }
        }
    }

    // Only fat inside the cavity takes the haze; strands come from noise.
    private static void Brighten(Canvas canvas, Abdomen abdomen, int slice, int row, int column, float haze)
    {
        int at = (((slice * canvas.Size) + row) * canvas.Size) + column;
        ref float hu = ref canvas.Hu[at];
        if (haze <= 0 || hu > -20)
        {
            return;
        }

        float x = canvas.XAt(column), y = canvas.YAt(row), z = canvas.ZAt(slice);
        float patch = Math.Clamp(0.75f + (0.55f * abdomen.FineNoise.At(x, y, z)) + (0.35f * abdomen.CoarseNoise.At(x, y, z)), 0, 1.8f);
        float weight = Math.Clamp((-20 - hu) / 50, 0, 1) * canvas.Coverage(canvas.Inside[at]);
        hu = MathF.Min(hu + (haze * patch * weight), 20);
    }

    private static Point3 Low(Point3 a, Point3 b) => new(MathF.Min(a.X, b.X), MathF.Min(a.Y, b.Y), MathF.Min(a.Z, b.Z));

    private static Point3 High(Point3 a, Point3 b) => new(MathF.Max(a.X, b.X), MathF.Max(a.Y, b.Y), MathF.Max(a.Z, b.Z));
}
