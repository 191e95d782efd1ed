namespace CtVlm.MLNet;

/// <summary>How well grades are predicted: agreement, distance, ranks, and every cut into "this grade or worse", against chance.</summary>
/// <remarks>
/// Point estimates: read them together with <see cref="Count"/> and <see cref="Groups"/>. A value that the data does not define is NaN, and
/// <see cref="Undefined"/> says why. Distances are in classes along <see cref="ClassNames"/>. Immutable. <b>Source:</b> definitions in Evaluation/README.md.
/// </remarks>
public sealed class ClinicalOrdinalMetrics
{
    internal ClinicalOrdinalMetrics(EvaluatedPart part, EvaluationSettings settings, IReadOnlyList<ClinicalSubgroup<ClinicalOrdinalMetrics>> subgroups)
    {
        UndefinedValues undefined = new();
        Frame = part.Frame;
        Subgroups = subgroups;
        (ScoredRows rows, ConfusionCounts counts) = (part.Rows, part.Confusion);
        ConfusionMatrix = counts.ToRows();
        Accuracy = (double)counts.Correct / Count;
        BalancedAccuracy = AgreementArithmetic.BalancedAccuracy(counts);
        Kappa = DefinedKappa(undefined, nameof(Kappa), counts, AgreementArithmetic.Disagree);
        LinearWeightedKappa = DefinedKappa(undefined, nameof(LinearWeightedKappa), counts, AgreementArithmetic.Distance);
        QuadraticWeightedKappa = DefinedKappa(undefined, nameof(QuadraticWeightedKappa), counts, AgreementArithmetic.SquaredDistance);
        MeanAbsoluteError = counts.WeightedSum(AgreementArithmetic.Distance) / Count;
        MacroMeanAbsoluteError = AgreementArithmetic.MacroMeanAbsoluteError(counts);
        Within1 = counts.WeightedSum(AgreementArithmetic.Within1) / Count;
        RankedProbabilityScore = undefined.Unless(
            nameof(RankedProbabilityScore), part.NoProbabilities, () => ProbabilityScores.RankedProbability(rows));
        NormalizedRankedProbabilityScore = undefined.Unless(
            nameof(NormalizedRankedProbabilityScore),
            part.NoProbabilities ?? (rows.Classes == 1 ? "one class only" : null),
            () => RankedProbabilityScore / (rows.Classes - 1));
        double[] grades = SumsOfScores.ExpectedGrades(rows);
        string? noRanks = SumsOfScores.WhyNone(rows, grades, part.NoProbabilities)
            ?? (counts.PresentClasses == 1 ? "actual classes do not vary" : Array.TrueForAll(grades, grade => grade == grades[0]) ? "expected grades do not vary" : null);
        SpearmanCorrelation = undefined.Unless(nameof(SpearmanCorrelation), noRanks, () => RankCorrelation.Spearman(rows.Actual, grades));
        KendallTauB = undefined.Unless(nameof(KendallTauB), noRanks, () => RankCorrelation.KendallTauB(rows.Actual, rows.Classes, grades));
        CutPoints = Array.AsReadOnly(ClassNames.Skip(1).Select((name, k) => new ClinicalCutPoint(rows, k + 1, name, part.NoProbabilities, settings)).ToArray());
        MajorityLevel = ReferenceLevels.Majority(counts, ClassNames);
        ChanceLevel = ReferenceLevels.PrevalenceMatched(counts);
        MarginChanceLevel = ReferenceLevels.MarginMatched(counts);
        Undefined = undefined.Reasons;
    }

    /// <summary>The K classes, in the order of every list and matrix here. Includes classes that only the model or only the label column knows.</summary>
    public IReadOnlyList<string> ClassNames => Frame.Axis.Names;

    /// <summary>Where the order comes from; in key order, grades mean something only if the keys were made in order of severity.</summary>
    public ClinicalClassOrder ClassOrder => Frame.Axis.Order;

    /// <summary>Rows evaluated, n.</summary>
    public long Count => Frame.Count;

    /// <summary>Rows left out because their label is missing.</summary>
    public long MissingLabelRows => Frame.MissingLabelRows;

