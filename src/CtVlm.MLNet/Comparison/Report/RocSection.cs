using ScottPlot;
using ScottPlot.Plottables;

namespace CtVlm.MLNet;

/// <summary>How well the recommended strategy ranks rows, at each cut through the order of the classes.</summary>
internal static class RocSection
{
    /// <summary>Writes it.</summary>
    public static void Write(HtmlText html, ReportSource source)
    {
        if (source.Rows is not { } rows || !source.AreProbabilities)
        {
            html.Paragraph("Scores of the recommended strategy are not probabilities, or were not given for all rows: the classes' scores cannot be summed.");
            return;
        }

        CutPointCurve[] curves = CutPointCurve.Of(rows);
        IReadOnlyList<MetricInterval> intervals = StrategyIntervals.Estimate(source.Result, source.Recommended, [ClinicalMetricNames.CutPointAuroc]);
        IReadOnlyList<string> names = source.Result.ClassNames;
        html.Paragraph(
            "Each cut-point asks: this class or a higher one, in the order of the classes? The score is the sum of the probabilities above the cut. AUROC 0.5 is chance, 1 is a perfect ranking.", "quiet");
        HtmlTable table = new("positive", "#rows", "#AUROC", "#interval");
        foreach (CutPointCurve curve in curves)
        {
            MetricInterval? interval = intervals.FirstOrDefault(i => i.ClassName == names[curve.Class]);
            table.Add(NameOf(names, curve), ReportNumber.Whole(curve.Positives), ReportNumber.Text(curve.Area), ReportNumber.Interval(interval?.Lower, interval?.Upper));
        }

        html.Markup("<div class=\"pair\"><div>")
            .Figure(ReportFigure.ToSvg(Draw(curves, names), 680, 640, "roc", "ROC curves by cut-point"), "Recommended strategy, rows tested on. Dashed grey: chance.")
            .Markup("</div><div>").Table(table).Markup("</div></div>");
    }

    private static string NameOf(IReadOnlyList<string> names, CutPointCurve curve) => curve.Class == names.Count - 1 ? names[curve.Class] : $"{names[curve.Class]} or higher";

    private static Plot Draw(CutPointCurve[] curves, IReadOnlyList<string> names)
    {
        Plot plot = PageStyle.CreatePlot("", "1 − specificity", "sensitivity");
        LinePlot chance = plot.Add.Line(0, 0, 1, 1);
        chance.Color = Color.FromHex("#777777");
        chance.LinePattern = LinePattern.Dashed;
        chance.LineWidth = 2;
        foreach ((int i, CutPointCurve curve) in curves.Index())
        {
            Scatter line = plot.Add.ScatterLine(curve.FalsePositiveRates, curve.TruePositiveRates, PageStyle.ColourOf(i));
            line.LineWidth = 3;
            line.LinePattern = PageStyle.DashOf(i);
            line.LegendText = NameOf(names, curve);
        }

        plot.Axes.SetLimits(-0.02, 1.02, -0.02, 1.02);
        PageStyle.AddLegend(plot);
        return plot;
    }
}
