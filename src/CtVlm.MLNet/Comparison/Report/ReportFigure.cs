using System.Text;
using System.Text.RegularExpressions;
using ScottPlot;
using SkiaSharp;

namespace CtVlm.MLNet;

/// <summary>Draws plots as SVG that stands in a page: it takes the width it is given, and its names do not meet those of other drawings.</summary>
/// <remarks><b>Source:</b> plots by ScottPlot 5 (MIT), drawing by SkiaSharp (MIT).</remarks>
internal static partial class ReportFigure
{
    /// <summary>Draws a plot and disposes it.</summary>
    /// <param name="plot">The plot.</param>
    /// <param name="width">Width of its coordinates; the page shows it smaller.</param>
    /// <param name="height">Height of its coordinates.</param>
    /// <param name="name">Name of the drawing within the page: letters only.</param>
    /// <param name="label">What it shows, for those who do not see it.</param>
    public static string ToSvg(Plot plot, int width, int height, string name, string label)
    {
        using var stream = new MemoryStream();
        using (plot)
        using (SKCanvas canvas = SKSvgCanvas.Create(SKRect.Create(width, height), stream))
        {
            plot.Render(canvas, new PixelRect(0, width, height, 0));
        }

        string svg = Encoding.UTF8.GetString(stream.ToArray()).Replace(PageFont.Family, PageFont.SvgFamilies, StringComparison.Ordinal);
        string opened = Opening().Replace(svg, $"<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{HtmlText.Escape(label)}\" style=\"max-width:{width * 3 / 4}px\">", 1);
        return Renumber(opened, name).TrimEnd();
    }

    // Skia numbers clip paths on through the life of the process; each drawing starts anew under its name.
    private static string Renumber(string svg, string name)
    {
        Dictionary<string, string> numbers = new(StringComparer.Ordinal);
        return ClipName().Replace(svg, found => numbers.TryGetValue(found.Value, out string? number) ? number : numbers[found.Value] = $"{name}{numbers.Count}");
    }

    [GeneratedRegex("\\bcl_[0-9a-f]+\\b")]
    private static partial Regex ClipName();

    // An SVG inside HTML needs neither a declaration nor namespaces.
    [GeneratedRegex("^.*?<svg[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Opening();
}
