namespace CtVlm.MLNet.Benchmarks;

/// <summary>Numbers about numbers.</summary>
internal static class Statistic
{
    /// <summary>The middle value, or the mean of both middle ones.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0
            ? throw new ArgumentException("There is no median of no values.", nameof(values))
            : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
