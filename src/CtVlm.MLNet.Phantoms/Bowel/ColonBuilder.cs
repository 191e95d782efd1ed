namespace CtVlm.MLNet.Phantoms;

/// <summary>The colon: a curve through fixed places from the caecum to the rectum, with haustra, stool and gas.</summary>
internal static class ColonBuilder
{
    public const float StepMm = 3;

    /// <summary>Control points as fractions of the inner half width, inner half depth and height.</summary>
    private static readonly Point3[] Course =
    [
        new(-0.60f, -0.06f, 0.13f), new(-0.70f, 0.10f, 0.24f), new(-0.76f, 0.22f, 0.36f), new(-0.76f, 0.24f, 0.47f), new(-0.70f, 0.02f, 0.56f),
        new(-0.46f, -0.52f, 0.57f), new(-0.08f, -0.70f, 0.54f), new(0.34f, -0.64f, 0.58f), new(0.66f, -0.22f, 0.68f), new(0.78f, 0.20f, 0.70f),
        new(0.80f, 0.28f, 0.56f), new(0.78f, 0.26f, 0.40f), new(0.68f, 0.08f, 0.24f), new(0.46f, -0.04f, 0.12f), new(0.16f, -0.12f, 0.11f),
        new(0.10f, 0.14f, 0.13f), new(0.04f, 0.34f, 0.05f), new(0.0f, 0.40f, -0.14f),
    ];

    public static BowelPoint[] Build(RandomStream random, Habitus body)
    {
        List<Point3> places = [];
        foreach (Point3 place in Course)
        {
            places.Add(new Point3(
                (place.X * body.InnerWidthMm) + random.Normal(0, 4),
                (place.Y * body.InnerDepthMm) + random.Normal(0, 4),
                (place.Z * body.HeightMm) + random.Normal(0, 4)));
        }

        List<Point3> line = Spline.Through(places, StepMm);
        float[] stool = ArcNoise.Create(random, line.Count, 6);
        float[] width = ArcNoise.Create(random, line.Count, 30);
        float[] gas = ArcNoise.Create(random, line.Count, 22);
        float radius = random.Uniform(16, 22), wall = random.Uniform(1.6f, 2.6f), wallHu = random.Normal(84, 7), threshold = random.Uniform(-0.1f, 0.5f);
        BowelPoint[] points = new BowelPoint[line.Count];
        for (int i = 0; i < points.Length; i++)
        {
            float haustra = 0.78f + (0.28f * MathF.Abs(ExactMath.Sin(i * StepMm / 22)));
            float along = i / (float)points.Length;

            // The sigmoid and the rectum are narrower than the caecum.
            float taper = Ramp.Lerp(1.12f, 0.74f, Ramp.Smooth((along - 0.1f) / 0.75f));
            points[i] = new BowelPoint
            {
                Position = line[i],
                LumenMm = radius * haustra * taper * (1 + (0.22f * width[i])),
                WallMm = wall,
                WallHu = wallHu,
                LumenHu = 25 + (20 * stool[i]),
                FoldHu = 14,
            };
        }

        GasPockets.Fill(points, gas, threshold, 0.15f);
        return points;
    }
}
