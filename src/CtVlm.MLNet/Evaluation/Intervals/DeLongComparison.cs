namespace CtVlm.MLNet;

/// <summary>Areas of two models at one cut-point with DeLong's intervals and test. Rows count as independent.</summary>
public sealed record DeLongComparison
{
    /// <summary>The lowest positive class.</summary>
    public required string ClassName { get; init; }

    /// <summary>Rows of this class or worse.</summary>
    public required int Positives { get; init; }

    /// <summary>Rows of milder classes.</summary>
    public required int Negatives { get; init; }

    /// <summary>Area of the first model; NaN without positives or negatives.</summary>
    public required double First { get; init; }

    /// <summary>Its interval on the scale of log odds.</summary>
    public required ConfidenceBounds FirstInterval { get; init; }

    /// <summary>Area of the second model; NaN without positives or negatives.</summary>
    public required double Second { get; init; }

    /// <summary>Its interval on the scale of log odds.</summary>
    public required ConfidenceBounds SecondInterval { get; init; }

    /// <summary>First minus second.</summary>
    public double Difference => First - Second;

    /// <summary>Interval of the difference; undefined where its variance is 0.</summary>
    public required ConfidenceBounds DifferenceInterval { get; init; }

    /// <summary>The difference in standard errors; NaN where its variance is 0.</summary>
    public required double Z { get; init; }

    /// <summary>Two-sided p; NaN where the variance is 0.</summary>
    public required double PValue { get; init; }

    /// <summary>Compares at the cut-point below a class.</summary>
    internal static DeLongComparison Of(ScoredRows first, ScoredRows second, int lowest, string className, double confidenceLevel)
    {
        bool[] isPositive = Array.ConvertAll(first.Actual, actual => actual >= lowest);
        DeLong a = DeLong.Of(Scores(first, lowest), isPositive);
        DeLong b = DeLong.Of(Scores(second, lowest), isPositive);
        DeLongDifference difference = new(a, b);
        return new DeLongComparison
        {
            ClassName = className,
            Positives = a.OfPositives.Length,
            Negatives = a.OfNegatives.Length,
            First = a.Auroc,
            FirstInterval = a.Logit(confidenceLevel),
            Second = b.Auroc,
            SecondInterval = b.Logit(confidenceLevel),
            DifferenceInterval = difference.Interval(confidenceLevel),
            Z = difference.Z,
            PValue = difference.PValue,
        };
    }

    private static double[] Scores(ScoredRows rows, int lowest)
        => [.. Enumerable.Range(0, rows.Count).Select(row => ResampledMetrics.SumFrom(rows.ScoresOf(row), lowest))];
}
