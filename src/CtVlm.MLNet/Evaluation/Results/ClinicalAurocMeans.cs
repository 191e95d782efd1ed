namespace CtVlm.MLNet;

/// <summary>Means of areas under the ROC curve, over classes or over pairs of classes; all in [0, 1], 0.5 for chance.</summary>
/// <remarks><b>Source:</b> definitions in Evaluation/README.md.</remarks>
public sealed class ClinicalAurocMeans
{
    internal ClinicalAurocMeans(DefinedMeans means, string unit)
    {
        UndefinedValues undefined = new();
        string some = $"undefined for at least one {unit}";
        string all = $"undefined for every {unit}";
        Macro = Defined(undefined, nameof(Macro), means.Macro, some);
        Weighted = Defined(undefined, nameof(Weighted), means.Weighted, some);
        MacroOfDefined = Defined(undefined, nameof(MacroOfDefined), means.MacroOfDefined, all);
        WeightedOfDefined = Defined(undefined, nameof(WeightedOfDefined), means.WeightedOfDefined, all);
        Undefined = undefined.Reasons;
    }

    /// <summary>Plain mean; NaN as soon as one class or pair is undefined.</summary>
    public double Macro { get; }

    /// <summary>Mean weighted by the rows of the class or pair; NaN as soon as one is undefined.</summary>
    public double Weighted { get; }

    /// <summary>Plain mean of those that are defined: not comparable between data with different classes present.</summary>
    public double MacroOfDefined { get; }

    /// <summary>Weighted mean of those that are defined.</summary>
    public double WeightedOfDefined { get; }

    /// <summary>Why a value is NaN, by property name; empty where all are defined.</summary>
    public IReadOnlyDictionary<string, string> Undefined { get; }

    private static double Defined(UndefinedValues undefined, string name, double value, string reason)
        => double.IsNaN(value) ? undefined.Undefined(name, reason) : value;
}
