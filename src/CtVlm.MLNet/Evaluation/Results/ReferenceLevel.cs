namespace CtVlm.MLNet;

/// <summary>What a rule that never looks at the images scores on the same labels: the level a model has to beat.</summary>
/// <remarks>For a random rule these are exact expectations, not simulations. <b>Source:</b> definitions in Evaluation/README.md.</remarks>
public sealed record ReferenceLevel
{
    /// <summary>The rule, in a few words.</summary>
    public required string Rule { get; init; }

    /// <summary>Share of rows it gets right, [0, 1].</summary>
    public required double Accuracy { get; init; }

    /// <summary>Its mean sensitivity over the classes that occur, [0, 1].</summary>
    public required double BalancedAccuracy { get; init; }

    /// <summary>Macro F1 of the counts that it is expected to have, [0, 1]: the mean of 2ab / (a + b) over the classes, a their share of the rows and b of the rule's answers.</summary>
    public required double MacroF1 { get; init; }

    /// <summary>Share of rows at most one class off, [0, 1].</summary>
    public required double Within1 { get; init; }

    /// <summary>Mean distance from the actual class, in classes.</summary>
    public required double MeanAbsoluteError { get; init; }

    /// <summary>0 by definition; NaN where kappa is undefined for the rule.</summary>
    public required double QuadraticWeightedKappa { get; init; }

    /// <summary>Why a value is NaN, by property name; empty where all are defined.</summary>
    public required IReadOnlyDictionary<string, string> Undefined { get; init; }
}
