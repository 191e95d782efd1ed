using SkiaSharp;

namespace CtVlm.MLNet;

/// <summary>Draws the heading and the key figures.</summary>
internal static class PageTable
{
    /// <summary>The most figures that a page shows.</summary>
    public const int MaxFigures = 20;

    private const int Columns = 2;
    private const float Gap = 48;
    private const float LineHeight = 32;

    private static readonly SKColor s_ink = new(0x20, 0x20, 0x20);
    private static readonly SKColor s_quiet = new(0x5A, 0x5A, 0x5A);
    private static readonly SKColor s_rule = new(0xD8, 0xD8, 0xD8);

    /// <summary>Draws from the top of the page.</summary>
    /// <returns>Where the panels may begin, in units of the page.</returns>
    public static float Draw(SKCanvas canvas, GeometryPageData data)
    {
        float right = PageStyle.Width - PageStyle.Margin;
        float y = PageStyle.Margin + PageStyle.TitleSize;
        Text(canvas, data.Title, PageStyle.Margin, y, right - PageStyle.Margin, PageStyle.TitleSize, true, s_ink);
        if (data.Subtitle.Length > 0)
        {
            y += LineHeight + 2;
            Text(canvas, data.Subtitle, PageStyle.Margin, y, right - PageStyle.Margin, PageStyle.TextSize, false, s_quiet);
        }

        y += 20;
        GeometryPageFigure[] figures = [.. data.Figures.Take(MaxFigures)];
        int lines = (figures.Length + Columns - 1) / Columns;
        float width = (right - PageStyle.Margin - Gap) / Columns;
        foreach ((int place, GeometryPageFigure figure) in figures.Index())
        {
            float left = PageStyle.Margin + ((place / lines) * (width + Gap));
            Row(canvas, figure, left, y + ((place % lines) * LineHeight), width);
        }

        return y + (lines * LineHeight) + 20;
    }

    private static void Row(SKCanvas canvas, GeometryPageFigure figure, float left, float top, float width)
    {
        float baseline = top + LineHeight - 9;
        float taken = Text(canvas, figure.Value, left + width, baseline, width / 2, PageStyle.TextSize, true, s_ink, SKTextAlign.Right);
        Text(canvas, figure.Name, left, baseline, width - taken - 12, PageStyle.TextSize, false, s_ink);
        using var rule = new SKPaint { Color = s_rule, StrokeWidth = 1, IsAntialias = true };
        canvas.DrawLine(left, top + LineHeight, left + width, top + LineHeight, rule);
    }

    // A text too wide for its place becomes smaller, never cut; returns the width that it takes.
    private static float Text(SKCanvas canvas, string text, float x, float y, float room, float size, bool isBold, SKColor colour, SKTextAlign align = SKTextAlign.Left)
    {
        using var font = new SKFont(PageFont.Typeface(isBold), size) { Subpixel = true, LinearMetrics = true, Hinting = SKFontHinting.None };
        using var paint = new SKPaint { Color = colour, IsAntialias = true };
        float width = font.MeasureText(text);
        if (width > room)
        {
            font.Size = size * room / width;
            width = room;
        }

        canvas.DrawText(text, align == SKTextAlign.Right ? x - width : x, y, SKTextAlign.Left, font, paint);
        return width;
    }
}
