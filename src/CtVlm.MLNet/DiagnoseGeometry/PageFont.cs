using ScottPlot;
using SkiaSharp;

namespace CtVlm.MLNet;

/// <summary>The font of drawn pages, carried in this assembly: many servers have no font, and a page must look the same everywhere.</summary>
/// <remarks>
/// ScottPlot finds fonts through one list for the whole process. What is added to it answers to a name of its own and no other, once, so that other
/// drawings of the process do not change. <b>Source:</b> a subset of DejaVu Sans 2.37, see Fonts/LICENSE-DejaVu.txt.
/// </remarks>
internal sealed class PageFont : IFontResolver
{
    /// <summary>The family's name.</summary>
    public const string Family = "CtVlm Sans";

    /// <summary>What an SVG asks of its reader: the whole font, or one of the same widths, or any without serifs.</summary>
    public const string SvgFamilies = "DejaVu Sans, Verdana, Helvetica, Arial, sans-serif";

    private static readonly Lazy<SKTypeface> s_regular = new(() => Read("CtVlmSans.ttf"));
    private static readonly Lazy<SKTypeface> s_bold = new(() => Read("CtVlmSans-Bold.ttf"));
    private static readonly Lazy<bool> s_isKnown = new(Register);

    private PageFont()
    {
    }

    /// <summary>The typeface; it lives as long as the process and is not disposed.</summary>
    public static SKTypeface Typeface(bool isBold) => isBold ? s_bold.Value : s_regular.Value;

    /// <summary>Lets ScottPlot find the font.</summary>
    public static void EnsureKnown() => _ = s_isKnown.Value;

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        fontName == Family ? Typeface(weight >= FontWeight.SemiBold) : null;

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName == Family ? Typeface(bold) : null;

    private static bool Register()
    {
        Fonts.FontResolvers.Insert(0, new PageFont());
        return true;
    }

    private static SKTypeface Read(string file)
    {
        using Stream stream = typeof(PageFont).Assembly.GetManifestResourceStream(file) ?? throw new InvalidOperationException($"The assembly lacks its font '{file}'.");
        using SKData data = SKData.Create(stream);
        return SKTypeface.FromData(data) ?? throw new InvalidOperationException($"The font '{file}' cannot be read.");
    }
}
