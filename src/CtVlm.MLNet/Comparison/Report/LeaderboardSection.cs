namespace CtVlm.MLNet;

/// <summary>The strategies from best to worst, beside levels that no image is needed for.</summary>
internal static class LeaderboardSection
{
    /// <summary>Writes it.</summary>
    public static void Write(HtmlText html, ReportSource source)
    {
        StrategyExperimentResult result = source.Result;
        double level = result.Evidence?.Settings.ConfidenceLevel ?? IntervalDefaults.ConfidenceLevel;
        html.Paragraph(
            $"Ranked by {source.MetricName}{(StrategyScores.IsHigherBetter(result.Metric) ? "" : " (lower is better)")} over all rows, each predicted by a model that knows neither it nor its patient. "
            + $"Intervals are of {ReportNumber.Percent(level)}, by resampling {(result.Patients is null ? "rows" : "patients")}; they are not corrected for the choice of the best. SE: standard error over the folds. "
            + "MRR: text-to-image retrieval, beside what a random order gives.",
            "quiet");
        WriteShared(html, result);
        int[] varying = Varying(result);
        HtmlTable table = new(
        [
            "#rank", .. varying.Select(i => StrategyParts.Names[i]), $"#{source.MetricName}", "#interval", "#SE", "#accuracy", "#bal. acc.", "#QWK", "#MRR", "#random", "#width", "#fit (s)",
        ])
        { IsWide = true };
        foreach (StrategyStanding standing in result.Standings.Where(s => s.Rank is not null))
        {
            table.AddStyled(standing.Run == result.RecommendedRun ? "chosen" : null, Cells(standing, varying));
        }

        AddLevels(table, result, varying.Length);
        html.Table(table);
        html.Paragraph("The marked row is the recommended strategy. QWK: quadratic weighted kappa. Fit: seconds of all fits and scoring, embedding not counted.", "quiet");
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

    private static IEnumerable<string> Cells(StrategyStanding standing, int[] varying)
    {
        StrategyRunDetail run = standing.Run;
        return
        [
            ReportNumber.Whole(standing.Rank),
            .. varying.Select(i => run.Strategy.Parts[i]),
            ReportNumber.Text(run.Metric),
            ReportNumber.Interval(standing.Interval?.Lower, standing.Interval?.Upper),
            ReportNumber.Text(run.StandardError),
            ReportNumber.Text(run.ValidationMetrics?.Accuracy),
            ReportNumber.Text(run.ValidationMetrics?.BalancedAccuracy),
            ReportNumber.Text(run.ValidationMetrics?.QuadraticWeightedKappa),
            ReportNumber.Text(run.Retrieval?.Mrr),
            ReportNumber.Text(run.Retrieval?.ChanceMrr),
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
            double own = result.Metric switch
            {
                StrategyMetric.Accuracy => level.Accuracy,
                StrategyMetric.BalancedAccuracy => level.BalancedAccuracy,
                StrategyMetric.QuadraticWeightedKappa => level.QuadraticWeightedKappa,
                StrategyMetric.MacroF1 when level == metrics.MajorityLevel => MajorityF1(metrics),
                _ => double.NaN,
            };
            table.AddStyled(
                "level",
                [
                    "", $"{name}: {level.Rule}", .. Enumerable.Repeat("", parts - 1), ReportNumber.Text(own), "", "", ReportNumber.Text(level.Accuracy),
                    ReportNumber.Text(level.BalancedAccuracy), ReportNumber.Text(level.QuadraticWeightedKappa), "", "", "", "",
                ]);
        }
    }

    // F1 of the class that is always predicted, 2p / (1 + p), over the classes that occur; that of the others is 0.
    private static double MajorityF1(ClinicalClassificationMetrics metrics)
    {
        double share = metrics.PerClass.Max(c => c.Prevalence);
        return 2 * share / (1 + share) / metrics.PerClass.Count(c => c.Count > 0);
    }

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
