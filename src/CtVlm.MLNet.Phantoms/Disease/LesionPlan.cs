namespace CtVlm.MLNet.Phantoms;

/// <summary>Draws the lesions of a patient: the class first, then signs until their index falls in the class.</summary>
internal sealed class LesionPlan
{
    private LesionPlan(PhantomSeverity severity, IReadOnlyList<Lesion> lesions)
    {
        Severity = severity;
        Lesions = lesions;
    }

    public PhantomSeverity Severity { get; }

    /// <summary>The main lesion first; empty for a normal patient.</summary>
    public IReadOnlyList<Lesion> Lesions { get; }

    public static LesionPlan Draw(RandomStream random)
    {
        double draw = random.Next();
        PhantomSeverity severity = draw < 0.4 ? PhantomSeverity.Normal : draw < 0.7 ? PhantomSeverity.Mild : PhantomSeverity.ModerateToSevere;
        if (severity == PhantomSeverity.Normal)
        {
            return new LesionPlan(severity, []);
        }

        Lesion main;
        do
        {
            main = DrawSigns(random, severity);
        }
        while (PhantomActivityIndex.Classify(main.ActivityIndex) != severity);
        return new LesionPlan(severity, random.Chance(0.25) ? [main, DrawSecond(random, main)] : [main]);
    }

    private static Lesion DrawSigns(RandomStream random, PhantomSeverity severity)
    {
        bool isSevere = severity == PhantomSeverity.ModerateToSevere;
        double activity = random.Next();
        float wall = Math.Clamp(3 + (8 * (float)ExactMath.Pow(Math.Max(activity, 1e-6), 1.3)) + random.Normal(0, 0.5f), 3, 12);
        bool isBright = random.Chance(0.65 + (0.3 * activity));
        (PhantomSegment segment, float place) = DrawPlace(random);
        return new Lesion
        {
            Segment = segment,
            Place = place,
            LengthMm = isSevere ? random.Uniform(90, 240) : random.Uniform(70, 150),
            WallMm = wall,
            WallHu = isBright ? random.Uniform(120, 160) : random.Uniform(88, 112),
            HasHyperenhancement = isBright,
            HasStratification = random.Chance(ExactMath.Logistic((activity - 0.45) / 0.10)),
            OedemaHu = random.Uniform(15, 40),
            HasCombSign = random.Chance(ExactMath.Logistic((activity - 0.40) / 0.16)),
            HasStranding = random.Chance(ExactMath.Logistic((activity - 0.5) / 0.2)),
            HasStricture = isSevere && random.Chance(0.35),
            StrictureLengthMm = random.Uniform(25, 55),
            StrictureRadiusMm = random.Uniform(0.8f, 1.8f),
            UpstreamLengthMm = random.Uniform(70, 140),
            UpstreamRadiusMm = random.Uniform(14, 19),
        };
    }

    private static (PhantomSegment Segment, float Place) DrawPlace(RandomStream random)
    {
        double draw = random.Next();
        return draw < 0.50 ? (PhantomSegment.TerminalIleum, random.Uniform(0.965f, 0.985f))
            : draw < 0.72 ? (PhantomSegment.DistalIleum, random.Uniform(0.78f, 0.92f))
            : draw < 0.87 ? (PhantomSegment.ProximalIleum, random.Uniform(0.52f, 0.74f))
            : (PhantomSegment.Jejunum, random.Uniform(0.14f, 0.42f));
    }

    private static Lesion DrawSecond(RandomStream random, Lesion main)
    {
        // Away from the first, so that the two do not merge: a quarter of the bowel further up.
        float place = main.Place > 0.45f ? main.Place - random.Uniform(0.22f, 0.30f) : main.Place + random.Uniform(0.22f, 0.30f);
        float wall = Math.Clamp(main.WallMm - random.Uniform(0.5f, 2.5f), 3, 6);
        return new Lesion
        {
            Segment = place > 0.76f ? PhantomSegment.DistalIleum : place > 0.46f ? PhantomSegment.ProximalIleum : PhantomSegment.Jejunum,
            Place = place,
            LengthMm = random.Uniform(50, 100),
            WallMm = MathF.Min(wall, main.WallMm),
            WallHu = random.Uniform(92, 130),
        };
    }
}
