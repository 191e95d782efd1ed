namespace CtVlm.MLNet;

/// <summary>One bin of a reliability diagram: what was promised beside what happened.</summary>
public sealed record ReliabilityBin
{
    /// <summary>Lower edge, not part of the bin (0 is part of the first).</summary>
    public required double Lower { get; init; }

    /// <summary>Upper edge, part of the bin.</summary>
    public required double Upper { get; init; }

    /// <summary>Rows in the bin.</summary>
    public required long Count { get; init; }

    /// <summary>Their mean score; NaN where <see cref="Count"/> is 0.</summary>
    public required double MeanScore { get; init; }

    /// <summary>Share of hits among them; NaN where <see cref="Count"/> is 0.</summary>
    public required double Fraction { get; init; }

    /// <summary>Distance between the two; NaN where <see cref="Count"/> is 0.</summary>
    public double Gap => Math.Abs(MeanScore - Fraction);
}
