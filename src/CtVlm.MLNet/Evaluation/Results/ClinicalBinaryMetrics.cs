namespace CtVlm.MLNet;

/// <summary>How well a yes-or-no prediction and its score agree with the truth, and against chance.</summary>
/// <remarks>
/// Point estimates: read them together with <see cref="Count"/>, <see cref="Groups"/> and <see cref="Prevalence"/>. Ranks, and the thresholds of
/// <see cref="SensitivityAtSpecificity"/>, are those of the score column; log-loss, Brier score, calibration and decision curve take the probability column.
/// A value that the data does not define is NaN, and <see cref="Undefined"/> says why. Immutable. <b>Source:</b> definitions in Evaluation/README.md.
/// </remarks>
public sealed partial class ClinicalBinaryMetrics
{
    private readonly ClinicalTwoWayMetrics _rates;
    private readonly TwoWayScores _scores;

    internal ClinicalBinaryMetrics(BinaryPart binary, EvaluationSettings settings, IReadOnlyList<ClinicalSubgroup<ClinicalBinaryMetrics>> subgroups)
    {
        UndefinedValues undefined = new();
        (Frame, Subgroups) = (binary.Part.Frame, subgroups);
        (ScoredRows rows, ConfusionCounts counts) = (binary.Part.Rows, binary.Part.Confusion);
        TwoWayRows sides = binary.ToTwoWay();
        string? noProbabilities = sides.NoProbabilities;
        _rates = new ClinicalTwoWayMetrics(TwoWayCounts.OfClass(counts, 1), TwoWayWording.OfSides);
        undefined.Add(_rates.Undefined);
        ConfusionMatrix = counts.ToRows();
        Prevalence = (double)counts.Actual[1] / Count;
        Accuracy = (double)counts.Correct / Count;
        BalancedAccuracy = AgreementArithmetic.BalancedAccuracy(counts);
        double correlation = AgreementArithmetic.MatthewsCorrelation(counts);
        MatthewsCorrelation = undefined.Unless(
            nameof(MatthewsCorrelation), double.IsNaN(correlation) ? "truth or prediction does not vary" : null, () => correlation);
        double kappa = AgreementArithmetic.Kappa(counts, AgreementArithmetic.Disagree);
        Kappa = undefined.Unless(nameof(Kappa), double.IsNaN(kappa) ? ReferenceLevels.NoDisagreementPossible : null, () => kappa);
        _scores = new TwoWayScores(sides, settings, undefined);
        if (ByHalf is null)
        {
            undefined.Undefined(nameof(ByHalf), noProbabilities!);
        }

        LogLoss = undefined.Unless(nameof(LogLoss), noProbabilities, () => ProbabilityScores.LogLoss(rows));
        BrierScore = undefined.Unless(nameof(BrierScore), noProbabilities, () => ProbabilityScores.Brier(rows) / 2);
        EqualWidthReliability = Reliability(sides, ReliabilityBinning.EqualWidth, settings.Bins);
        EqualMassReliability = Reliability(sides, ReliabilityBinning.EqualMass, settings.Bins);
        MajorityLevel = ReferenceLevels.Majority(counts, Frame.Axis.Names);
        ChanceLevel = ReferenceLevels.PrevalenceMatched(counts);
        MarginChanceLevel = ReferenceLevels.MarginMatched(counts);
        Undefined = undefined.Reasons;
    }

    /// <summary>Name of the positive class: true, 1, or the second of the key's values (the higher where both are numbers).</summary>
    public string PositiveClass => Frame.Axis.Names[1];

    /// <summary>Name of the other class.</summary>
    public string NegativeClass => Frame.Axis.Names[0];

    /// <summary>Rows evaluated, n.</summary>
    public long Count => Frame.Count;

    /// <summary>Rows left out because their label is missing.</summary>
    public long MissingLabelRows => Frame.MissingLabelRows;

    /// <summary>Distinct patients among the rows evaluated; null without a group column. Upper and lower case differ, "007" is not "7".</summary>
    public int? Groups => Frame.Groups;

    /// <summary>Row counts [actual][predicted], negative first.</summary>
    public IReadOnlyList<IReadOnlyList<long>> ConfusionMatrix { get; }

    /// <summary>Share of positive rows, [0, 1]; the level that average precision has to beat.</summary>
    public double Prevalence { get; }

    /// <summary>The same metrics for each value of the subgroup column; empty without one.</summary>
    public IReadOnlyList<ClinicalSubgroup<ClinicalBinaryMetrics>> Subgroups { get; }

    /// <summary>Why a value is NaN or left out, by property name; empty where all are defined. Diagrams and levels carry their own.</summary>
    public IReadOnlyDictionary<string, string> Undefined { get; }

    /// <summary>Counts and classes, for reports.</summary>
    internal EvaluationFrame Frame { get; }

    /// <summary>The predictions' counts and rates, for reports.</summary>
    internal ClinicalTwoWayMetrics Rates => _rates;

    /// <summary>A fixed-width table in sections: rates, summary beside the reference levels, confusion matrix, scores, operating points, calibration, subgroups, reasons.</summary>
    /// <returns>Lines separated by '\n', without a last one; numbers in invariant format with three decimals.</returns>
    public string ToTable() => BinaryTable.Write(this);

    /// <summary>One JSON document with every value; NaN is null, with its reason under "undefined" of the same object; an infinite threshold is "Infinity".</summary>
    /// <returns>Indented JSON, camel case, numbers in round-trip precision.</returns>
    public string ToJson() => BinaryJson.Write(this);

    /// <summary>The same as <see cref="ToTable"/>.</summary>
    /// <returns>The table.</returns>
    public override string ToString() => ToTable();

    private ReliabilityDiagram Reliability(TwoWayRows sides, ReliabilityBinning binning, int bins)
        => sides.NoProbabilities is { } reason
            ? ReliabilityDiagram.None(PositiveClass, binning, reason)
            : ReliabilityDiagram.Of(PositiveClass, binning, bins, sides.Probabilities, sides.Positive);
}
