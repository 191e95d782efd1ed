namespace CtVlm.MLNet;

/// <summary>The four counts of a yes-or-no call.</summary>
internal readonly record struct TwoWayCounts(long TruePositives, long FalsePositives, long FalseNegatives, long TrueNegatives)
{
    /// <summary>One class against the rest.</summary>
    public static TwoWayCounts OfClass(ConfusionCounts counts, int index)
    {
        long hits = counts[index, index];
        long falsePositives = counts.Predicted[index] - hits;
        long falseNegatives = counts.Actual[index] - hits;
        return new TwoWayCounts(hits, falsePositives, falseNegatives, counts.Total - hits - falsePositives - falseNegatives);
    }

    /// <summary>Calls beside the truth, row by row.</summary>
    public static TwoWayCounts Of(ReadOnlySpan<bool> positive, ReadOnlySpan<bool> called)
    {
        long both = 0;
        long positives = 0;
        long calls = 0;
        for (int i = 0; i < positive.Length; i++)
        {
            both += positive[i] && called[i] ? 1 : 0;
            positives += positive[i] ? 1 : 0;
            calls += called[i] ? 1 : 0;
        }

        return new TwoWayCounts(both, calls - both, positives - both, positive.Length - positives - calls + both);
    }
}
