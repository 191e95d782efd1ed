using ScottPlot;
using ScottPlot.TickGenerators;

namespace CtVlm.MLNet;

/// <summary>Forest plot and table of the best less each other strategy.</summary>
internal static class DifferenceSection
{
    private const int MostRows = 40;
    private const int Width = 760;
    private const int RowHeight = 34;
    private const int FrameHeight = 150;

    /// <summary>Writes it.</summary>
    public static void Write(HtmlText html, ReportSource source)
    {
        StrategyExperimentResult result = source.Result;
        Dictionary<int, StrategyStanding> standings = result.Standings.ToDictionary(s => s.Run.Trial.TrialId);
        (StrategyStanding Other, StrategyDifference Difference)[] rows =
            [.. result.Differences.Select(d => (standings[d.TrialId], d)).OrderBy(r => r.Item1.Rank)];
        if (rows.Length == 0)
        {
            html.Paragraph("There is no other completed strategy to compare with, or the run was cancelled.");
            return;
        }

        html.Paragraph(
            $"The best strategy's {source.MetricName} less each other one's, on the same rows: {rows[0].Difference.Method}. Together the intervals have the level {ReportNumber.Percent(rows[0].Difference.Level)}. "
            + "An interval that holds 0 means that the two cannot be told apart on these rows.",
            "quiet");
        html.Figure(
            ReportFigure.ToSvg(Draw([.. rows.Take(MostRows)], source.MetricName), Width, FrameHeight + (RowHeight * Math.Min(rows.Length, MostRows)), "forest", "Forest plot of paired differences to the best strategy"),
            $"Filled: can be told from the best; open: cannot. Numbers at the left are ranks of the leaderboard.{(rows.Length > MostRows ? $" The first {ReportNumber.Whole(MostRows)} of {ReportNumber.Whole(rows.Length)}." : "")}");
        HtmlTable table = new("#rank", "strategy", "#difference", "#corrected interval", "#corrected p", "told apart");
        foreach ((StrategyStanding other, StrategyDifference difference) in rows)
        {
            table.Add(
                ReportNumber.Whole(other.Rank),
                other.Run.Trial.ShortName,
                ReportNumber.Text(difference.Difference),
                ReportNumber.Interval(difference.Lower, difference.Upper),
                ReportNumber.PValue(difference.AdjustedPValue),
                difference.IsDistinguishable ? "yes" : "no");
        }

        html.Table(table);
    }

    private static Plot Draw((StrategyStanding Other, StrategyDifference Difference)[] rows, string metric)
    {
        Plot plot = PageStyle.CreatePlot("", $"best less other: {metric}", "rank of the other");
        for (int i = 0; i < rows.Length; i++)
        {
            StrategyDifference difference = rows[i].Difference;
            Color colour = PageStyle.ColourOf(difference.IsDistinguishable ? 1 : 0);
            if (double.IsFinite(difference.Lower) && double.IsFinite(difference.Upper))
            {
                ScottPlot.Plottables.LinePlot line = plot.Add.Line(difference.Lower, -i, difference.Upper, -i);
                line.Color = colour;
                line.LineWidth = 3;
            }

            plot.Add.Marker(difference.Difference, -i, difference.IsDistinguishable ? MarkerShape.FilledSquare : MarkerShape.OpenCircle, 14, colour).MarkerLineWidth = 3;
        }

        ScottPlot.Plottables.VerticalLine zero = plot.Add.VerticalLine(0, 2, Colors.Black, LinePattern.Dashed);
        zero.EnableAutoscale = true;
        plot.Axes.Left.TickGenerator = new NumericManual([.. rows.Select((_, i) => (double)-i)], [.. rows.Select(r => ReportNumber.Whole(r.Other.Rank))]);
        plot.Axes.AutoScale();
        plot.Axes.SetLimitsY(0.6 - rows.Length, 0.6);
        return plot;
    }
}
