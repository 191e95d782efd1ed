using ScottPlot;
using ScottPlot.Plottables;

namespace CtVlm.MLNet;

/// <summary>Whether probabilities mean what they say.</summary>
internal static class ReliabilitySection
{
    /// <summary>Writes it.</summary>
    public static void Write(HtmlText html, ReportSource source)
    {
        if (!source.AreProbabilities)
        {
            html.Paragraph("Scores of the recommended strategy are not probabilities, or were not given for all rows: there is nothing to compare with shares.");
            return;
        }

        ReliabilityDiagram diagram = new ClinicalCalibration(source.Rows!, source.Result.ClassNames, ReliabilityBinning.EqualWidth, EvaluationSettings.Default.Bins, null).TopLabel;
        ReliabilityBin[] bins = [.. diagram.Bins.Where(bin => bin.Count > 0)];
        html.Paragraph(
            $"Of the rows whose highest probability is near p, a share p should be right. Expected calibration error (ten bins): {ReportNumber.Text(diagram.ExpectedCalibrationError)}. "
            + "Of few rows a bin says little: the bars are Wilson intervals of 95 %, for rows as if independent.",
            "quiet");
        HtmlTable table = new("#probability", "#rows", "#mean probability", "#share right");
        foreach (ReliabilityBin bin in bins)
        {
            table.Add($"{ReportNumber.Text(bin.Lower, 1)} to {ReportNumber.Text(bin.Upper, 1)}", ReportNumber.Whole(bin.Count), ReportNumber.Text(bin.MeanScore), ReportNumber.Text(bin.Fraction));
        }

        html.Markup("<div class=\"pair\"><div>")
            .Figure(ReportFigure.ToSvg(Draw(bins), 680, 600, "reliability", "Reliability diagram"), "Class of highest probability, recommended strategy, rows tested on. Dashed: probabilities that are what they say.")
            .Markup("</div><div>").Table(table).Markup("</div></div>");
    }

    private static Plot Draw(IReadOnlyList<ReliabilityBin> bins)
    {
        Plot plot = PageStyle.CreatePlot("", "highest probability", "share right");
        LinePlot diagonal = plot.Add.Line(0, 0, 1, 1);
        diagonal.Color = Color.FromHex("#777777");
        diagonal.LinePattern = LinePattern.Dashed;
        diagonal.LineWidth = 2;
        foreach (ReliabilityBin bin in bins)
        {
            ConfidenceBounds bounds = ProportionIntervals.Wilson((long)Math.Round(bin.Fraction * bin.Count), bin.Count);
            LinePlot bar = plot.Add.Line(bin.MeanScore, bounds.Lower, bin.MeanScore, bounds.Upper);
            bar.Color = PageStyle.ColourOf(0);
            bar.LineWidth = 2;
        }

        Scatter line = plot.Add.Scatter(bins.Select(b => b.MeanScore).ToArray(), bins.Select(b => b.Fraction).ToArray(), PageStyle.ColourOf(0));
        line.LineWidth = 3;
        line.MarkerSize = 13;
        plot.Axes.SetLimits(-0.02, 1.02, -0.02, 1.02);
        return plot;
    }
}
