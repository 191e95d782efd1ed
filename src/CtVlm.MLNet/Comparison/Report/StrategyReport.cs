using System.Globalization;

namespace CtVlm.MLNet;

/// <summary>Writes an experiment's report: one HTML document.</summary>
internal static class StrategyReport
{
    private static readonly (string Id, string Title, Action<HtmlText, ReportSource> Write)[] s_sections =
    [
        ("cohort", "Cohort and quality", CohortSection.Write),
        ("leaderboard", "Leaderboard", LeaderboardSection.Write),
        ("differences", "Differences to the best", DifferenceSection.Write),
        ("recommended", "The recommended strategy", RecommendedSection.Write),
        ("reliability", "Reliability", ReliabilitySection.Write),
        ("roc", "ROC by cut-point", RocSection.Write),
        ("geometry", "Geometry", GeometrySection.Write),
        ("cases", "Slices of chosen cases", CaseSection.Write),
        ("provenance", "Provenance", ProvenanceSection.Write),
    ];

    /// <summary>The document.</summary>
    public static string Write(StrategyExperimentResult result, StrategyReportOptions options)
    {
        ReportSource source = new(result, options);
        HtmlText html = new();
        html.Markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        html.Markup($"<title>{HtmlText.Escape(options.Title)}</title>\n<style>\n{ReportStyle.Css}\n</style>\n</head>\n<body>");
        WriteHead(html, source);
        foreach ((string id, string title, Action<HtmlText, ReportSource> write) in s_sections)
        {
            html.Markup($"<section aria-labelledby=\"{id}\">").Heading(title, id);
            write(html, source);
            html.Markup("</section>");
        }

        return html.Markup("</body>\n</html>").ToString();
    }

    private static void WriteHead(HtmlText html, ReportSource source)
    {
        html.Markup($"<header><h1>{HtmlText.Escape(source.Options.Title)}</h1>");
        html.Paragraph($"Written {source.Written.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC by CtVlm.MLNet {ReportSource.PackageVersion}.", "quiet");
        html.Markup("<div class=\"notice\"><strong>Not a medical device. For research use only.</strong> Nothing here may guide the care of a patient.</div>");
        html.Markup("<div class=\"statement\">");
        foreach (string sentence in source.Result.Statement.Split('\n'))
        {
            html.Paragraph(sentence);
        }

        html.Markup("</div>");
        foreach (string warning in source.Result.Warnings)
        {
            html.Paragraph(warning, "notice");
        }

        html.Markup($"<nav>{string.Join(' ', s_sections.Select(s => $"<a href=\"#{s.Id}\">{HtmlText.Escape(s.Title)}</a>"))}</nav></header>");
    }
}
