using System.Text;
using System.Text.RegularExpressions;
using ScottPlot;
using SkiaSharp;

namespace CtVlm.MLNet;

/// <summary>Draws one page of a geometry diagnosis: heading, key figures, scatter, cosines, spectrum, slice weights. The same numbers give the same bytes.</summary>
/// <remarks><b>Source:</b> panels by ScottPlot 5 (MIT), page by SkiaSharp (MIT).</remarks>
internal static partial class GeometryPage
{
    /// <summary>The page as PNG.</summary>
    /// <param name="data">What it shows.</param>
    /// <param name="widthPixels">Its width, 300 to 4800; the height is 5/4 of it.</param>
    /// <returns>The file's bytes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The width is out of range.</exception>
    public static byte[] ToPng(GeometryPageData data, int widthPixels = PageStyle.Width)
    {
        int height = HeightOf(widthPixels);
        using SKSurface surface = SKSurface.Create(new SKImageInfo(widthPixels, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        Draw(surface.Canvas, data, widthPixels);
        using SKImage image = surface.Snapshot();
        using SKData png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    /// <summary>The page as SVG; its texts are texts, in <see cref="PageFont.SvgFamilies"/>.</summary>
    /// <param name="data">What it shows.</param>
    /// <param name="widthPixels">Its width, 300 to 4800; the height is 5/4 of it.</param>
    /// <returns>The document.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The width is out of range.</exception>
    public static string ToSvg(GeometryPageData data, int widthPixels = PageStyle.Width)
    {
        int height = HeightOf(widthPixels);
        using var stream = new MemoryStream();
        using (SKCanvas canvas = SKSvgCanvas.Create(SKRect.Create(widthPixels, height), stream))
        {
            Draw(canvas, data, widthPixels);
        }

        return Renumber(Encoding.UTF8.GetString(stream.ToArray())).Replace(PageFont.Family, PageFont.SvgFamilies, StringComparison.Ordinal);
    }

    // Skia numbers clip paths on through the life of the process; the page starts anew.
    private static string Renumber(string svg)
    {
        Dictionary<string, string> numbers = new(StringComparer.Ordinal);
        return ClipName().Replace(svg, name => numbers.TryGetValue(name.Value, out string? number) ? number : numbers[name.Value] = $"clip{numbers.Count}");
    }

    [GeneratedRegex("\\bcl_[0-9a-f]+\\b")]
    private static partial Regex ClipName();

    private static int HeightOf(int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 300);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, 4800);
        return width * PageStyle.Height / PageStyle.Width;
    }

    private static void Draw(SKCanvas canvas, GeometryPageData data, int width)
    {
        canvas.Clear(SKColors.White);
        canvas.Scale((float)width / PageStyle.Width);
        float top = PageTable.Draw(canvas, data);
        float middle = (top + PageStyle.Height - PageStyle.Margin) / 2;
        const float centre = PageStyle.Width / 2f, right = PageStyle.Width - (PageStyle.Margin / 2);
        DrawPanel(canvas, GeometryPagePanels.Scatter(data), PageStyle.Margin / 2, centre, top, middle);
        DrawPanel(canvas, GeometryPagePanels.Cosines(data), centre, right, top, middle);
        bool hasWeights = data.Weights.Count > 0;
        DrawPanel(canvas, GeometryPagePanels.Spectrum(data), PageStyle.Margin / 2, hasWeights ? centre : right, middle, PageStyle.Height - PageStyle.Margin);
        if (hasWeights)
        {
            DrawPanel(canvas, GeometryPagePanels.Weights(data), centre, right, middle, PageStyle.Height - PageStyle.Margin);
        }
    }

    private static void DrawPanel(SKCanvas canvas, Plot plot, float left, float right, float top, float bottom)
    {
        using (plot)
        {
            // A plot clears all of the canvas that it may draw on.
            canvas.Save();
            canvas.ClipRect(new SKRect(left, top, right, bottom));
            plot.Render(canvas, new PixelRect(left, right, bottom - 8, top + 8));
            canvas.Restore();
        }
    }
}
