using System.Globalization;
using System.Security;
using System.Text;

namespace GeometryPictures;

/// <summary>A small SVG picture, 420 wide and 220 high: two panels with a heading each.</summary>
internal sealed class Picture
{
    /// <summary>Blue, orange and green that colour-blind readers can tell apart (Okabe and Ito), and greys.</summary>
    public const string Blue = "#0072B2", Orange = "#D55E00", Green = "#009E73", Ink = "#202020", Quiet = "#8A8A8A";

    private readonly StringBuilder _svg = new();

    public Picture()
    {
        _svg.Append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"420\" height=\"220\" viewBox=\"0 0 420 220\" font-family=\"DejaVu Sans, Verdana, Helvetica, Arial, sans-serif\" font-size=\"11\">\n");
        _svg.Append("<rect width=\"420\" height=\"220\" fill=\"#FFFFFF\"/>\n");
    }

    /// <summary>The panel on the left.</summary>
    public static Panel Left(double[] x, double[] y) => new(14, 24, 190, 170, x, y);

    /// <summary>The panel on the right.</summary>
    public static Panel Right(double[] x, double[] y) => new(218, 24, 190, 170, x, y);

    /// <summary>Draws a panel's frame, heading and what its axis means.</summary>
    public void Frame(Panel panel, string heading, string axis)
    {
        Add($"<rect x=\"{N(panel.Left)}\" y=\"{N(panel.Top)}\" width=\"{N(panel.Width)}\" height=\"{N(panel.Height)}\" fill=\"none\" stroke=\"#D0D0D0\"/>");
        Text(panel.Left, panel.Top - 8, heading, Ink);
        Text(panel.Left, panel.Top + panel.Height + 15, axis, "#5A5A5A");
        if (panel.ZeroY is { } y)
        {
            Line(panel.Left, y, panel.Left + panel.Width, y, "#D0D0D0", 1);
        }

        if (panel.ZeroX is { } x)
        {
            Line(x, panel.Top, x, panel.Top + panel.Height, "#D0D0D0", 1);
        }
    }

    public void Text(double x, double y, string text, string colour) => Add($"<text x=\"{N(x)}\" y=\"{N(y)}\" fill=\"{colour}\">{SecurityElement.Escape(text)}</text>");

    public void Line(double x1, double y1, double x2, double y2, string colour, double width) =>
        Add($"<path d=\"M{N(x1)} {N(y1)}L{N(x2)} {N(y2)}\" stroke=\"{colour}\" stroke-width=\"{N(width)}\"/>");

    public void Bar(double x, double y1, double y2, double width, string colour) =>
        Add($"<rect x=\"{N(x - (width / 2))}\" y=\"{N(Math.Min(y1, y2))}\" width=\"{N(width)}\" height=\"{N(Math.Abs(y1 - y2))}\" fill=\"{colour}\"/>");

    public void Circle(double x, double y, double radius, string colour, double opacity = .75) =>
        Add($"<circle cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(radius)}\" fill=\"{colour}\" fill-opacity=\"{N(opacity)}\"/>");

    public void Triangle(double x, double y, double size, string colour) =>
        Add($"<path d=\"M{N(x)} {N(y - size)}l{N(size)} {N(1.75 * size)}h{N(-2 * size)}z\" fill=\"{colour}\" fill-opacity=\"0.75\"/>");

    public void Square(double x, double y, double size, string colour) =>
        Add($"<rect x=\"{N(x - size)}\" y=\"{N(y - size)}\" width=\"{N(2 * size)}\" height=\"{N(2 * size)}\" fill=\"none\" stroke=\"{colour}\"/>");

    /// <summary>A cross with a white edge, seen on any ground.</summary>
    public void Cross(double x, double y)
    {
        foreach ((string colour, double width) in new[] { ("#FFFFFF", 6d), (Ink, 3d) })
        {
            Line(x - 7, y - 7, x + 7, y + 7, colour, width);
            Line(x - 7, y + 7, x + 7, y - 7, colour, width);
        }
    }

    /// <summary>The document.</summary>
    public string Finish() => _svg + "</svg>\n";

    private static string N(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);

    private void Add(string element) => _svg.Append(element).Append('\n');
}
