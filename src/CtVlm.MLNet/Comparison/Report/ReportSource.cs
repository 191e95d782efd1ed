using System.Reflection;

namespace CtVlm.MLNet;

/// <summary>What the sections of a report draw on.</summary>
/// <param name="result">The experiment's result.</param>
/// <param name="options">What the report shows.</param>
internal sealed class ReportSource(StrategyExperimentResult result, StrategyReportOptions options)
{
    /// <summary>Version of this package.</summary>
    public static string PackageVersion { get; } =
        typeof(ReportSource).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "of unknown version";

    /// <summary>The result.</summary>
    public StrategyExperimentResult Result => result;

    /// <summary>The options.</summary>
    public StrategyReportOptions Options => options;

    /// <summary>When the report counts as written.</summary>
    public DateTimeOffset Written { get; } = options.Written ?? TimeProvider.System.GetUtcNow();

    /// <summary>The metric's name for people.</summary>
    public string MetricName => StrategyScores.NameOf(result.Metric);

    /// <summary>The recommended strategy.</summary>
    public StrategyRunDetail Recommended => result.RecommendedRun;

    /// <summary>Its rows; null where they are not known.</summary>
    public ScoredRows? Rows { get; } = result.Evidence is { } evidence ? StrategyIntervals.Rows(evidence, result.RecommendedRun) : null;

    /// <summary>Whether scores of the recommended strategy are probabilities.</summary>
    public bool AreProbabilities => Rows is not null && ResampledLosses.AreProbabilities(Rows);

    /// <summary>The recommended strategy fitted on all rows; null where there is none.</summary>
    public RecommendedModel? Model { get; } = RecommendedModel.Find(result);
}
