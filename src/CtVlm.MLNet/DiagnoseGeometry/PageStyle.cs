using ScottPlot;

namespace CtVlm.MLNet;

/// <summary>Colours, marks and sizes of a page. Sizes are in units of a page 1200 wide, so that a page of 600 pixels stays readable.</summary>
/// <remarks><b>Source:</b> the colours are those of Okabe and Ito, "Color Universal Design" (2008), which colour-blind readers can tell apart; marks and dashes say the same again.</remarks>
internal static class PageStyle
{
    /// <summary>Width of the page.</summary>
    public const int Width = 1200;

    /// <summary>Height of the page.</summary>
    public const int Height = 1500;

    /// <summary>Space at the edges.</summary>
    public const float Margin = 24;

    /// <summary>Size of the heading.</summary>
    public const float TitleSize = 36;

    /// <summary>Size of texts.</summary>
    public const float TextSize = 21;

    /// <summary>Size of the numbers at axes.</summary>
    public const float TickSize = 19;

    /// <summary>How many series have a colour and mark of their own; those beyond share the grey of "other".</summary>
    public const int MaxSeries = 7;

    private static readonly (string Hex, MarkerShape Shape, LinePattern Pattern)[] s_series =
    [
        ("#0072B2", MarkerShape.FilledCircle, LinePattern.Solid),
        ("#D55E00", MarkerShape.FilledTriangleUp, LinePattern.Dashed),
        ("#009E73", MarkerShape.FilledSquare, LinePattern.DenselyDashed),
        ("#CC79A7", MarkerShape.FilledDiamond, LinePattern.Dotted),
        ("#E69F00", MarkerShape.FilledTriangleDown, LinePattern.Solid),
        ("#56B4E9", MarkerShape.Eks, LinePattern.Dashed),
        ("#000000", MarkerShape.Cross, LinePattern.DenselyDashed),
        ("#8A8A8A", MarkerShape.OpenCircle, LinePattern.Dotted),
    ];

    /// <summary>Colour of a series, from 0.</summary>
    public static Color ColourOf(int series) => Color.FromHex(s_series[Math.Min(series, MaxSeries)].Hex);

    /// <summary>Mark of a series, from 0.</summary>
    public static MarkerShape MarkOf(int series) => s_series[Math.Min(series, MaxSeries)].Shape;

    /// <summary>Dashes of a series, from 0.</summary>
    public static LinePattern DashOf(int series) => s_series[Math.Min(series, MaxSeries)].Pattern;

    /// <summary>A plot with the page's font, sizes and a quiet grid.</summary>
    /// <param name="title">What the panel shows.</param>
    /// <param name="horizontal">Label of the horizontal axis, with its unit.</param>
    /// <param name="vertical">Label of the vertical axis, with its unit.</param>
    /// <returns>The plot; the caller disposes it.</returns>
    public static Plot CreatePlot(string title, string horizontal, string vertical)
    {
        PageFont.EnsureKnown();
        var plot = new Plot();
        plot.FigureBackground.Color = Colors.White;
        plot.Font.Set(PageFont.Family);
        plot.Title(title, TextSize + 2);
        plot.XLabel(horizontal, TextSize - 1);
        plot.YLabel(vertical, TextSize - 1);
        plot.Axes.Bottom.Label.Bold = false;
        plot.Axes.Left.Label.Bold = false;
        plot.Axes.Bottom.TickLabelStyle.FontSize = TickSize;
        plot.Axes.Left.TickLabelStyle.FontSize = TickSize;
        plot.Axes.Right.MinimumSize = 24;
        plot.Grid.MajorLineColor = Color.FromHex("#E4E4E4");
        plot.Axes.Top.IsVisible = false;
        plot.Axes.Right.FrameLineStyle.IsVisible = false;
        return plot;
    }

    /// <summary>Shows the names of the series below the panel, where they hide nothing.</summary>
    public static void AddLegend(Plot plot)
    {
        plot.Legend.FontName = PageFont.Family;
        plot.Legend.FontSize = TickSize;
        plot.Legend.BackgroundColor = Colors.White;
        plot.Legend.OutlineColor = Colors.Transparent;
        plot.Legend.InterItemPadding = new PixelPadding(18, 6);
        plot.Legend.Orientation = Orientation.Horizontal;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.ShowLegend(Edge.Bottom);
    }
}
