namespace CtVlm.MLNet.Torch;

/// <summary>Counts the pairs of rows by their cosine, in bins of equal width over [-1, 1].</summary>
internal sealed class CosineCounts
{
    /// <summary>Counts.</summary>
    /// <param name="unitPairs">Distances of the rows at unit norm.</param>
    /// <param name="classes">Class of each row, -1 for none; null without classes.</param>
    /// <param name="bins">Number of bins, 1 or more.</param>
    public CosineCounts(PairDistances unitPairs, int[]? classes, int bins)
    {
        All = new long[bins];
        SameClass = new long[classes is null ? 0 : bins];
        OtherClass = new long[classes is null ? 0 : bins];
        for (int i = 0; i < unitPairs.Count; i++)
        {
            ReadOnlySpan<double> squares = unitPairs[i];
            for (int j = i + 1; j < squares.Length; j++)
            {
                // The cosine of unit vectors is 1 - d^2/2, so (cosine + 1)/2 is 1 - d^2/4.
                int bin = Math.Clamp((int)((1 - (squares[j] / 4)) * bins), 0, bins - 1);
                All[bin]++;
                if (classes is not null && classes[i] >= 0 && classes[j] >= 0)
                {
                    (classes[i] == classes[j] ? SameClass : OtherClass)[bin]++;
                }
            }
        }
    }

    /// <summary>All pairs.</summary>
    public long[] All { get; }

    /// <summary>Pairs within a class; empty without classes.</summary>
    public long[] SameClass { get; }

    /// <summary>Pairs of two classes; empty without classes.</summary>
    public long[] OtherClass { get; }
}
