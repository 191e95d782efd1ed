namespace CtVlm.MLNet;

/// <summary>How well the scores tell two classes apart, on the rows of these two alone.</summary>
/// <remarks><b>Source:</b> Hand and Till, Machine Learning 45 (2001), 171-186.</remarks>
public sealed record ClinicalClassPair
{
    /// <summary>Name of the lower class.</summary>
    public required string First { get; init; }

    /// <summary>Name of the higher class.</summary>
    public required string Second { get; init; }

    /// <summary>Mean of the areas of each class by its own score, [0, 1]; NaN where either is absent or without a score of the model.</summary>
    public required double Auroc { get; init; }

    /// <summary>Share of all rows that belong to the pair, [0, 1].</summary>
    public required double Weight { get; init; }

    /// <summary>Why <see cref="Auroc"/> is NaN; empty where it is defined.</summary>
    public required IReadOnlyDictionary<string, string> Undefined { get; init; }
}
