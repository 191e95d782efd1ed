namespace AdaptAndCompare;

/// <summary>A mean, or a mean difference between two configurations on the same patients, with a 95 % interval that resamples patients.</summary>
/// <param name="Value">The mean.</param>
/// <param name="Low">Lower bound.</param>
/// <param name="High">Upper bound.</param>
internal readonly record struct PairedInterval(double Value, double Low, double High)
{
    private const int Resamples = 4000;

    /// <summary>Whether zero lies outside.</summary>
    public bool IsDistinct => Low > 0 || High < 0;

    /// <summary>The mean of values, one a patient; for a difference give the patients' differences.</summary>
    public static PairedInterval Of(IReadOnlyList<double> values)
    {
        Random random = new(7);
        double[] means = [.. Enumerable.Range(0, Resamples).Select(_ => Enumerable.Range(0, values.Count).Average(_ => values[random.Next(values.Count)])).Order()];
        return new PairedInterval(values.Average(), means[(int)(0.025 * Resamples)], means[(int)(0.975 * Resamples)]);
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Value:F3} [{Low:F3}, {High:F3}]");
}
