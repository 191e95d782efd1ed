using System.Globalization;

namespace CtVlm.MLNet;

/// <summary>Makes the interval of one value from its replicates, and says so where it cannot be the one asked for.</summary>
/// <param name="method">The method asked for.</param>
/// <param name="confidenceLevel">Two-sided level.</param>
/// <param name="units">What was drawn.</param>
internal sealed class IntervalMaker(IntervalMethod method, double confidenceLevel, ResamplingUnits units)
{
    // More undefined resamples than this share weaken an interval.
    private const double NotedShare = 0.05;

    private readonly ConfidenceBounds _nominal = BootstrapIntervals.Nominal(confidenceLevel);
    private readonly ConfidenceBounds _expanded = BootstrapIntervals.Expanded(confidenceLevel, units.Count, units.Strata);

    /// <summary>Whether a method needs the jackknife.</summary>
    public static bool NeedsJackknife(IntervalMethod method)
        => method is IntervalMethod.BiasCorrectedAccelerated or IntervalMethod.ExpandedBiasCorrectedAccelerated;

    /// <summary>Makes an interval.</summary>
    /// <param name="estimate">The value of all rows, a number.</param>
    /// <param name="sample">Its replicates.</param>
    /// <param name="jackknife">Its jackknife, where the method needs one.</param>
    /// <param name="metric">Knows the range; null for a difference.</param>
    public MadeInterval Make(double estimate, ReplicateSample sample, double[]? jackknife, ResampledMetric? metric)
    {
        if (sample.Defined < 2)
        {
            return new MadeInterval(ConfidenceBounds.Undefined, method, "fewer than two resamples define it; Stratified keeps every class in each");
        }

        MadeInterval made = ByMethod(estimate, sample, jackknife, metric);
        string? undefined = sample.Undefined > NotedShare * (sample.Defined + sample.Undefined)
            ? string.Create(CultureInfo.InvariantCulture, $"{sample.Undefined} of {sample.Defined + sample.Undefined} resamples do not define it; Stratified keeps every class in each")
            : null;
        return made with { Note = string.Join("; ", new[] { made.Note, undefined }.OfType<string>()) is { Length: > 0 } note ? note : null };
    }

    private MadeInterval ByMethod(double estimate, ReplicateSample sample, double[]? jackknife, ResampledMetric? metric)
    {
        const double slack = 1e-12;
        if (sample.Sorted[^1] - sample.Sorted[0] <= slack && Math.Abs(sample.Sorted[0] - estimate) <= slack)
        {
            return new MadeInterval(new ConfidenceBounds(estimate, estimate), IntervalMethod.Percentile, "the same in every resample: no interval can be made of that");
        }

        return method switch
        {
            IntervalMethod.Percentile => new MadeInterval(BootstrapIntervals.Percentile(sample, _nominal), method, null),
            IntervalMethod.ExpandedPercentile => new MadeInterval(BootstrapIntervals.Percentile(sample, _expanded), method, null),
            IntervalMethod.BiasCorrectedAccelerated => Corrected(estimate, sample, jackknife!, _nominal, IntervalMethod.Percentile),
            IntervalMethod.ExpandedBiasCorrectedAccelerated => Corrected(estimate, sample, jackknife!, _expanded, IntervalMethod.ExpandedPercentile),
            _ => Transformed(estimate, sample, metric!),
        };
    }

    private MadeInterval Corrected(double estimate, ReplicateSample sample, double[] jackknife, ConfidenceBounds levels, IntervalMethod instead)
    {
        BcaLevels corrected = BootstrapIntervals.Corrected(sample, estimate, jackknife, levels);
        return corrected.Levels.IsDefined
            ? new MadeInterval(BootstrapIntervals.Percentile(sample, corrected.Levels), method, null)
            : new MadeInterval(BootstrapIntervals.Percentile(sample, levels), instead, $"BCa is undefined here, {MetricTable.Describe(instead)} in its place");
    }

    private MadeInterval Transformed(double estimate, ReplicateSample sample, ResampledMetric metric)
    {
        ConfidenceBounds bounds = BootstrapIntervals.TransformedT(estimate, sample.StandardError, metric, confidenceLevel, units.Count - units.Strata);
        return bounds.IsDefined
            ? new MadeInterval(bounds, method, null)
            : new MadeInterval(
                BootstrapIntervals.Percentile(sample, _expanded), IntervalMethod.ExpandedPercentile, "at the end of its range, expanded percentile in place of transformed t");
    }
}
