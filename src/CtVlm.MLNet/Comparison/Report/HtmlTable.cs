using System.Text;

namespace CtVlm.MLNet;

/// <summary>A table of a page; texts are escaped, columns of numbers flush right.</summary>
/// <param name="columns">Headings; one that begins with '#' is of numbers, the sign is not shown.</param>
internal sealed class HtmlTable(params IReadOnlyList<string> columns)
{
    private readonly List<(string[] Cells, string? Style)> _rows = [];

    /// <summary>What the table shows; null for no caption.</summary>
    public string? Caption { get; init; }

    /// <summary>Whether it has more columns than a printed page holds at the usual size.</summary>
    public bool IsWide { get; init; }

    /// <summary>Adds a row.</summary>
    public void Add(params IEnumerable<string> cells) => AddStyled(null, cells);

    /// <summary>Adds a row of a class of the style sheet.</summary>
    public void AddStyled(string? style, params IEnumerable<string> cells) => _rows.Add(([.. cells], style));

    /// <summary>Appends the markup.</summary>
    public void AppendTo(StringBuilder text)
    {
        text.Append("<div class=\"scroll\">").Append(IsWide ? "<table class=\"wide\">" : "<table>");
        if (Caption is not null)
        {
            text.Append("<caption>").Append(HtmlText.Escape(Caption)).Append("</caption>");
        }

        text.Append("<thead><tr>");
        foreach (string column in columns)
        {
            text.Append(IsNumber(column) ? "<th class=\"n\">" : "<th>").Append(HtmlText.Escape(column.TrimStart('#'))).Append("</th>");
        }

        text.Append("</tr></thead>\n<tbody>\n");
        foreach ((string[] cells, string? style) in _rows)
        {
            text.Append(style is null ? "<tr>" : $"<tr class=\"{style}\">");
            for (int i = 0; i < cells.Length; i++)
            {
                text.Append(IsNumber(columns[i]) ? "<td class=\"n\">" : "<td>").Append(IsWide ? Breakable(cells[i]) : HtmlText.Escape(cells[i])).Append("</td>");
            }

            text.Append("</tr>\n");
        }

        text.Append("</tbody></table></div>\n");
    }

    // Long names may break after a separator, and nowhere else.
    private static string Breakable(string text) => HtmlText.Escape(text).Replace(":", ":<wbr>", StringComparison.Ordinal).Replace(",", ",<wbr>", StringComparison.Ordinal);

    private static bool IsNumber(string column) => column.StartsWith('#');
}
