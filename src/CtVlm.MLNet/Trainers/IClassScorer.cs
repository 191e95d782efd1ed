namespace CtVlm.MLNet;

/// <summary>A fitted classifier, as the mapper needs it.</summary>
internal interface IClassScorer
{
    /// <summary>D.</summary>
    int Width { get; }

    /// <summary>Names of the classes, in the order of the slots of Score.</summary>
    IReadOnlyList<string> SlotNames { get; }

    /// <summary>Probabilities of a row.</summary>
    /// <param name="x">D values.</param>
    /// <param name="probabilities">Receives one a class, in the order of the slots.</param>
    void Score(ReadOnlySpan<double> x, Span<double> probabilities);
}
