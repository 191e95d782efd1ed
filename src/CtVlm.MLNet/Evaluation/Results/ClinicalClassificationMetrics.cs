namespace CtVlm.MLNet;

/// <summary>How well predicted classes agree with the actual ones, per class, over all, as ordered grades and as probabilities, and against chance.</summary>
/// <remarks>
/// Point estimates: read them together with <see cref="Count"/> and <see cref="Groups"/>. A value that the data does not define is NaN, and
/// <see cref="Undefined"/> says why; nothing is ever put in its place. Scores may be margins: ranks are then defined, probabilities not. Ordinal values (kappas, errors, within 1) measure distance in classes
/// along <see cref="ClassNames"/>. Immutable. <b>Source:</b> definitions in Evaluation/README.md.
/// </remarks>
public sealed partial class ClinicalClassificationMetrics
{
    private const string DoNotVary = "actual or predicted classes do not vary";
    private readonly ClinicalOrdinalMetrics _ordinal;

    internal ClinicalClassificationMetrics(
        EvaluatedPart part, EvaluationSettings settings, IReadOnlyList<ClinicalSubgroup<ClinicalClassificationMetrics>> subgroups)
    {
        UndefinedValues undefined = new();
        _ordinal = new ClinicalOrdinalMetrics(part, settings, []);
        Subgroups = subgroups;
        (ScoredRows rows, ConfusionCounts counts, string? noProbabilities) = (part.Rows, part.Confusion, part.NoProbabilities);
        double[] areas = MulticlassAuroc.OneVsRest(rows);
        PerClass = Array.AsReadOnly(ClassNames.Select((name, k) => new ClinicalClassMetrics(rows, counts, k, name, areas[k])).ToArray());
        MacroSensitivity = undefined.MeanOfDefined(nameof(MacroSensitivity), PerClass.Select(c => c.Sensitivity));
        MacroSpecificity = undefined.MeanOfDefined(nameof(MacroSpecificity), PerClass.Select(c => c.Specificity));
        MacroPpv = undefined.MeanOfDefined(nameof(MacroPpv), PerClass.Select(c => c.Ppv));
        MacroNpv = undefined.MeanOfDefined(nameof(MacroNpv), PerClass.Select(c => c.Npv));
        MacroF1 = undefined.MeanOfDefined(nameof(MacroF1), PerClass.Select(c => c.F1));
        WeightedF1 = PerClass.Where(c => c.Count > 0).Sum(c => c.Prevalence * c.F1);
        double correlation = AgreementArithmetic.MatthewsCorrelation(counts);
        MatthewsCorrelation = undefined.Unless(nameof(MatthewsCorrelation), double.IsNaN(correlation) ? DoNotVary : null, () => correlation);
        AurocOneVsRest = new ClinicalAurocMeans(DefinedMeans.Of(areas, [.. PerClass.Select(c => c.Prevalence)]), "class");
        ClassPairs = Array.AsReadOnly(MulticlassAuroc.OneVsOne(rows).Select(Pair).ToArray());
        AurocOneVsOne = new ClinicalAurocMeans(
            DefinedMeans.Of([.. ClassPairs.Select(pair => pair.Auroc)], [.. ClassPairs.Select(pair => pair.Weight)]), "pair of classes");
        MacroAveragePrecision = undefined.MeanOfDefined(nameof(MacroAveragePrecision), PerClass.Select(c => c.AveragePrecision));
        LogLoss = undefined.Unless(nameof(LogLoss), noProbabilities, () => ProbabilityScores.LogLoss(rows));
        BrierScore = undefined.Unless(nameof(BrierScore), noProbabilities, () => ProbabilityScores.Brier(rows));
        HalfBrierScore = undefined.Unless(nameof(HalfBrierScore), noProbabilities, () => BrierScore / 2);
        EqualWidthCalibration = new ClinicalCalibration(rows, ClassNames, ReliabilityBinning.EqualWidth, settings.Bins, noProbabilities);
        EqualMassCalibration = new ClinicalCalibration(rows, ClassNames, ReliabilityBinning.EqualMass, settings.Bins, noProbabilities);
        undefined.Add(_ordinal.Undefined);
        Undefined = undefined.Reasons;
    }

    /// <summary>The K classes, in the order of every list and matrix here. Includes classes that only the model or only the label column knows.</summary>
    public IReadOnlyList<string> ClassNames => _ordinal.ClassNames;

