namespace CtVlm.MLNet;

/// <summary>How the ends of an interval are found. Coverage of each on simulated cohorts: Evaluation/Intervals/README.md.</summary>
public enum IntervalMethod
{
    /// <summary>Quantiles of the bootstrap replicates at the nominal levels. Too short in small cohorts.</summary>
    Percentile = 0,

    /// <summary>BCa: quantiles at levels corrected for bias and skewness, by a jackknife over the units.</summary>
    BiasCorrectedAccelerated = 1,

    /// <summary>Quantiles at levels widened as Student's t widens the normal distribution for as many units.</summary>
    ExpandedPercentile = 2,

    /// <summary>BCa with its levels widened in the same way.</summary>
    ExpandedBiasCorrectedAccelerated = 3,

    /// <summary>Estimate +- t jackknife standard errors on the log odds of the metric's range (logarithm of the log loss), and back.</summary>
    TransformedT = 4,

    /// <summary>Clopper-Pearson on patients. Never asked for: it stands in where a share is 0 or 1 in every resample.</summary>
    ClopperPearson = 5,
}
