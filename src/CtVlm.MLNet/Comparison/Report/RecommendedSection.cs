using System.Globalization;
using System.Text;

namespace CtVlm.MLNet;

/// <summary>The recommended strategy: its metrics with intervals, its confusion matrix, its classes.</summary>
internal static class RecommendedSection
{
    private const double MostAlpha = 0.95;
    private const double LightTextFrom = 0.8;

    private static readonly (string Metric, string Name)[] s_metrics =
    [
        (ClinicalMetricNames.Accuracy, "accuracy"),
        (ClinicalMetricNames.BalancedAccuracy, "balanced accuracy"),
        (ClinicalMetricNames.MacroF1, "macro F1"),
        (ClinicalMetricNames.QuadraticWeightedKappa, "quadratic weighted kappa"),
        (ClinicalMetricNames.Within1, "at most one class off"),
        (ClinicalMetricNames.MacroMeanAbsoluteError, "macro mean absolute error (classes)"),
        (ClinicalMetricNames.MacroAuroc, "macro AUROC"),
        (ClinicalMetricNames.Brier, "Brier score"),
        (ClinicalMetricNames.LogLoss, "log loss (nats)"),
        (ClinicalMetricNames.RankedProbabilityScore, "ranked probability score"),
    ];

    /// <summary>Writes it.</summary>
    public static void Write(HtmlText html, ReportSource source)
    {
        html.Paragraph(source.Recommended.Strategy.Name);
        if (source.Recommended.ValidationMetrics is not { } metrics)
        {
            return;
        }

        html.Markup("<div class=\"pair\"><div>");
        html.Subheading("Confusion matrix").Markup(Confusion(metrics));
        html.Paragraph("Rows of the data; below, their share of the actual class. The darker, the larger the share.", "quiet");
        html.Markup("</div><div>").Subheading("Metrics");
        WriteMetrics(html, source);
        html.Markup("</div></div>");
        WriteClasses(html, metrics);
    }

    private static string Confusion(ClinicalClassificationMetrics metrics)
    {
        StringBuilder text = new("<div class=\"scroll\"><table class=\"confusion\"><thead><tr><th>actual \\ predicted</th>");
        foreach (string name in metrics.ClassNames)
        {
            text.Append("<th>").Append(HtmlText.Escape(name)).Append("</th>");
        }

        text.Append("</tr></thead><tbody>");
        for (int actual = 0; actual < metrics.ClassNames.Count; actual++)
        {
            text.Append("<tr><th>").Append(HtmlText.Escape(metrics.ClassNames[actual])).Append("</th>");
            long total = metrics.ConfusionMatrix[actual].Sum();
            foreach (long count in metrics.ConfusionMatrix[actual])
            {
                double share = total == 0 ? 0 : (double)count / total;
                text.Append(CultureInfo.InvariantCulture, $"<td style=\"background:rgba(0,80,140,{(0.04 + ((MostAlpha - 0.04) * share)).ToString("0.00", CultureInfo.InvariantCulture)});color:{(share > LightTextFrom ? "#fff" : "#1a1a1a")}\">")
                    .Append(ReportNumber.Whole(count)).Append("<small>").Append(total == 0 ? "" : ReportNumber.Percent(share)).Append("</small></td>");
            }

            text.Append("</tr>");
        }

        return text.Append("</tbody></table></div>").ToString();
    }

    private static void WriteMetrics(HtmlText html, ReportSource source)
    {
        IReadOnlyList<MetricInterval> intervals = StrategyIntervals.Estimate(source.Result, source.Recommended, [.. s_metrics.Select(m => m.Metric)]);
        HtmlTable table = new("metric", "#value", "#interval");
        foreach ((string metric, string name) in s_metrics)
        {
            if (intervals.FirstOrDefault(i => i.Name == metric) is { } interval)
            {
                table.Add(name, ReportNumber.Text(interval.Estimate), ReportNumber.Interval(interval.Lower, interval.Upper));
            }
        }

        html.Table(table);
        if (source.Rows is not null && !source.AreProbabilities)
        {
            html.Paragraph("The trainer's scores are not probabilities: losses and areas are not defined.", "quiet");
        }
    }

    private static void WriteClasses(HtmlText html, ClinicalClassificationMetrics metrics)
    {
        HtmlTable table = new("class", "#rows", "#sensitivity", "#specificity", "#PPV", "#NPV", "#F1") { Caption = "Each class against the rest" };
        foreach (ClinicalClassMetrics one in metrics.PerClass)
        {
            table.Add(
                one.Name, ReportNumber.Whole(one.Count), ReportNumber.Text(one.Sensitivity), ReportNumber.Text(one.Specificity), ReportNumber.Text(one.Ppv), ReportNumber.Text(one.Npv), ReportNumber.Text(one.F1));
        }

        html.Table(table);
    }
}
