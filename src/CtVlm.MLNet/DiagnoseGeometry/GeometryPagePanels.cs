using System.Globalization;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace CtVlm.MLNet;

/// <summary>The four panels of a page.</summary>
internal static class GeometryPagePanels
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>Rows on two principal components, by label.</summary>
    public static Plot Scatter(GeometryPageData data)
    {
        Plot plot = PageStyle.CreatePlot("Two principal components", ComponentLabel(data, 0), ComponentLabel(data, 1));
        foreach ((int series, GeometryPageSeries points) in Shared(data.Points).Index())
        {
            AddMarks(plot, points, PageStyle.ColourOf(series), PageStyle.MarkOf(series));
        }

        if (data.Points.Any(p => p.Name.Length > 0))
        {
            PageStyle.AddLegend(plot);
        }

        return plot;
    }

    /// <summary>How alike rows are.</summary>
    public static Plot Cosines(GeometryPageData data)
    {
        Plot plot = PageStyle.CreatePlot("Cosine between rows", "cosine (1: same direction)", "share of pairs (%)");
        foreach ((int series, GeometryPageSeries histogram) in data.Cosines.Index())
        {
            double[] heights = [.. histogram.Y.Select(y => 100 * y), 100 * histogram.Y.LastOrDefault()];
            Scatter line = plot.Add.ScatterLine(histogram.X, heights, PageStyle.ColourOf(series));
            line.ConnectStyle = ConnectStyle.StepHorizontal;
            line.LineWidth = 2.5f;
            line.LinePattern = PageStyle.DashOf(series);
            line.LegendText = histogram.Name;
            line.FillY = series == 0;
            line.FillYColor = PageStyle.ColourOf(series).WithAlpha(.18);
        }

        plot.Axes.Margins(.02, .02, 0, .1);
        if (data.Cosines.Any(c => c.Name.Length > 0))
        {
            PageStyle.AddLegend(plot);
        }

        return plot;
    }

    /// <summary>Variance by component, on a logarithmic scale.</summary>
    public static Plot Spectrum(GeometryPageData data)
    {
        Plot plot = PageStyle.CreatePlot("Spectrum", "component, by falling variance (rank)", "variance (squared units of the rows)");
        double least = data.Spectrum.Count == 0 ? 0 : data.Spectrum[0] * 1e-12;
        (int Index, double Value)[] shown = [.. data.Spectrum.Index().Where(v => v.Item > least && v.Item > 0)];
        Scatter line = plot.Add.Scatter(shown.Select(v => v.Index + 1d).ToArray(), shown.Select(v => Math.Log10(v.Value)).ToArray(), PageStyle.ColourOf(0));
        line.LineWidth = 2;
        line.MarkerSize = shown.Length > 60 ? 4 : 7;
        plot.Axes.Left.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true, LabelFormatter = PowerOfTen, MinorTickGenerator = new LogMinorTickGenerator() };
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true };
        plot.Axes.Margins(.03, .08);
        return plot;
    }

    /// <summary>Slice weights along z.</summary>
    public static Plot Weights(GeometryPageData data)
    {
        Plot plot = PageStyle.CreatePlot("Slice weights along z", "position along z, feet to head (mm)", "mean weight of a slice (0 to 1)");
        foreach ((int series, GeometryPageSeries profile) in Shared(data.Weights).Index())
        {
            Scatter line = plot.Add.Scatter(profile.X, profile.Y, PageStyle.ColourOf(series));
            line.LineWidth = 2.5f;
            line.LinePattern = PageStyle.DashOf(series);
            line.MarkerShape = PageStyle.MarkOf(series);
            line.MarkerSize = 7;
            line.LegendText = profile.Name;
        }

        // Equal weights have no range of their own: the scale starts at none whatever they are.
        plot.Axes.Margins(.03, .03, 0, .1);
        double most = data.Weights.SelectMany(w => w.Y).DefaultIfEmpty().Max();
        plot.Axes.SetLimitsY(0, most > 0 ? 1.1 * most : 1);
        if (data.Weights.Any(w => w.Name.Length > 0))
        {
            PageStyle.AddLegend(plot);
        }

        return plot;
    }

    private static void AddMarks(Plot plot, GeometryPageSeries points, Color colour, MarkerShape shape)
    {
        Markers marks = plot.Add.Markers(points.X, points.Y, shape, 9, colour.WithAlpha(.75));
        marks.LegendText = points.Name;
        marks.MarkerLineWidth = 2;
    }

    // Series beyond those with a colour of their own become one.
    private static IEnumerable<GeometryPageSeries> Shared(IReadOnlyList<GeometryPageSeries> series) =>
        series.Count <= PageStyle.MaxSeries + 1
            ? series
            : [.. series.Take(PageStyle.MaxSeries), new("other", [.. series.Skip(PageStyle.MaxSeries).SelectMany(s => s.X)], [.. series.Skip(PageStyle.MaxSeries).SelectMany(s => s.Y)])];

    private static string ComponentLabel(GeometryPageData data, int component)
    {
        string share = component < data.VarianceShares.Count ? string.Create(CultureInfo.InvariantCulture, $"{100 * data.VarianceShares[component]:0.#} % of variance") : "units of the rows";
        return $"component {component + 1} ({share})";
    }

    private static string PowerOfTen(double exponent)
    {
        int whole = (int)Math.Round(exponent);
        string digits = string.Concat(Math.Abs(whole).ToString(CultureInfo.InvariantCulture).Select(c => Superscripts[c - '0']));
        return $"10{(whole < 0 ? "⁻" : "")}{digits}";
    }
}
