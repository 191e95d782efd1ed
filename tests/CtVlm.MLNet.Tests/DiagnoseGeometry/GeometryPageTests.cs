using System.Xml.Linq;
using SkiaSharp;

namespace CtVlm.MLNet.Tests;

/// <summary>The page of a diagnosis as a picture: size, panels, fonts, and the same bytes each time.</summary>
public class GeometryPageTests
{
    public static TheoryData<string> Pages => [.. s_pages.Keys];

    private static readonly Dictionary<string, GeometryPageData> s_pages = new()
    {
        ["rows"] = Plain(),
        ["labels"] = Plain() with { Points = [Cloud("none", 0), Cloud("severe", 2)], Cosines = [Histogram("all pairs", .5), Histogram("same label", .7), Histogram("other label", .3)] },
        ["equal weights"] = Plain() with { Weights = [new("", [-20, -10, 0, 10], [.25, .25, .25, .25])] },
        ["weights"] = Plain() with { Weights = [new("", [-20, -10, 0, 10], [.1, .5, .3, .1])] },
        ["many labels"] = Plain() with { Points = [.. Enumerable.Range(0, 12).Select(label => Cloud($"label {label}", label))] },
        ["nothing"] = new() { Title = "Geometry of Embedding" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public void ToPng_Page_HasTheSizeAndInkEverywhere(string page)
    {
        foreach (int width in new[] { 1200, 600 })
        {
            using SKBitmap bitmap = SKBitmap.Decode(GeometryPage.ToPng(s_pages[page], width));
            Assert.Equal((width, width * 5 / 4), (bitmap.Width, bitmap.Height));
            Assert.True(Ink(bitmap, 0, 0, 1, .1) > 200, "heading");
            Assert.True(Ink(bitmap, 0, .3, .5, .6) > 500, "components");
            Assert.True(Ink(bitmap, .5, .3, 1, .6) > 500, "cosines");
            Assert.True(Ink(bitmap, 0, .7, .5, 1) > 500, "spectrum");
            Assert.Equal(0, Ink(bitmap, 0, 0, .005, 1));
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void ToSvg_Page_IsAnXmlDocumentOfTheSize(string page)
    {
        XElement svg = XDocument.Parse(GeometryPage.ToSvg(s_pages[page], 800)).Root!;
        Assert.Equal(("svg", "800", "1000"), (svg.Name.LocalName, svg.Attribute("width")!.Value, svg.Attribute("height")!.Value));
        string[] texts = [.. svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value.Trim())];
        Assert.Contains(s_pages[page].Title, texts);
        Assert.Contains("Cosine between rows", texts);
        Assert.Equal(page.EndsWith("weights", StringComparison.Ordinal), texts.Contains("Slice weights along z"));
        Assert.All(s_pages[page].Points.Take(6).Where(p => p.Name.Length > 0), p => Assert.Contains(p.Name, texts));
        Assert.DoesNotContain(PageFont.Family, svg.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_DrawnAgainAndAtOnce_HasTheSameBytes(string page)
    {
        byte[] png = GeometryPage.ToPng(s_pages[page]);
        string svg = GeometryPage.ToSvg(s_pages[page]);
        Parallel.For(0, 4, _ =>
        {
            Assert.Equal(png, GeometryPage.ToPng(s_pages[page]));
            Assert.Equal(svg, GeometryPage.ToSvg(s_pages[page]));
        });
    }

    [Theory]
    [InlineData(299)]
    [InlineData(4801)]
    public void Page_WidthOutOfRange_IsRefused(int width)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => GeometryPage.ToPng(Plain(), width));
        Assert.Throws<ArgumentOutOfRangeException>(() => GeometryPage.ToSvg(Plain(), width));
    }

    [Fact]
    public void Font_SignsOfThePage_AreAllThere()
    {
        const string signs = "ABCXYZabcxyzäöüéß0123456789.,:;()%/=+-⁻⁰¹²³⁴⁵⁶⁷⁸⁹°µ×αβγλ−≤≥";
        Assert.All(new[] { false, true }, isBold => Assert.True(HasAll(PageFont.Typeface(isBold), signs)));
    }

    private static bool HasAll(SKTypeface typeface, string signs)
    {
        using SKFont font = new(typeface);
        return font.ContainsGlyphs(signs);
    }

    private static GeometryPageData Plain() => new()
    {
        Title = "Geometry of Embedding",
        Subtitle = "30 rows of 8 values",
        Figures = [.. Enumerable.Range(0, 11).Select(i => new GeometryPageFigure($"figure {i}", $"{i}.000"))],
        Points = [Cloud("", 0)],
        VarianceShares = [.5, .25],
        Cosines = [Histogram("", .5)],
        Spectrum = [3, 2, 1, .5, .1, .01, .0001, 0],
    };

    private static GeometryPageSeries Cloud(string name, double centre)
    {
        var random = new Random(3);
        return new(name, [.. Enumerable.Range(0, 30).Select(_ => centre + random.NextDouble())], [.. Enumerable.Range(0, 30).Select(_ => random.NextDouble())]);
    }

    private static GeometryPageSeries Histogram(string name, double centre)
    {
        double[] edges = [.. Enumerable.Range(0, 41).Select(i => -1 + (i / 20.0))];
        return new(name, edges, [.. edges.Take(40).Select(edge => Math.Max(0, .1 - Math.Abs(edge - centre) / 4))]);
    }

    // Pixels that are not white within a part of the picture, whose sides are shares of it.
    private static int Ink(SKBitmap bitmap, double left, double top, double right, double bottom)
    {
        int ink = 0;
        for (int y = (int)(top * bitmap.Height); y < (int)(bottom * bitmap.Height); y++)
        {
            for (int x = (int)(left * bitmap.Width); x < (int)(right * bitmap.Width); x++)
            {
                ink += bitmap.GetPixel(x, y) == SKColors.White ? 0 : 1;
            }
        }

        return ink;
    }
}