    /// <summary>Distinct patients among the rows evaluated; null without a group column. Upper and lower case differ, "007" is not "7".</summary>
    public int? Groups => Frame.Groups;

    /// <summary>Row counts [actual][predicted], K x K.</summary>
    public IReadOnlyList<IReadOnlyList<long>> ConfusionMatrix { get; }

    /// <summary>Share of rows predicted right, [0, 1].</summary>
    public double Accuracy { get; }

    /// <summary>Mean sensitivity of the classes that occur, [0, 1].</summary>
    public double BalancedAccuracy { get; }

    /// <summary>Cohen's kappa without weights, up to 1; NaN where one class is all that is seen.</summary>
    public double Kappa { get; }

    /// <summary>Kappa with weight |i - j|, up to 1; NaN where one class is all that is seen.</summary>
    public double LinearWeightedKappa { get; }

    /// <summary>Kappa with weight (i - j)^2, up to 1; NaN where one class is all that is seen.</summary>
    public double QuadraticWeightedKappa { get; }

    /// <summary>Mean distance between predicted and actual class, in classes.</summary>
    public double MeanAbsoluteError { get; }

    /// <summary>The mean distance of each class that occurs, averaged over these classes.</summary>
    public double MacroMeanAbsoluteError { get; }

    /// <summary>Share of rows predicted at most one class off, [0, 1].</summary>
    public double Within1 { get; }

    /// <summary>Mean summed squared distance of cumulative probabilities, [0, K - 1], lower is better; NaN where the scores are no probabilities.</summary>
    public double RankedProbabilityScore { get; }

    /// <summary>The same divided by K - 1, [0, 1]; NaN with it, and for one class.</summary>
    public double NormalizedRankedProbabilityScore { get; }

    /// <summary>Spearman's correlation of actual class and expected grade (sum of k times score), [-1, 1]; NaN where either does not vary.</summary>
    public double SpearmanCorrelation { get; }

    /// <summary>Kendall's tau-b of actual class and expected grade, [-1, 1]; NaN where either does not vary.</summary>
    public double KendallTauB { get; }

    /// <summary>Each class but the lowest, with all above it, against the rest: K - 1 entries.</summary>
    public IReadOnlyList<ClinicalCutPoint> CutPoints { get; }

    /// <summary>What always predicting the most frequent class scores.</summary>
    public ReferenceLevel MajorityLevel { get; }

    /// <summary>What a random prediction with the shares of the actual classes scores.</summary>
    public ReferenceLevel ChanceLevel { get; }

    /// <summary>What a random prediction with the model's own shares of predicted classes scores.</summary>
    public ReferenceLevel MarginChanceLevel { get; }

    /// <summary>The same for each value of the subgroup column; empty without one.</summary>
    public IReadOnlyList<ClinicalSubgroup<ClinicalOrdinalMetrics>> Subgroups { get; }

    /// <summary>Why a value is NaN, by property name; empty where all are defined. Cut points and levels carry their own.</summary>
    public IReadOnlyDictionary<string, string> Undefined { get; }

    /// <summary>Counts and classes, for reports.</summary>
    internal EvaluationFrame Frame { get; }

    /// <summary>A fixed-width table in sections: summary beside the reference levels, confusion matrix, scores, cut points, subgroups, reasons.</summary>
    /// <returns>Lines separated by '\n', without a last one; numbers in invariant format with three decimals.</returns>
    public string ToTable() => OrdinalTable.Write(this);

    /// <summary>One JSON document with every value; NaN is null, with its reason under "undefined" of the same object; an infinite threshold is "Infinity".</summary>
    /// <returns>Indented JSON, camel case, numbers in round-trip precision.</returns>
    public string ToJson() => OrdinalJson.Write(this);

    /// <summary>The same as <see cref="ToTable"/>.</summary>
    /// <returns>The table.</returns>
    public override string ToString() => ToTable();

    private static double DefinedKappa(UndefinedValues undefined, string name, ConfusionCounts counts, Func<int, int, double> weight)
    {
        double kappa = AgreementArithmetic.Kappa(counts, weight);
        return double.IsNaN(kappa) ? undefined.Undefined(name, ReferenceLevels.NoDisagreementPossible) : kappa;
    }
}
