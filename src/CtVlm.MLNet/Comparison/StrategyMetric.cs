namespace CtVlm.MLNet;

/// <summary>By what strategies are ranked, over the rows that each was not trained on.</summary>
public enum StrategyMetric
{
    /// <summary>Mean F1 of the classes; higher is better.</summary>
    MacroF1 = 0,

    /// <summary>Mean sensitivity of the classes; higher is better.</summary>
    BalancedAccuracy = 1,

    /// <summary>Share of rows predicted right; higher is better.</summary>
    Accuracy = 2,

    /// <summary>Kappa with weight (i - j)^2, for ordered grades; higher is better.</summary>
    QuadraticWeightedKappa = 3,

    /// <summary>Mean distance between predicted and actual class, averaged over the classes; lower is better.</summary>
    MacroMeanAbsoluteError = 4,

    /// <summary>Mean reciprocal rank of text-to-image retrieval; higher is better. Needs a report column and encoders with a text tower.</summary>
    TextToImageMrr = 5,
}
