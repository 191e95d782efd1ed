namespace CtVlm.MLNet.Phantoms;

/// <summary>Vessels and nodes of the mesentery, the comb sign, and haze that is not disease.</summary>
internal sealed class Mesentery
{
    private Mesentery()
    {
    }

    public required IReadOnlyList<Vessel> Vessels { get; init; }

    public required IReadOnlyList<Ellipsoid> Nodes { get; init; }

    /// <summary>A hazy spot without disease, or none.</summary>
    public required Point3? Haze { get; init; }

    /// <summary>Strength of the stranding around each lesion, HU; 0 for none.</summary>
    public required IReadOnlyList<float> StrandingHu { get; init; }

    public static Mesentery Draw(RandomStream random, GreatVessels great, BowelPoint[] bowel, LesionPlan plan)
    {
        List<Vessel> vessels = [];
        AddBranches(random, great, bowel, vessels);

        // Faint vasa recta at healthy loops, so that a few straight vessels alone are no sign.
        for (int i = random.Below(3); i > 0; i--)
        {
            float middle = random.Uniform(0.15f, 0.9f) * bowel.Length;
            AddComb(random, great, bowel, vessels, middle, random.Uniform(30, 60), isFaint: true);
        }

        List<float> stranding = [];
        foreach (Lesion lesion in plan.Lesions)
        {
            if (lesion.HasCombSign)
            {
                AddComb(random, great, bowel, vessels, SmallBowelBuilder.Middle(lesion, bowel.Length), lesion.LengthMm, isFaint: false);
            }

            stranding.Add(lesion.HasStranding ? 78 * random.Uniform(0.7f, 1.2f) : 0);
        }

        bool isHazy = random.Chance(0.2);
        Point3 spot = RootPoint(great, random.Uniform(0.1f, 0.9f)) + new Point3(random.Normal(0, 12), random.Uniform(-25, -8), random.Normal(0, 8));
        return new Mesentery { Vessels = vessels, Nodes = DrawNodes(random, great), Haze = isHazy ? spot : null, StrandingHu = stranding };
    }

    private static void AddBranches(RandomStream random, GreatVessels great, BowelPoint[] bowel, List<Vessel> vessels)
    {
        for (int i = random.Below(21) + 14; i > 0; i--)
        {
            int target = random.Below((int)(0.85f * bowel.Length)) + (int)(0.12f * bowel.Length);
            Point3 from = RootPoint(great, ((target / (float)bowel.Length) - 0.1f) + random.Normal(0, 0.08f));
            Point3 to = bowel[target].Position;
            Point3 bend = from.Lerp(to, random.Uniform(0.4f, 0.6f)) + new Point3(random.Normal(0, 9), random.Normal(0, 9), random.Normal(0, 7));
            vessels.Add(new Vessel(Spline.Through([from, bend, to], 8), random.Uniform(1.5f, 2.6f), random.Uniform(0.7f, 1.1f), VesselKind.Mesenteric));
        }
    }

    private static void AddComb(RandomStream random, GreatVessels great, BowelPoint[] bowel, List<Vessel> vessels, float middle, float lengthMm, bool isFaint)
    {
        float half = lengthMm / 2 / SmallBowelBuilder.StepMm;
        float scale = isFaint ? 0.6f : 1;
        for (float at = middle - half; at < middle + half; at += random.Uniform(6, 8.5f) / SmallBowelBuilder.StepMm)
        {
            BowelPoint loop = bowel[Math.Clamp((int)at, 0, bowel.Length - 1)];
            Point3 root = NearestRoot(great, loop.Position);
            Point3 toward = ((root - loop.Position).Normalize() + (new Point3(random.Normal(0, 1), random.Normal(0, 1), random.Normal(0, 1)) * 0.12f)).Normalize();
            Point3 from = loop.Position + (toward * (loop.OuterMm - 0.5f));
            Point3 to = from + (toward * random.Uniform(18, 32));
            float radius = random.Uniform(1.1f, 1.7f) * scale;
            vessels.Add(new Vessel([from, to], radius * 0.8f, radius, isFaint ? VesselKind.Mesenteric : VesselKind.Comb));
        }
    }

    private static Ellipsoid[] DrawNodes(RandomStream random, GreatVessels great)
    {
        Ellipsoid[] nodes = new Ellipsoid[random.Below(7) + 2];
        for (int i = 0; i < nodes.Length; i++)
        {
            Point3 place = RootPoint(great, random.Uniform(0.2f, 1)) + new Point3(random.Normal(0, 14), random.Normal(-10, 8), random.Normal(0, 8));
            nodes[i] = new Ellipsoid(place, new(random.Uniform(2.2f, 4.5f), random.Uniform(2.2f, 4), random.Uniform(3, 5.5f)));
        }

        return nodes;
    }

    private static Point3 RootPoint(GreatVessels great, float along)
    {
        IReadOnlyList<Point3> root = great.MesentericRoot;
        float position = Math.Clamp(along, 0, 0.999f) * (root.Count - 1);
        int low = (int)position;
        return root[low].Lerp(root[low + 1], position - low);
    }

    private static Point3 NearestRoot(GreatVessels great, Point3 place)
    {
        Point3 best = default;
        float distance = float.MaxValue;
        for (int i = 0; i <= 20; i++)
        {
            Point3 candidate = RootPoint(great, i / 20f);
            float here = (candidate - place).Length;
            if (here < distance)
            {
                (best, distance) = (candidate, here);
            }
        }

        return best;
    }
}
