namespace CtVlm.MLNet.Phantoms;

/// <summary>The course of the small bowel: one persistent walk that avoids itself, the wall and the organs, drawn from goal to goal towards the caecum.</summary>
internal static class SmallBowelWalk
{
    private const float StepMm = 6;

    /// <summary>Goals in order as fractions of inner half width, inner half depth and height: left above, left, centre, pelvis, right below.</summary>
    private static readonly Point3[] Goals =
    [
        new(0.56f, -0.30f, 0.62f), new(0.74f, 0.10f, 0.54f), new(0.40f, -0.62f, 0.50f), new(0.74f, -0.10f, 0.42f), new(0.20f, -0.50f, 0.46f),
        new(-0.22f, -0.66f, 0.48f), new(-0.66f, -0.30f, 0.44f), new(-0.40f, -0.55f, 0.36f), new(-0.05f, -0.25f, 0.30f), new(0.50f, -0.50f, 0.30f),
        new(0.58f, -0.10f, 0.16f), new(0.10f, -0.45f, 0.12f), new(-0.10f, 0.05f, 0.04f), new(-0.42f, -0.40f, 0.14f),
    ];

    /// <summary>Draws the centre line.</summary>
    /// <param name="random">Where the numbers come from.</param>
    /// <param name="body">The body.</param>
    /// <param name="cavity">Where there is room.</param>
    /// <param name="outerMm">Outer radius along the bowel, one value for each point of the result.</param>
    /// <param name="caecum">Where the bowel ends.</param>
    /// <returns>As many points as radii, at equal distances.</returns>
    public static List<Point3> Draw(RandomStream random, Habitus body, CavityMap cavity, float[] outerMm, Point3 caecum)
    {
        List<Point3> line = Duodenum(body);
        List<Point3> goals = PlaceGoals(random, body);
        int steps = outerMm.Length / 2, last = steps - 16;
        float spread = random.Uniform(0, 6);
        Point3 direction = (goals[0] - line[^1]).Normalize();
        int first = line.Count;
        while (line.Count < last)
        {
            float progress = (line.Count - first) / (float)(last - first) * (goals.Count - 1);
            int goal = Math.Min((int)progress, goals.Count - 2);
            Point3 target = goals[goal].Lerp(goals[goal + 1], progress - goal);
            Point3 change = Change(random, cavity, line, outerMm, target, spread);
            float size = change.Length;
            direction = (direction + (size > 0.9f ? change * (0.9f / size) : change)).Normalize();
            line.Add(line[^1] + (direction * StepMm));
        }

        GoTo(line, caecum);
        return ResampleTo(Spline.Smooth(line, 1.3f), outerMm.Length);
    }

    private static List<Point3> Duodenum(Habitus body)
    {
        float a = body.InnerWidthMm, b = body.InnerDepthMm, h = body.HeightMm, y = body.SpineY;
        return Spline.Through(
            [new(0.02f * a, -0.30f * b, 0.72f * h), new(-0.26f * a, -0.16f * b, 0.71f * h), new(-0.40f * a, y - 42, 0.64f * h), new(-0.36f * a, y - 42, 0.54f * h), new(4, y - 42, 0.515f * h), new(38, y - 48, 0.57f * h)],
            StepMm);
    }

    private static List<Point3> PlaceGoals(RandomStream random, Habitus body)
    {
        List<Point3> goals = [];
        foreach (Point3 goal in Goals)
        {
            goals.Add(new Point3(
                (goal.X + random.Normal(0, 0.10f)) * body.InnerWidthMm,
                (goal.Y + random.Normal(0, 0.10f)) * body.InnerDepthMm,
                (goal.Z + random.Normal(0, 0.03f)) * body.HeightMm));
        }

        return goals;
    }

    private static Point3 Change(RandomStream random, CavityMap cavity, List<Point3> line, float[] outerMm, Point3 target, float spread)
    {
        Point3 here = line[^1];
        float radius = outerMm[Math.Min(line.Count * 2, outerMm.Length - 1)];
        Point3 push = default;
        float slack = spread + random.Uniform(0, 3);
        for (int j = 0; j < line.Count - 7; j++)
        {
            Point3 away = here - line[j];
            float reach = radius + outerMm[j * 2] + slack, square = away.Dot(away);
            if (square < reach * reach && square > 0)
            {
                float distance = MathF.Sqrt(square);
                push += away * ((1 - (distance / reach)) / distance);
            }
        }

        Point3 noise = new(random.Normal(0, 1), random.Normal(0, 1), random.Normal(0, 1));
        Point3 change = (push * 1.1f) + ((target - here).Normalize() * 0.28f) + (noise * 0.30f);
        float clear = cavity.At(here), wanted = radius + 5;
        return clear < wanted ? change + (cavity.Gradient(here).Normalize() * MathF.Min(1.2f, 1.5f * (wanted - clear) / wanted)) : change;
    }

    private static void GoTo(List<Point3> line, Point3 end)
    {
        Point3 start = line[^1];
        int count = Math.Max(1, (int)((end - start).Length / StepMm));
        for (int i = 1; i <= count; i++)
        {
            line.Add(start.Lerp(end, i / (float)count));
        }
    }

    private static List<Point3> ResampleTo(List<Point3> line, int count)
    {
        float length = 0;
        for (int i = 1; i < line.Count; i++)
        {
            length += (line[i] - line[i - 1]).Length;
        }

        List<Point3> result = Spline.Resample(line, length / (count - 0.5f));
        while (result.Count < count)
        {
            result.Add(line[^1]);
        }

        result.RemoveRange(count, result.Count - count);
        return result;
    }
}
