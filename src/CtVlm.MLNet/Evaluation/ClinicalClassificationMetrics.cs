namespace CtVlm.MLNet;

/// <summary>How well predicted classes agree with the actual ones, per class, over all, as ordered grades, and against chance.</summary>
/// <remarks>
/// Point estimates: read them together with <see cref="Count"/> and <see cref="Groups"/>. A value that the data does not define is NaN, and
/// <see cref="Undefined"/> says why; nothing is ever put in its place. Ordinal values (kappas, errors, within 1) measure distance in classes
/// along <see cref="ClassNames"/>. Immutable. <b>Source:</b> definitions in Evaluation/README.md.
/// </remarks>
public sealed class ClinicalClassificationMetrics
{
    internal ClinicalClassificationMetrics(ConfusionCounts counts, ClassAxis axis, long missingLabelRows, int? groups)
    {
        UndefinedValues undefined = new();
        ClassNames = axis.Names;
        ClassOrder = axis.Order;
        Count = counts.Total;
        MissingLabelRows = missingLabelRows;
        Groups = groups;
        ConfusionMatrix = counts.ToRows();
        PerClass = Array.AsReadOnly(axis.Names.Select((name, k) => new ClinicalClassMetrics(counts, k, name)).ToArray());
        Accuracy = (double)counts.Correct / Count;
        MacroSensitivity = undefined.MeanOfDefined(nameof(MacroSensitivity), PerClass.Select(c => c.Sensitivity));
        MacroSpecificity = undefined.MeanOfDefined(nameof(MacroSpecificity), PerClass.Select(c => c.Specificity));
        MacroPpv = undefined.MeanOfDefined(nameof(MacroPpv), PerClass.Select(c => c.Ppv));
        MacroNpv = undefined.MeanOfDefined(nameof(MacroNpv), PerClass.Select(c => c.Npv));
        MacroF1 = undefined.MeanOfDefined(nameof(MacroF1), PerClass.Select(c => c.F1));
        WeightedF1 = PerClass.Where(c => c.Count > 0).Sum(c => c.Prevalence * c.F1);
        MatthewsCorrelation = Defined(
            undefined, nameof(MatthewsCorrelation), AgreementArithmetic.MatthewsCorrelation(counts), "actual or predicted classes do not vary");
        Kappa = DefinedKappa(undefined, nameof(Kappa), counts, AgreementArithmetic.Disagree);
        LinearWeightedKappa = DefinedKappa(undefined, nameof(LinearWeightedKappa), counts, AgreementArithmetic.Distance);
        QuadraticWeightedKappa = DefinedKappa(undefined, nameof(QuadraticWeightedKappa), counts, AgreementArithmetic.SquaredDistance);
        MeanAbsoluteError = counts.WeightedSum(AgreementArithmetic.Distance) / Count;
        MacroMeanAbsoluteError = AgreementArithmetic.MacroMeanAbsoluteError(counts);
        Within1 = counts.WeightedSum(AgreementArithmetic.Within1) / Count;
        MajorityLevel = ReferenceLevels.Majority(counts, axis.Names);
        ChanceLevel = ReferenceLevels.PrevalenceMatched(counts);
        MarginChanceLevel = ReferenceLevels.MarginMatched(counts);
        Undefined = undefined.Reasons;
    }

    /// <summary>The K classes, in the order of every list and matrix here. Includes classes that only the model or only the label column knows.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>
    /// Where the order comes from: rising value when all class values are numbers (keys 2, 0, 1 by order of occurrence become 0, 1, 2),
    /// key order otherwise. Text that is a number counts as one.
    /// </summary>
    public ClinicalClassOrder ClassOrder { get; }

    /// <summary>Rows evaluated, n.</summary>
    public long Count { get; }

    /// <summary>Rows left out because their label is missing.</summary>
    public long MissingLabelRows { get; }

    /// <summary>Distinct patients among the rows evaluated; null without a group column. Upper and lower case differ, "007" is not "7".</summary>
    public int? Groups { get; }

    /// <summary>Row counts [actual][predicted], K x K.</summary>
    public IReadOnlyList<IReadOnlyList<long>> ConfusionMatrix { get; }

    /// <summary>Each class against the rest, K entries.</summary>
    public IReadOnlyList<ClinicalClassMetrics> PerClass { get; }

    /// <summary>Share of rows predicted right, [0, 1].</summary>
    public double Accuracy { get; }

    /// <summary>Mean sensitivity of the classes that occur, [0, 1].</summary>
    public double BalancedAccuracy => MacroSensitivity;

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

    /// <summary>F1 weighted by the share of the actual classes, [0, 1].</summary>
    public double WeightedF1 { get; }

    /// <summary>Matthews' correlation for K classes, [-1, 1]; NaN where the actual or the predicted classes do not vary.</summary>
    public double MatthewsCorrelation { get; }

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

    /// <summary>What always predicting the most frequent class scores.</summary>
    public ReferenceLevel MajorityLevel { get; }

    /// <summary>What a random prediction with the shares of the actual classes scores.</summary>
    public ReferenceLevel ChanceLevel { get; }

    /// <summary>What a random prediction with the model's own shares of predicted classes scores.</summary>
    public ReferenceLevel MarginChanceLevel { get; }

    /// <summary>Why a value is NaN, by property name; empty where all are defined. Classes and levels carry their own.</summary>
    public IReadOnlyDictionary<string, string> Undefined { get; }

    /// <summary>A fixed-width table: each class with its count, the summary with the reference levels beside, the confusion matrix, the reasons of what is undefined.</summary>
    /// <returns>Lines separated by '\n', without a last one; numbers in invariant format with three decimals.</returns>
    public string ToTable() => ClinicalTable.Write(this);

    /// <summary>One JSON document with every value; NaN is null, with its reason under "undefined" of the same object.</summary>
    /// <returns>Indented JSON, camel case, numbers in round-trip precision.</returns>
    public string ToJson() => ClinicalJson.Write(this);

    /// <summary>The same as <see cref="ToTable"/>.</summary>
    /// <returns>The table.</returns>
    public override string ToString() => ToTable();

    private static double DefinedKappa(UndefinedValues undefined, string name, ConfusionCounts counts, Func<int, int, double> weight)
        => Defined(undefined, name, AgreementArithmetic.Kappa(counts, weight), ReferenceLevels.NoDisagreementPossible);

    private static double Defined(UndefinedValues undefined, string name, double value, string reason)
        => double.IsNaN(value) ? undefined.Undefined(name, reason) : value;
}
