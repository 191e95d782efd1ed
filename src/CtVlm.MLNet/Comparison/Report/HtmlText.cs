using System.Net;
using System.Text;

namespace CtVlm.MLNet;

/// <summary>Builds HTML; every text is escaped.</summary>
internal sealed class HtmlText
{
    private readonly StringBuilder _text = new();

    /// <summary>A text as HTML.</summary>
    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Markup, as it is.</summary>
    public HtmlText Markup(string markup)
    {
        _text.Append(markup).Append('\n');
        return this;
    }

    /// <summary>A heading of a section of the page.</summary>
    public HtmlText Heading(string text, string id) => Markup($"<h2 id=\"{id}\">{Escape(text)}</h2>");

    /// <summary>A heading within a section.</summary>
    public HtmlText Subheading(string text) => Markup($"<h3>{Escape(text)}</h3>");

    /// <summary>A paragraph.</summary>
    public HtmlText Paragraph(string text, string? style = null) => Markup($"<p{(style is null ? "" : $" class=\"{style}\"")}>{Escape(text)}</p>");

    /// <summary>A picture with its caption.</summary>
    /// <param name="markup">The picture.</param>
    /// <param name="caption">What it shows; may be empty.</param>
    public HtmlText Figure(string markup, string caption) =>
        Markup($"<figure>{markup}{(caption.Length == 0 ? "" : $"<figcaption>{Escape(caption)}</figcaption>")}</figure>");

    /// <summary>A table, in a frame of its own that scrolls where the page is narrow.</summary>
    public HtmlText Table(HtmlTable table)
    {
        table.AppendTo(_text);
        return this;
    }

    public override string ToString() => _text.ToString();
}
