namespace CtVlm.MLNet;

/// <summary>From two sets of rows in memory to paired comparisons.</summary>
internal static class PredictionComparer
{
    /// <summary>Compares all metrics asked for.</summary>
    /// <param name="first">The first model's rows.</param>
    /// <param name="second">The second model's: the same labels and patients.</param>
    /// <param name="classNames">Name of each class.</param>
    /// <param name="options">Checked options.</param>
    public static MetricComparison[] Compare(ScoredRows first, ScoredRows second, IReadOnlyList<string> classNames, ComparisonOptions options)
    {
        ResamplingUnits units = ResamplingUnits.Of(first, options.Stratified);
        bool countsOnly = options.Metrics is { } names && names.All(NeedsCountsOnly);
        ResampledMetrics[] sets = [new(first, units.OfRow, units.Count, countsOnly), new(second, units.OfRow, units.Count, countsOnly)];
        int metrics = sets[0].Metrics.Count;
        Replicates bootstrap = Between(Resampling.Bootstrap(units, sets, options.Resamples, options.Seed, options.Threads), metrics);
        Replicates? jackknife = IntervalMaker.NeedsJackknife(options.Method) ? Between(Resampling.Jackknife(sets, options.Threads), metrics) : null;
        Replicates flips = new SignFlips(first, second, units, countsOnly).Run(options.Resamples, options.Seed, options.Threads);
        double[] a = sets[0].Estimate();
        double[] b = sets[1].Estimate();
        IntervalMaker maker = new(options.Method, options.ConfidenceLevel, units);
        bool areProbabilities = sets.All(set => set.AreProbabilities);
        MetricComparison[] compared =
        [
            .. Enumerable.Range(0, metrics).Where(i => options.Wants(sets[0].Metrics[i])).Select(i =>
            {
                ResampledMetric metric = sets[0].Metrics[i];
                ReplicateSample sample = new(bootstrap.Column(i));
                MadeInterval made = double.IsNaN(a[i] - b[i])
                    ? new MadeInterval(ConfidenceBounds.Undefined, options.Method, metric.WhyUndefined(areProbabilities))
                    : maker.Make(a[i] - b[i], sample, jackknife?.Column(i), null);
                return Report(metric, classNames, (a[i], b[i]), sample, made) with
                {
                    BootstrapPValue = BootstrapP(a[i] - b[i], sample, options.Method, units),
                    PermutationPValue = SignFlips.PValue(a[i] - b[i], flips.Column(i)),
                    UndefinedPermutations = flips.Column(i).Count(double.IsNaN),
                };
            }),
        ];
        return Adjust(compared);
    }

    private static bool NeedsCountsOnly(string metric) => metric is ClinicalMetricNames.Accuracy or ClinicalMetricNames.BalancedAccuracy or ClinicalMetricNames.MacroF1
        or ClinicalMetricNames.Kappa or ClinicalMetricNames.LinearWeightedKappa or ClinicalMetricNames.QuadraticWeightedKappa or ClinicalMetricNames.MatthewsCorrelation
        or ClinicalMetricNames.MeanAbsoluteError or ClinicalMetricNames.MacroMeanAbsoluteError or ClinicalMetricNames.Within1;

    private static Replicates Between(Replicates[] sides, int metrics) => Differences.Between(sides[0], sides[1], metrics);

    private static double BootstrapP(double difference, ReplicateSample sample, IntervalMethod method, ResamplingUnits units)
    {
        if (double.IsNaN(difference))
        {
            return double.NaN;
        }

        double p = Differences.PValue(sample.Sorted);
        return method is IntervalMethod.ExpandedPercentile or IntervalMethod.ExpandedBiasCorrectedAccelerated
            ? Differences.ExpandedPValue(p, units.Count, units.Strata)
            : p;
    }

    private static MetricComparison Report(
        ResampledMetric metric, IReadOnlyList<string> classNames, (double First, double Second) values, ReplicateSample sample, MadeInterval made)
        => new()
        {
            Name = metric.Name,
            ClassName = metric.Class is { } k ? classNames[k] : null,
            First = values.First,
            Second = values.Second,
            Lower = made.Bounds.Lower,
            Upper = made.Bounds.Upper,
            StandardError = sample.StandardError,
            Method = made.Method,
            DefinedReplicates = sample.Defined,
            UndefinedReplicates = sample.Undefined,
            BootstrapPValue = double.NaN,
            PermutationPValue = double.NaN,
            UndefinedPermutations = 0,
            HolmPValue = double.NaN,
            BenjaminiHochbergPValue = double.NaN,
            Note = made.Note,
        };

    private static MetricComparison[] Adjust(MetricComparison[] compared)
    {
        double[] p = Array.ConvertAll(compared, metric => metric.PermutationPValue);
        IReadOnlyList<double> holm = Comparisons.Adjust(p, PValueAdjustment.Holm);
        IReadOnlyList<double> benjaminiHochberg = Comparisons.Adjust(p, PValueAdjustment.BenjaminiHochberg);
        return [.. compared.Select((metric, i) => metric with { HolmPValue = holm[i], BenjaminiHochbergPValue = benjaminiHochberg[i] })];
    }
}
