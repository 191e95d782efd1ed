namespace CtVlm.MLNet;

/// <summary>The strategies from best to worst, beside levels that no image is needed for.</summary>
internal static class LeaderboardSection
{
    // Beside the metric that ranks, which has a column of its own.
    private static readonly (StrategyMetric Metric, string Heading, Func<StrategyRunDetail, double?> OfRun, Func<ReferenceLevel, double> OfLevel)[] s_others =
    [
        (StrategyMetric.MacroF1, "macro F1", run => run.ValidationMetrics?.MacroF1, level => level.MacroF1),
        (StrategyMetric.Accuracy, "accuracy", run => run.ValidationMetrics?.Accuracy, level => level.Accuracy),
        (StrategyMetric.BalancedAccuracy, "bal. acc.", run => run.ValidationMetrics?.BalancedAccuracy, level => level.BalancedAccuracy),
        (StrategyMetric.QuadraticWeightedKappa, "QWK", run => run.ValidationMetrics?.QuadraticWeightedKappa, level => level.QuadraticWeightedKappa),
        (StrategyMetric.TextToImageMrr, "MRR", run => run.Retrieval?.Mrr, _ => double.NaN),
    ];

    /// <summary>Writes it.</summary>
    public static void Write(HtmlText html, ReportSource source)
    {
        StrategyExperimentResult result = source.Result;
        double level = result.Evidence?.Settings.ConfidenceLevel ?? IntervalDefaults.ConfidenceLevel;
        html.Paragraph(
            $"Ranked by {source.MetricName}{(StrategyScores.IsHigherBetter(result.Metric) ? "" : " (lower is better)")} over all rows, each predicted by a model that knows neither it nor its patient. "
            + $"Intervals are of {ReportNumber.Percent(level)}, by resampling {(result.Patients is null ? "rows" : "patients")}; they are not corrected for the choice of the best. SE: standard error over the folds. "
            + (HasRetrieval(result) ? "MRR: text-to-image retrieval; random: what a random order of the images gives." : ""),
            "quiet");
        WriteShared(html, result);
        int[] varying = Varying(result);
        HtmlTable table = new(
        [
            "#rank", .. varying.Select(i => StrategyParts.Names[i]), $"#{source.MetricName}", "#interval", "#SE", .. Others(result).Select(o => $"#{o.Heading}"),
            .. HasRetrieval(result) ? ["#random"] : Array.Empty<string>(), "#width", "#fit (s)",
        ])
        { IsWide = true };
        foreach (StrategyStanding standing in result.Standings.Where(s => s.Rank is not null))
        {
            table.AddStyled(standing.Run == result.RecommendedRun ? "chosen" : null, Cells(result, standing, varying));
        }

        AddLevels(table, result, varying.Length);
        html.Table(table);
        html.Paragraph("The row in bold is the recommended strategy. QWK: quadratic weighted kappa. Fit: seconds of all fits and scoring, embedding not counted.", "quiet");
        WriteOthers(html, result);
    }

    // What all strategies share is said once; a leaderboard of six long columns is read by nobody.
    private static void WriteShared(HtmlText html, StrategyExperimentResult result)
    {
        int[] varying = Varying(result);
        string[] shared = [.. Enumerable.Range(0, StrategyParts.Names.Count).Except(varying).Select(i => $"{StrategyParts.Names[i]} {result.BestRun.Strategy.Parts[i]}")];
        if (shared.Length > 0)
        {
            html.Paragraph($"All strategies share: {string.Join("; ", shared)}.");
        }
    }

    private static int[] Varying(StrategyExperimentResult result)
    {
        IReadOnlyList<string>[] parts = [.. result.RunDetails.Select(r => r.Strategy.Parts)];
        int[] varying = [.. Enumerable.Range(0, StrategyParts.Names.Count).Where(i => parts.Any(p => p[i] != parts[0][i]))];
        return varying.Length > 0 ? varying : [StrategyParts.Names.Count - 1];
    }

    private static bool HasRetrieval(StrategyExperimentResult result) => result.RunDetails.Any(run => run.Retrieval is not null);

    private static IEnumerable<(StrategyMetric Metric, string Heading, Func<StrategyRunDetail, double?> OfRun, Func<ReferenceLevel, double> OfLevel)> Others(StrategyExperimentResult result) =>
        s_others.Where(o => o.Metric != result.Metric && (o.Metric != StrategyMetric.TextToImageMrr || HasRetrieval(result)));

    private static IEnumerable<string> Cells(StrategyExperimentResult result, StrategyStanding standing, int[] varying)
    {
        StrategyRunDetail run = standing.Run;
        return
        [
            ReportNumber.Whole(standing.Rank),
            .. varying.Select(i => run.Strategy.Parts[i]),
            ReportNumber.Text(run.Metric),
            ReportNumber.Interval(standing.Interval?.Lower, standing.Interval?.Upper),
            ReportNumber.Text(run.StandardError),
            .. Others(result).Select(o => ReportNumber.Text(o.OfRun(run))),
            .. HasRetrieval(result) ? [ReportNumber.Text(run.Retrieval?.ChanceMrr)] : Array.Empty<string>(),
            ReportNumber.Whole(run.Folds.Count == 0 ? null : run.Folds[0].FeatureWidth),
            ReportNumber.Text(run.RuntimeInSeconds, 1),
        ];
    }

    private static void AddLevels(HtmlTable table, StrategyExperimentResult result, int parts)
    {
        if (result.BestRun.ValidationMetrics is not { } metrics)
        {
            return;
        }

        foreach ((string name, ReferenceLevel level) in new[] { ("majority", metrics.MajorityLevel), ("chance", metrics.ChanceLevel) })
        {
            double own = s_others.FirstOrDefault(o => o.Metric == result.Metric).OfLevel?.Invoke(level) ?? double.NaN;
            table.AddSpanning(
                "level",
                at: 1,
                span: parts,
                [
                    "", $"{name}: {level.Rule}", Level(own), "", "", .. Others(result).Select(o => Level(o.OfLevel(level))),
                    .. HasRetrieval(result) ? [""] : Array.Empty<string>(), "", "",
                ]);
        }
    }

    private static string Level(double value) => double.IsNaN(value) ? "" : ReportNumber.Text(value);

    private static void WriteOthers(HtmlText html, StrategyExperimentResult result)
    {
        StrategyStanding[] others = [.. result.Standings.Where(s => s.Rank is null)];
        if (others.Length == 0)
        {
            return;
        }

        html.Subheading("Not ranked");
        HtmlTable table = new("strategy", "what became of it", "#folds", "reason");
        foreach (StrategyStanding other in others)
        {
            table.AddStyled("out", other.Run.Trial.ShortName, StatusOf(other.Run), ReportNumber.Whole(other.Run.Folds.Count), other.Run.ErrorMessage ?? "");
        }

        html.Table(table);
    }

    private static string StatusOf(StrategyRunDetail run) => run.Status switch
    {
        StrategyRunStatus.Failed => "failed",
        StrategyRunStatus.Eliminated => "left behind by the tuner",
        StrategyRunStatus.NotRun => "not run to the end",
        _ => "its metric is not defined",
    };
}
