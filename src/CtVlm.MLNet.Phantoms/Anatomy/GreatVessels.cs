namespace CtVlm.MLNet.Phantoms;

/// <summary>The vessels whose course is the same in everyone: aorta, cava, iliac, renal, mesenteric and portal vessels.</summary>
internal sealed class GreatVessels
{
    private GreatVessels(IReadOnlyList<Vessel> vessels, IReadOnlyList<Point3> root)
    {
        Vessels = vessels;
        MesentericRoot = root;
    }

    public IReadOnlyList<Vessel> Vessels { get; }

    /// <summary>The superior mesenteric vein from above to below: where the vessels of the mesentery come from.</summary>
    public IReadOnlyList<Point3> MesentericRoot { get; }

    public static GreatVessels Draw(RandomStream random, Habitus body, Organs organs)
    {
        float h = body.HeightMm, y = body.SpineY, b = body.InnerDepthMm;
        float aorta = random.Uniform(7.5f, 10), cava = random.Uniform(8.5f, 11.5f);
        float ay = y - 17 - aorta, cy = y - 16 - cava, fork = random.Uniform(0.36f, 0.40f) * h;
        List<Vessel> vessels =
        [
            new([new(10, ay - 1, 1.1f * h), new(7, ay, 0.7f * h), new(4, ay, fork)], aorta, 0.85f * aorta, VesselKind.Artery),
            new([new(-24, cy - 12, 1.1f * h), new(-22, cy - 3, 0.8f * h), new(-19, cy, fork - 8)], cava * 1.1f, cava, VesselKind.Vein),
            new([new(8, ay, 0.66f * h), organs.KidneyLeft.Center + new Point3(-20, -6, 0)], 3.2f, 2.6f, VesselKind.Artery),
            new([organs.KidneyLeft.Center + new Point3(-20, -10, 4), new(6, ay - 13, 0.645f * h), new(-16, cy - 4, 0.645f * h)], 4, 5, VesselKind.Vein),
            new([organs.KidneyRight.Center + new Point3(20, -8, 4), new(-24, cy, 0.63f * h)], 4, 5, VesselKind.Vein),
        ];
        for (int side = -1; side <= 1; side += 2)
        {
            vessels.Add(new(Iliac(side, 4, ay, fork, y, b, h), 0.68f * aorta, 4.5f, VesselKind.Artery));
            vessels.Add(new(Iliac(side, -15, cy + 4, fork - 12, y + 9, b, h), 0.72f * cava, 6, VesselKind.Vein));
        }

        Point3[] root = MesentericRootOf(body);
        Point3 left = new(19, 3, 0);
        vessels.Add(new([new(6, ay - aorta, 0.72f * h), new(6, ay - 15, 0.66f * h), root[1] + left, root[2] + left, root[3] + left], 3.8f, 2, VesselKind.Artery));
        vessels.Add(new(root, 6, 2.6f, VesselKind.Mesenteric));
        vessels.Add(new([root[0], new(-0.16f * body.InnerWidthMm, y - 62, 0.74f * h), new(-0.36f * body.InnerWidthMm, 0, 0.84f * h)], 6.5f, 4.5f, VesselKind.Mesenteric));
        vessels.Add(new([root[0], new(40, y - 54, 0.71f * h), organs.Spleen.Center + new Point3(-24, 0, -10)], 5, 4, VesselKind.Mesenteric));
        AddLiverVessels(random, vessels, organs, h);
        return new GreatVessels(vessels, root);
    }

    // Hepatic veins meet at the cava under the dome; portal branches fan out from the hilum.
    private static void AddLiverVessels(RandomStream random, List<Vessel> vessels, Organs organs, float h)
    {
        Point3 liver = organs.LiverRight.Center, size = organs.LiverRight.Radii;
        Point3 meeting = new(-25, liver.Y + 22, 0.97f * h), hilum = new(liver.X + (0.45f * size.X), liver.Y, 0.82f * h);
        for (int i = 0; i < 12; i++)
        {
            bool isVein = i < 4;
            Point3 from = isVein ? meeting : hilum;
            Point3 to = liver + new Point3(random.Uniform(-0.8f, 0.75f) * size.X, random.Uniform(-0.75f, 0.75f) * size.Y, random.Uniform(-0.6f, 0.4f) * size.Z);
            Point3 bend = from.Lerp(to, 0.5f) + new Point3(random.Normal(0, 6), random.Normal(0, 6), random.Normal(0, 6));
            vessels.Add(new Vessel(Spline.Through([from, bend, to], 10), isVein ? 4.2f : 3.4f, 1.2f, VesselKind.Hepatic));
        }
    }

    private static Point3[] MesentericRootOf(Habitus body)
    {
        float h = body.HeightMm, y = body.SpineY;
        return [new(-12, y - 58, 0.69f * h), new(-12, y - 64, 0.58f * h), new(-16, y - 66, 0.46f * h), new(-30, y - 60, 0.34f * h), new(-48, y - 52, 0.24f * h)];
    }

    private static Point3[] Iliac(int side, float x, float y, float fork, float spine, float b, float h) =>
        [new(x, y, fork), new(side * 34, spine - 22, 0.24f * h), new(side * 58, 0.05f * b, 0.08f * h), new(side * 74, -0.40f * b, -0.14f * h)];
}
