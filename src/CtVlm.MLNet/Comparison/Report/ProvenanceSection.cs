using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using TorchSharp;

namespace CtVlm.MLNet;

/// <summary>What made the figures.</summary>
internal static class ProvenanceSection
{
    /// <summary>Writes it.</summary>
    public static void Write(HtmlText html, ReportSource source)
    {
        StrategyExperimentResult result = source.Result;
        HtmlTable encoders = new("encoder", "hash (SHA-256)") { Caption = "Encoders" };
        foreach (VlmEncoder encoder in result.RunDetails.Select(r => r.Strategy.Encoder).Distinct())
        {
            encoders.Add(encoder.Name, encoder.GetHash());
        }

        html.Table(encoders);
        HtmlTable passes = new("rendering", "embedding point") { Caption = "Renderings" };
        foreach ((string rendering, EmbeddingPoint point) in result.RunDetails.Select(r => (r.Strategy.Rendering.ToString(), r.Strategy.Point)).Distinct())
        {
            passes.Add(rendering, point.ToString());
        }

        html.Table(passes);
        HtmlTable table = new("setting", "value") { Caption = "Experiment" };
        foreach ((string name, string value) in Settings(result).Concat(Machine(source)).Concat(source.Options.Notes.Select(n => (n.Key, n.Value))))
        {
            table.Add(name, value);
        }

        html.Table(table);
        html.Paragraph("Names of columns and classes, row numbers and figures come from the data; no patient, path or report text is in this file.", "quiet");
    }

    private static IEnumerable<(string Name, string Value)> Settings(StrategyExperimentResult result)
    {
        if (result.Evidence is { Settings: var settings } evidence)
        {
            yield return ("label column", settings.LabelColumnName);
            yield return ("patients", settings.RowsAreIndependent ? "every row one of its own" : $"column {settings.PatientColumnName}");
            yield return ("report column", settings.ReportColumnName ?? "none");
            yield return ("folds", string.Create(CultureInfo.InvariantCulture, $"{settings.Folds}, inside each {(settings.NestedFolds == 0 ? "none" : settings.NestedFolds)}"));
            yield return ("seed", ReportNumber.Whole(settings.Seed));
            yield return ("metric", StrategyScores.NameOf(settings.Metric));
            yield return ("tuner", settings.Tuner.Reduction is { } reduction ? $"successive halving, one in {ReportNumber.Whole(reduction)}"
                : settings.Tuner.Candidates is { } drawn ? $"{ReportNumber.Whole(drawn)} strategies drawn" : "all strategies");
            yield return ("intervals", string.Create(CultureInfo.InvariantCulture, $"level {settings.ConfidenceLevel}, {settings.Resamples} resamples"));
            yield return ("series that cannot be embedded", settings.OnError == SeriesErrorPolicy.Throw ? "end the run" : "are left out");
            yield return ("precision of the encoders", RuntimeSettings.From(evidence.Context).PrecisionName);
        }

        yield return ("strategies", ReportNumber.Whole(result.RunDetails.Count));
        yield return ("embedding", string.Create(CultureInfo.InvariantCulture, $"{result.EmbeddingPasses} passes in {result.EmbeddingSeconds:F1} s in this run; fits that were kept from an earlier run need none"));
        yield return ("end of the run", result.StopReason.ToString());
    }

    private static IEnumerable<(string Name, string Value)> Machine(ReportSource source)
    {
        yield return ("written", source.Written.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        yield return ("CtVlm.MLNet", ReportSource.PackageVersion);
        yield return ("ML.NET", VersionOf(typeof(MLContext)));
        yield return ("TorchSharp", VersionOf(typeof(torch)));
        yield return ("runtime", $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}");
        TorchRuntime.EnsureLoaded();
        yield return ("threads", string.Create(CultureInfo.InvariantCulture, $"{torch.get_num_threads()} of libtorch, {Environment.ProcessorCount} processors"));
    }

    private static string VersionOf(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? type.Assembly.GetName().Version?.ToString() ?? "unknown";
}
