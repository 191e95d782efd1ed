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

        IReadOnlyList<ReliabilityBin> bins = ReliabilityBin.Of(source.Rows!);
        html.Paragraph(
            $"Of the rows predicted with a probability near p, a share p should be right. Expected calibration error (ten bins): {ReportNumber.Text(ReliabilityBin.ExpectedCalibrationError(bins))}. "
            + "Of few rows a bin says little: the bars are Wilson intervals of 95 %, for rows as if independent.",
            "quiet");
        HtmlTable table = new("#probability", "#rows", "#mean probability", "#share right");
        foreach (ReliabilityBin bin in bins)
        {
            table.Add($"{ReportNumber.Text(bin.Start, 1)} to {ReportNumber.Text(bin.End, 1)}", ReportNumber.Whole(bin.Rows), ReportNumber.Text(bin.Confidence), ReportNumber.Text(bin.Accuracy));
        }

        html.Markup("<div class=\"pair\"><div>")
            .Figure(ReportFigure.ToSvg(Draw(bins), 680, 600, "reliability", "Reliability diagram"), "Predicted class of the recommended strategy, rows tested on. Dashed: probabilities that are what they say.")
            .Markup("</div><div>").Table(table).Markup("</div></div>");
    }

    private static Plot Draw(IReadOnlyList<ReliabilityBin> bins)
    {
        Plot plot = PageStyle.CreatePlot("", "probability of the predicted class", "share predicted right");
        LinePlot diagonal = plot.Add.Line(0, 0, 1, 1);
        diagonal.Color = Color.FromHex("#777777");
        diagonal.LinePattern = LinePattern.Dashed;
        diagonal.LineWidth = 2;
        foreach (ReliabilityBin bin in bins)
        {
            ConfidenceBounds bounds = ProportionIntervals.Wilson((long)Math.Round(bin.Accuracy * bin.Rows), bin.Rows);
            LinePlot bar = plot.Add.Line(bin.Confidence, bounds.Lower, bin.Confidence, bounds.Upper);
            bar.Color = PageStyle.ColourOf(0);
            bar.LineWidth = 2;
        }

        Scatter line = plot.Add.Scatter(bins.Select(b => b.Confidence).ToArray(), bins.Select(b => b.Accuracy).ToArray(), PageStyle.ColourOf(0));
        line.LineWidth = 3;
        line.MarkerSize = 13;
        plot.Axes.SetLimits(-0.02, 1.02, -0.02, 1.02);
        return plot;
    }
}
