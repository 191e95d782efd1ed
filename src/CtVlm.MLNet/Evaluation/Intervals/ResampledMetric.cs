namespace CtVlm.MLNet;

/// <summary>One metric of a set.</summary>
/// <param name="Name">One of <see cref="ClinicalMetricNames"/>.</param>
/// <param name="Class">Index of its class, or of the lowest positive class of its cut-point; null for a metric of all classes.</param>
/// <param name="Least">The smallest value it can have.</param>
/// <param name="Most">The largest value it can have; infinity for the log loss.</param>
internal sealed record ResampledMetric(string Name, int? Class, double Least, double Most)
{
    /// <summary>Why the metric of some rows has no value.</summary>
    public string WhyUndefined(bool areProbabilities) => Name switch
    {
        ClinicalMetricNames.Kappa or ClinicalMetricNames.LinearWeightedKappa or ClinicalMetricNames.QuadraticWeightedKappa
            => ReferenceLevels.NoDisagreementPossible,
        ClinicalMetricNames.MatthewsCorrelation => "actual or predicted classes do not vary",
        ClinicalMetricNames.Sensitivity => "no row of this class",
        ClinicalMetricNames.Specificity => "no row of another class",
        ClinicalMetricNames.Ppv => "never predicted",
        ClinicalMetricNames.Npv => "predicted for every row",
        ClinicalMetricNames.MacroAuroc => "a class has no row, or is the only one",
        ClinicalMetricNames.Auroc => "no row of this class, or none of another",
        _ when !areProbabilities => "the scores are not probabilities",
        _ => "no row on one side of the cut-point",
    };
}
