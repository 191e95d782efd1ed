namespace CtVlm.MLNet;

/// <summary>From rows in memory to intervals.</summary>
internal static class IntervalEstimator
{
    /// <summary>Estimates all metrics asked for.</summary>
    /// <param name="rows">Rows with their patients, or without.</param>
    /// <param name="classNames">Name of each class.</param>
    /// <param name="options">Checked options.</param>
    public static MetricInterval[] Estimate(ScoredRows rows, IReadOnlyList<string> classNames, IntervalOptions options)
    {
        ResamplingUnits units = ResamplingUnits.Of(rows, options.Stratified);
        ResampledMetrics metrics = new(rows, units.OfRow, units.Count);
        double[] estimates = metrics.Estimate();
        Replicates bootstrap = Resampling.Bootstrap(units, [metrics], options.Resamples, options.Seed, options.Threads)[0];
        Replicates? jackknife = IntervalMaker.NeedsJackknife(options.Method) ? Resampling.Jackknife([metrics], options.Threads)[0] : null;
        IntervalMaker maker = new(options.Method, options.ConfidenceLevel, units);
        return
        [
            .. Enumerable.Range(0, estimates.Length).Where(i => options.Wants(metrics.Metrics[i])).Select(i =>
            {
                ResampledMetric metric = metrics.Metrics[i];
                ReplicateSample sample = new(bootstrap.Column(i));
                MadeInterval made = double.IsNaN(estimates[i])
                    ? new MadeInterval(ConfidenceBounds.Undefined, options.Method, metric.WhyUndefined(metrics.AreProbabilities))
                    : ConstantShares.Make(metric, estimates[i], rows, units, options.ConfidenceLevel)
                        ?? maker.Make(estimates[i], sample, jackknife?.Column(i), metric);
                return Report(metric, classNames, estimates[i], sample, made);
            }),
        ];
    }

    private static MetricInterval Report(ResampledMetric metric, IReadOnlyList<string> classNames, double estimate, ReplicateSample sample, MadeInterval made)
        => new()
        {
            Name = metric.Name,
            ClassName = metric.Class is { } k ? classNames[k] : null,
            Estimate = estimate,
            Lower = made.Bounds.Lower,
            Upper = made.Bounds.Upper,
            StandardError = sample.StandardError,
            Method = made.Method,
            DefinedReplicates = sample.Defined,
            UndefinedReplicates = sample.Undefined,
            Note = made.Note,
        };
}
