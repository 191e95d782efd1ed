namespace CtVlm.MLNet.Phantoms.Tests;

/// <summary>Measures the wall in the images and the mask, as a reader would: along rays from the middle of the loop.</summary>
public sealed class DiseasedWallTests
{
    private static readonly PhantomOptions Options = new() { SeriesPerPatient = 1 };

    [Fact]
    public void Generate_UnstratifiedLesions_WallIsAsThickAndAsBrightAsPromised()
    {
        int measured = 0;
        for (int i = 0; measured < 4; i++)
        {
            IReadOnlyList<Lesion> lesions = LesionPlan.Draw(RandomStream.For(30, i, "disease")).Lesions;
            if (lesions.Count != 1 || lesions[0] is { HasStratification: true } or { HasStricture: true } or { HasStranding: true })
            {
                continue;
            }

            Lesion lesion = lesions[0];
            PhantomCase plan = PhantomCase.Draw(30, i);
            Scan scan = plan.DrawScans(Options)[0];
            (double thickness, double hu) = Measure(plan, scan, PhantomPatient.Generate(30, i, Options).Series[0]);

            // The wall is uneven by 8 percent and a voxel of the mask is about 2 mm wide.
            Assert.Equal(0.97 * lesion.WallMm, thickness, 0.45 * scan.PixelMm);

            double lumenHu = plan.Abdomen.SmallBowel.Where(point => point.Disease == 1).Average(point => point.LumenHu);
            Assert.Equal(Expected(lesion, scan, plan.Abdomen.Tissue.Fat, lumenHu), hu, 12.0);
            measured++;
        }
    }

    [Fact]
    public void Generate_StratifiedLesions_MiddleOfTheWallIsDarkerThanItsInside()
    {
        int measured = 0;
        for (int i = 0; measured < 3; i++)
        {
            IReadOnlyList<Lesion> lesions = LesionPlan.Draw(RandomStream.For(31, i, "disease")).Lesions;
            if (lesions.Count == 0 || lesions[0] is not { HasStratification: true, WallMm: > 7 })
            {
                continue;
            }

            PhantomCase plan = PhantomCase.Draw(31, i);
            Scan scan = plan.DrawScans(Options)[0];
            PhantomSeries series = PhantomPatient.Generate(31, i, Options).Series[0];
            List<double> middle = [], inside = [];
            foreach (Ray ray in Rays(plan, scan, series))
            {
                middle.Add(ray.HuAt(0.50f));
                inside.Add(ray.HuAt(0.10f));
            }

            Assert.True(middle.Average() < inside.Average() - 20, $"middle {middle.Average():F0} HU, inside {inside.Average():F0} HU");
            measured++;
        }
    }

    // A slab of wall between fat and lumen, seen through the edge ramp, the blur and the nearest voxel, which lies up to half a pixel off the middle.
    private static double Expected(Lesion lesion, Scan scan, double fatHu, double lumenHu)
    {
        RandomStream random = RandomStream.For(0, 0, "expected");
        double half = lesion.WallMm / 2, sum = 0;
        const int Draws = 20_000;
        for (int i = 0; i < Draws; i++)
        {
            double edge = random.Uniform(-0.55f, 0.55f) * scan.PixelMm, voxel = random.Uniform(-0.5f, 0.5f) * scan.PixelMm;
            double at = edge + voxel + random.Normal(0, scan.Blur * scan.PixelMm);
            sum += at < -half ? fatHu : at > half ? lumenHu : lesion.WallHu;
        }

        return sum / Draws;
    }

    private static (double ThicknessMm, double Hu) Measure(PhantomCase plan, Scan scan, PhantomSeries series)
    {
        List<double> thickness = [], hu = [];
        foreach (Ray ray in Rays(plan, scan, series))
        {
            thickness.Add(ray.ThicknessMm);
            hu.Add(ray.HuAt(0.5f));
        }

        Assert.True(hu.Count >= 20, $"Only {hu.Count} rays cross the wall.");
        thickness.Sort();
        return (thickness[thickness.Count / 2], hu.Average());
    }

    private static IEnumerable<Ray> Rays(PhantomCase plan, Scan scan, PhantomSeries series)
    {
        BowelPoint[] bowel = plan.Abdomen.SmallBowel;
        for (int i = 1; i + 1 < bowel.Length; i++)
        {
            if (bowel[i].Disease < 1)
            {
                continue;
            }

            Point3 axis = (bowel[i + 1].Position - bowel[i - 1].Position).Normalize();
            for (int angle = 0; angle < 16; angle++)
            {
                // Rays across the loop and nearly within a slice: slices are twice as far apart as pixels.
                Point3 flat = new(MathF.Cos(angle * MathF.PI / 8), MathF.Sin(angle * MathF.PI / 8), 0);
                Point3 across = flat - (axis * flat.Dot(axis));
                if (across.Length > 0.95f && Ray.Cast(bowel[i].Position, across.Normalize(), scan, series) is { } ray)
                {
                    yield return ray;
                }
            }
        }
    }

    /// <summary>A ray from lumen through the wall to the outside.</summary>
    private sealed class Ray
    {
        private const float StepMm = 0.1f;
        private readonly List<short> _hu = [];

        public double ThicknessMm => _hu.Count * StepMm;

        /// <summary>Attenuation at a fraction of the wall, 0 at the lumen.</summary>
        public double HuAt(float fraction) => _hu[(int)(fraction * (_hu.Count - 1))];

        /// <summary>Follows a ray; null unless it goes lumen, wall, no disease.</summary>
        public static Ray? Cast(Point3 from, Point3 direction, Scan scan, PhantomSeries series)
        {
            Ray ray = new();
            for (float at = 0; at < 40; at += StepMm)
            {
                if (Voxel(from + (direction * at), scan) is not { } voxel)
                {
                    return null;
                }

                byte label = series.Mask[voxel];
                if (label == (int)PhantomMaskLabel.DiseasedWall)
                {
                    ray._hu.Add(series.Hu[voxel]);
                }
                else if (label == 0 && ray._hu.Count > 0)
                {
                    // Next to another loop the wall is shared and thinner: only rays that end in fat count.
                    return series.Hu[voxel] < 0 || Fat(from + (direction * (at + 2)), scan, series) ? ray : null;
                }
                else if (label == 0 || ray._hu.Count > 0)
                {
                    return null;
                }
            }

            return null;
        }

        private static bool Fat(Point3 point, Scan scan, PhantomSeries series) => Voxel(point, scan) is { } voxel && series.Hu[voxel] < -30;

        private static int? Voxel(Point3 point, Scan scan)
        {
            float middle = (scan.ImageSize - 1) / 2f;
            int x = (int)MathF.Round(((point.X - scan.CenterX) / scan.PixelMm) + middle);
            int y = (int)MathF.Round(((point.Y - scan.CenterY) / scan.PixelMm) + middle);
            int z = (int)MathF.Round((point.Z - scan.BottomZ) / scan.StepMm);
            bool isInside = x >= 0 && y >= 0 && z >= 0 && x < scan.ImageSize && y < scan.ImageSize && z < scan.SliceCount;
            return isInside ? (((z * scan.ImageSize) + y) * scan.ImageSize) + x : null;
        }
    }
}
