namespace CtVlm.MLNet.Phantoms;

/// <summary>A patient before any image is made: body, lesions, findings and report.</summary>
internal sealed class PhantomCase
{
    private readonly int _seed;
    private readonly int _index;

    private PhantomCase(int seed, int index, LesionPlan lesions, Abdomen abdomen, PhantomFindings findings, PhantomReport report)
    {
        _seed = seed;
        _index = index;
        Lesions = lesions;
        Abdomen = abdomen;
        Findings = findings;
        Report = report;
    }

    public LesionPlan Lesions { get; }

    public Abdomen Abdomen { get; }

    public PhantomFindings Findings { get; }

    public PhantomReport Report { get; }

    public static PhantomCase Draw(int seed, int index)
    {
        RandomStream random = RandomStream.For(seed, index, "disease");
        LesionPlan lesions = LesionPlan.Draw(random);
        float normalWall = random.Uniform(1.5f, 2.5f);
        Abdomen abdomen = Abdomen.Build(seed, index, lesions, normalWall);
        PhantomFindings findings = Describe(lesions, abdomen, normalWall);
        PhantomReport report = ReportWriter.Write(RandomStream.For(seed, index, "report"), findings);
        return new PhantomCase(seed, index, lesions, abdomen, findings, report);
    }

    /// <summary>The scans of the patient, one for each series.</summary>
    public IReadOnlyList<Scan> DrawScans(PhantomOptions options)
    {
        RandomStream random = RandomStream.For(_seed, _index, "scan");
        int count = CountSeries(random, options);
        List<Scan> scans = [Scan.Draw(random, Abdomen.Body, options)];
        while (scans.Count < count)
        {
            scans.Add(scans[0].DrawAnother(random));
        }

        return scans;
    }

    /// <summary>How many series a patient has: as asked, or two for one patient of four. Draws one number either way.</summary>
    internal static int CountSeries(RandomStream random, PhantomOptions options)
    {
        bool hasTwo = random.Chance(0.25);
        return options.SeriesPerPatient ?? (hasTwo ? 2 : 1);
    }

    private static PhantomFindings Describe(LesionPlan plan, Abdomen abdomen, float normalWall)
    {
        if (plan.Lesions.Count == 0)
        {
            return new PhantomFindings { Severity = plan.Severity, WallMm = normalWall };
        }

        Lesion main = plan.Lesions[0];
        return new PhantomFindings
        {
            Severity = plan.Severity,
            WallMm = main.WallMm,
            HasStratification = main.HasStratification,
            HasCombSign = main.HasCombSign,
            HasStranding = main.HasStranding,
            HasStricture = main.HasStricture,
            HasHyperenhancement = main.HasHyperenhancement,
            HasSecondLesion = plan.Lesions.Count > 1,
            Segment = main.Segment,
            Region = RegionOf(main, abdomen),
            LengthMm = main.LengthMm,
        };
    }

    private static PhantomRegion RegionOf(Lesion lesion, Abdomen abdomen)
    {
        BowelPoint[] bowel = abdomen.SmallBowel;
        float middle = SmallBowelBuilder.Middle(lesion, bowel.Length), half = lesion.LengthMm / 2 / SmallBowelBuilder.StepMm;
        Point3 sum = default;
        int count = 0;
        for (int i = (int)MathF.Ceiling(middle - half); i <= middle + half; i++)
        {
            sum += bowel[i].Position;
            count++;
        }

        Point3 mean = sum * (1f / count);
        float side = 0.10f * abdomen.Body.HalfWidthMm;
        return mean.Z >= 0.36f * abdomen.Body.HeightMm ? PhantomRegion.UpperAbdomen
            : mean.X < -side ? PhantomRegion.RightLowerQuadrant
            : mean.X > side ? PhantomRegion.LeftLowerQuadrant
            : PhantomRegion.Pelvis;
    }
}
