namespace CtVlm.MLNet;

/// <summary>One point of a decision curve, in net true positives a row. Acting on nobody has net benefit 0 at every threshold.</summary>
/// <remarks>A model is worth using at a threshold where <see cref="Model"/> exceeds both <see cref="TreatAll"/> and 0. <b>Source:</b> Vickers and Elkin 2006.</remarks>
public sealed record DecisionCurvePoint
{
    /// <summary>The probability from which one acts, t in (0, 1): it says that t/(1-t) false positives cost as much as one true positive gains.</summary>
    public required double Threshold { get; init; }

    /// <summary>TP/n - FP/n t/(1-t), a row called positive where its probability is at least t.</summary>
    public required double Model { get; init; }

    /// <summary>The same with every row called positive.</summary>
    public required double TreatAll { get; init; }
}
