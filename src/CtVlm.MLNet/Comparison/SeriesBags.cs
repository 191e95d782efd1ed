using Microsoft.ML;

namespace CtVlm.MLNet;

/// <summary>What an encoder pass gives: a bag for each row, and the texts' vectors where the encoder reads text.</summary>
/// <param name="Width">D.</param>
/// <param name="Bags">(n_slices, D) of each row; null where the series cannot be embedded.</param>
/// <param name="Positions">Places of the slices of each row in mm; null where nobody asked.</param>
/// <param name="Errors">Why there is no bag; null where there is one.</param>
/// <param name="Annotations">Where the bags come from.</param>
internal sealed record SeriesBags(int Width, float[]?[] Bags, float[]?[]? Positions, string?[] Errors, DataViewSchema.Annotations Annotations)
{
    /// <summary>What the bags take in memory.</summary>
    public long Bytes { get; } = sizeof(float) * (Bags.Sum(b => b?.LongLength ?? 0) + (Positions?.Sum(p => p?.LongLength ?? 0) ?? 0));

    /// <summary>Some of the rows.</summary>
    public SeriesBags Keep(int[] rows) => new(
        Width,
        [.. rows.Select(r => Bags[r])],
        Positions is null ? null : [.. rows.Select(r => Positions[r])],
        [.. rows.Select(r => Errors[r])],
        Annotations);

    /// <summary>The column of bags, and of positions where there are any.</summary>
    public IEnumerable<HeldColumn> Columns()
    {
        yield return HeldColumn.Vectors(StrategyColumns.Bag, Bags, 0, Width).With(Annotations);
        if (Positions is not null)
        {
            yield return HeldColumn.Vectors(StrategyColumns.Positions, Positions, 0);
        }
    }
}
