using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>What an embedding column looks like as a set of points: figures by topic, and what a page needs to draw them.</summary>
/// <remarks>A figure that the rows do not define is NaN and says why; nothing is ever put in its place. Immutable.</remarks>
public sealed partial record GeometryDiagnosis
{
    /// <summary>The embedding column.</summary>
    public required string ColumnName { get; init; }

    /// <summary>Its width D.</summary>
    public required int Width { get; init; }

    /// <summary>Rows read, those left out included.</summary>
    public required long RowsRead { get; init; }

    /// <summary>Rows left out because a vector of theirs holds NaN or infinity.</summary>
    public required long MissingRows { get; init; }

    /// <summary>Rows N that the figures rest on.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows that figures over pairs of rows, and of classes, rest on: all, or a sample drawn with <see cref="Seed"/>.</summary>
    public required int PairRows { get; init; }

    /// <summary>Rows whose embedding is all zeros: they have no direction and are left out of figures of the cosine.</summary>
    public required int ZeroRows { get; init; }

    /// <summary>Rows without a class, left out of the figures of classes; 0 without a label column.</summary>
    public required int UnlabelledRows { get; init; }

    /// <summary>Distinct patients; null without a patient column.</summary>
    public required int? Patients { get; init; }

    /// <summary>Seed of the samples and folds.</summary>
    public required int Seed { get; init; }

    /// <summary>The classes, in the order of ties and of <see cref="GeometryPoint.ClassIndex"/>; empty without a label column.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>Directions.</summary>
    public required ConeFigures Cone { get; init; }

    /// <summary>Ranks and isotropy.</summary>
    public required RankFigures Rank { get; init; }

    /// <summary>Intrinsic dimension.</summary>
    public required DimensionFigures Dimension { get; init; }

    /// <summary>Hubness, by distance and k.</summary>
    public required IReadOnlyList<HubnessFigures> Hubness { get; init; }

    /// <summary>Classes; null without a label column.</summary>
    public required ClassFigures? Classes { get; init; }

    /// <summary>Comparisons with the text column and the other column, in this order; empty without either.</summary>
    public required IReadOnlyList<GeometryComparison> Comparisons { get; init; }

    /// <summary>What was done otherwise than asked: samples drawn, k lowered. Empty where nothing was.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Eigenvalues of the covariance, divisor N - 1, falling, min(N, D) values.</summary>
    public required IReadOnlyList<double> Spectrum { get; init; }

    /// <summary>The rows of <see cref="PairRows"/> on the first two principal components of all rows.</summary>
    public required IReadOnlyList<GeometryPoint> Points { get; init; }

    /// <summary>Cosines of the pairs of rows.</summary>
    public required CosineHistogram Cosines { get; init; }

    /// <summary>Mean slice weight along z, rising; only bins that hold slices. Empty without slice weights.</summary>
    public required IReadOnlyList<SliceProfileBin> SliceProfile { get; init; }

    /// <summary>All figures by topic, for tables and pages.</summary>
    public IReadOnlyList<FigureGroup> Groups => GeometryGroups.Of(this);

    /// <summary>A fixed-width table: rows, then each topic with its figures, then notes and the reasons of what is undefined.</summary>
    /// <returns>Lines separated by '\n', without a last one; numbers in invariant format.</returns>
    public string ToTable() => GeometryTable.Write(this);

    /// <summary>One JSON document with every value; an undefined figure is null, with its reason under "undefined".</summary>
    /// <returns>Indented JSON, camel case, numbers in round-trip precision.</returns>
    public string ToJson() => GeometryJson.Write(this);

    /// <summary>The same as <see cref="ToTable"/>.</summary>
    /// <returns>The table.</returns>
    public override string ToString() => ToTable();
}