    /// <summary>
    /// Where the order comes from: rising value when all class values are numbers (keys 2, 0, 1 by order of occurrence become 0, 1, 2),
    /// key order otherwise. Text that is a number counts as one.
    /// </summary>
    public ClinicalClassOrder ClassOrder => _ordinal.ClassOrder;

    /// <summary>Rows evaluated, n.</summary>
    public long Count => _ordinal.Count;

    /// <summary>Rows left out because their label is missing.</summary>
    public long MissingLabelRows => _ordinal.MissingLabelRows;

    /// <summary>Distinct patients among the rows evaluated; null without a group column. Upper and lower case differ, "007" is not "7".</summary>
    public int? Groups => _ordinal.Groups;

    /// <summary>Row counts [actual][predicted], K x K.</summary>
    public IReadOnlyList<IReadOnlyList<long>> ConfusionMatrix => _ordinal.ConfusionMatrix;

    /// <summary>Each class against the rest, K entries.</summary>
    public IReadOnlyList<ClinicalClassMetrics> PerClass { get; }

    /// <summary>Share of rows predicted right, [0, 1]; the same number as the micro-averaged F1.</summary>
    public double Accuracy => _ordinal.Accuracy;

    /// <summary>Mean sensitivity of the classes that occur, [0, 1].</summary>
    public double BalancedAccuracy => _ordinal.BalancedAccuracy;

    /// <summary>Mean of the defined sensitivities; the same number as <see cref="BalancedAccuracy"/>.</summary>
    public double MacroSensitivity { get; }

    /// <summary>Mean of the defined specificities, [0, 1].</summary>
    public double MacroSpecificity { get; }

    /// <summary>Mean of the defined positive predictive values, [0, 1]; leaves out classes that are never predicted.</summary>
    public double MacroPpv { get; }

    /// <summary>Mean of the defined negative predictive values, [0, 1].</summary>
    public double MacroNpv { get; }

    /// <summary>Mean F1 of the classes that are present or predicted, [0, 1].</summary>
    public double MacroF1 { get; }

    /// <summary>F1 from the counts of all classes together: for one prediction a row the same number as <see cref="Accuracy"/>.</summary>
    public double MicroF1 => Accuracy;

    /// <summary>F1 weighted by the share of the actual classes, [0, 1].</summary>
    public double WeightedF1 { get; }

    /// <summary>Matthews' correlation for K classes, [-1, 1]; NaN where the actual or the predicted classes do not vary.</summary>
    public double MatthewsCorrelation { get; }

    /// <summary>The same metrics for each value of the subgroup column; empty without one.</summary>
    public IReadOnlyList<ClinicalSubgroup<ClinicalClassificationMetrics>> Subgroups { get; }

    /// <summary>Why a value is NaN, by property name; empty where all are defined. Classes, pairs, cut points, diagrams and levels carry their own.</summary>
    public IReadOnlyDictionary<string, string> Undefined { get; }

    /// <summary>The ordinal metrics, for reports.</summary>
    internal ClinicalOrdinalMetrics Ordinal => _ordinal;

    /// <summary>
    /// A fixed-width table in sections: each class with its counts, the summary with the reference levels beside, the confusion matrix, scores, cut points,
    /// calibration, subgroups, the reasons of what is undefined. A subgroup is one line here and whole in <see cref="ToJson"/>.
    /// </summary>
    /// <returns>Lines separated by '\n', without a last one; numbers in invariant format with three decimals.</returns>
    public string ToTable() => ClinicalTable.Write(this);

    /// <summary>One JSON document with every value; NaN is null, with its reason under "undefined" of the same object; an infinite threshold is "Infinity".</summary>
    /// <returns>Indented JSON, camel case, numbers in round-trip precision.</returns>
    public string ToJson() => ClinicalJson.Write(this);

    /// <summary>The same as <see cref="ToTable"/>.</summary>
    /// <returns>The table.</returns>
    public override string ToString() => ToTable();

    private ClinicalClassPair Pair((int First, int Second, double Area, double Weight) pair)
    {
        UndefinedValues undefined = new();
        string reason = PerClass[pair.First].Count == 0 || PerClass[pair.Second].Count == 0 ? "no row of one of the two" : "the model gives one of the two no score";
        return new ClinicalClassPair
        {
            First = ClassNames[pair.First],
            Second = ClassNames[pair.Second],
            Auroc = double.IsNaN(pair.Area) ? undefined.Undefined(nameof(ClinicalClassPair.Auroc), reason) : pair.Area,
            Weight = pair.Weight,
            Undefined = undefined.Reasons,
        };
    }
}
