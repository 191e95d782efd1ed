namespace CtVlm.MLNet;

/// <summary>The names of the metrics and how they are shown.</summary>
internal static class MetricTable
{
    /// <summary>All names, in the order of reports.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. ResampledMetrics.Describe(2).Select(metric => metric.Name).Distinct(StringComparer.Ordinal)];

    /// <summary>"sensitivity of mild", "cutPointAuroc from mild", "accuracy".</summary>
    public static string Title(string name, string? className)
        => className is null ? name : $"{name} {(name == ClinicalMetricNames.CutPointAuroc ? "from" : "of")} {className}";

    /// <summary>Three decimals; "undefined" for NaN; no minus before a zero.</summary>
    public static string Number(double value)
    {
        string text = double.IsNaN(value) ? "undefined" : value.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture);
        return text == "-0.000" ? "0.000" : text;
    }

    /// <summary>A p value: three decimals, or "&lt;0.001".</summary>
    public static string P(double value) => value < 0.001 ? "<0.001" : Number(value);

    /// <summary>How a method is called in reports.</summary>
    public static string Describe(IntervalMethod method) => method switch
    {
        IntervalMethod.Percentile => "percentile",
        IntervalMethod.BiasCorrectedAccelerated => "BCa",
        IntervalMethod.ExpandedPercentile => "expanded percentile",
        IntervalMethod.ExpandedBiasCorrectedAccelerated => "expanded BCa",
        IntervalMethod.TransformedT => "transformed t",
        _ => "Clopper-Pearson",
    };
}
