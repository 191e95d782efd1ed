using System.Globalization;

namespace CtVlm.MLNet.Torch;

/// <summary>Which slices of a series are shown to the encoder.</summary>
/// <remarks>Every selection has a text form that parses back, so that saved models, cache keys and the tool speak of it alike.</remarks>
public abstract record SliceSelection
{
    private protected SliceSelection()
    {
    }

    /// <summary>Every slice.</summary>
    public static SliceSelection All { get; } = new AllSlices();

    /// <summary>n slices, evenly: index floor((i + 0.5) N / n); all slices when N is at most n, never a repeat.</summary>
    /// <param name="count">How many, 1 or more.</param>
    /// <returns>The selection.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    public static SliceSelection Uniform(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new UniformSlices(count);
    }

    /// <summary>The chosen slice indices of a volume of N slices.</summary>
    /// <param name="sliceCount">N, 1 or more.</param>
    /// <param name="spacingMm">Distance between neighbouring slices, millimetres.</param>
    /// <returns>Ascending indices without repeats, at least one.</returns>
    public abstract int[] GetIndices(int sliceCount, double spacingMm);

    private sealed record AllSlices : SliceSelection
    {
        public override int[] GetIndices(int sliceCount, double spacingMm) => [.. Enumerable.Range(0, sliceCount)];

        public override string ToString() => "All";
    }

    private sealed record UniformSlices(int Count) : SliceSelection
    {
        public override int[] GetIndices(int sliceCount, double spacingMm) => sliceCount <= Count
            ? [.. Enumerable.Range(0, sliceCount)]
            : [.. Enumerable.Range(0, Count).Select(i => (int)(((2L * i) + 1) * sliceCount / (2L * Count)))];

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Uniform({Count})");
    }
}
