namespace CtVlm.MLNet.Phantoms;

/// <summary>The small bowel: what it is like along its length, and then its course.</summary>
internal static class SmallBowelBuilder
{
    public const float StepMm = 3;

    /// <summary>Over this length a lesion fades into healthy bowel, mm.</summary>
    private const float FadeMm = 14;

    public static BowelPoint[] Build(RandomStream random, Habitus body, CavityMap cavity, float normalWallMm, LesionPlan plan, Point3 caecum)
    {
        BowelPoint[] points = Healthy(random, (int)(random.Uniform(3400, 4800) / StepMm), normalWallMm);
        foreach (Lesion lesion in plan.Lesions)
        {
            Inflame(random, points, lesion);
        }

        float[] outer = new float[points.Length];
        for (int i = 0; i < points.Length; i++)
        {
            outer[i] = points[i].OuterMm;
        }

        List<Point3> line = SmallBowelWalk.Draw(random, body, cavity, outer, caecum);
        for (int i = 0; i < points.Length; i++)
        {
            points[i].Position = line[i];
        }

        GasPockets.Fill(points, ArcNoise.Create(random, points.Length, 18), random.Uniform(0.62f, 0.95f), 0.2f);
        return points;
    }

    /// <summary>The middle of a lesion, as an index of the points; kept far enough from both ends for its length.</summary>
    public static float Middle(Lesion lesion, int count)
    {
        float half = lesion.LengthMm / 2 / StepMm;
        return Math.Clamp(lesion.Place * (count - 1), half, count - 1 - half);
    }

    private static BowelPoint[] Healthy(RandomStream random, int count, float wallMm)
    {
        float[] width = ArcNoise.Create(random, count, 16), collapse = ArcNoise.Create(random, count, 22);
        float[] shade = ArcNoise.Create(random, count, 25), content = ArcNoise.Create(random, count, 20), thickness = ArcNoise.Create(random, count, 12);
        float radius = random.Uniform(8.2f, 11.8f), collapseFrom = 1 - (2 * random.Uniform(0.08f, 0.24f));
        float wallHu = random.Normal(92, 9), jejunumHu = random.Uniform(8, 35), lumenHu = random.Uniform(4, 22);
        BowelPoint[] points = new BowelPoint[count];
        for (int i = 0; i < count; i++)
        {
            float along = i / (float)count;
            float jejunum = 1 - Ramp.Smooth((along - 0.22f) / 0.22f);
            float collapsed = Ramp.Smooth((collapse[i] - collapseFrom) / 0.2f);
            points[i] = new BowelPoint
            {
                LumenMm = radius * (0.55f + (0.375f * (width[i] + 1))) * Ramp.Lerp(1, 0.15f, collapsed),
                WallMm = wallMm * (1 + (0.08f * thickness[i])) * Ramp.Lerp(1, 1.35f, collapsed),
                WallHu = wallHu + (5 * shade[i]) + (jejunum * jejunumHu) + (14 * collapsed),
                LumenHu = lumenHu + (4 * content[i]),
                FoldHu = 6 + (42 * jejunum),
            };
        }

        return points;
    }

    private static void Inflame(RandomStream random, BowelPoint[] points, Lesion lesion)
    {
        float middle = Middle(lesion, points.Length), half = lesion.LengthMm / 2;
        float[] uneven = ArcNoise.Create(random, points.Length, 5);
        for (int i = 0; i < points.Length; i++)
        {
            float inside = half - (MathF.Abs(i - middle) * StepMm);
            float weight = Ramp.Smooth(inside / FadeMm);
            if (weight > 0)
            {
                ref BowelPoint point = ref points[i];
                point.WallMm = Ramp.Lerp(point.WallMm, lesion.WallMm * (1 - (0.08f * MathF.Abs(uneven[i]))), weight);
                point.WallHu = Ramp.Lerp(point.WallHu, lesion.WallHu, weight);
                point.LumenMm = Ramp.Lerp(point.LumenMm, Math.Clamp(point.LumenMm, 2.5f, 6.5f), weight);
                point.OedemaHu = lesion.OedemaHu;
                point.Stratification = lesion.HasStratification ? weight : 0;
                point.FoldHu *= 1 - weight;
                point.Disease = MathF.Max(point.Disease, weight);
            }
        }

        if (lesion.HasStricture)
        {
            Narrow(points, lesion, middle);
        }
    }

    private static void Narrow(BowelPoint[] points, Lesion lesion, float middle)
    {
        float half = MathF.Min(lesion.StrictureLengthMm, 0.7f * lesion.LengthMm) / 2;
        for (int i = 0; i < points.Length; i++)
        {
            float behind = (i - middle) * StepMm;
            ref BowelPoint point = ref points[i];
            float narrow = Ramp.Smooth((half - MathF.Abs(behind)) / 8);
            point.LumenMm = Ramp.Lerp(point.LumenMm, lesion.StrictureRadiusMm, narrow);
            point.Stricture = MathF.Max(point.Stricture, narrow);

            // Upstream is towards the duodenum: lower indices. The dilated loop may reach into the inflamed stretch.
            float before = -behind - half;
            float wide = MathF.Min(Ramp.Smooth(before / 15), Ramp.Smooth((lesion.UpstreamLengthMm - before) / 25));
            point.LumenMm = Ramp.Lerp(point.LumenMm, lesion.UpstreamRadiusMm, wide);
            point.FoldHu *= 1 - wide;
        }
    }
}
