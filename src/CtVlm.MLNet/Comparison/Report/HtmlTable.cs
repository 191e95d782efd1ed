using System.Text;

namespace CtVlm.MLNet;

/// <summary>A table of a page; texts are escaped, columns of numbers flush right.</summary>
/// <param name="columns">Headings; one that begins with '#' is of numbers, the sign is not shown.</param>
internal sealed class HtmlTable(params IReadOnlyList<string> columns)
{
    private readonly List<(string[] Cells, string? Style, int At, int Span)> _rows = [];

    /// <summary>What the table shows; null for no caption.</summary>
    public string? Caption { get; init; }

    /// <summary>Whether it has more columns than a printed page holds at the usual size.</summary>
    public bool IsWide { get; init; }

    /// <summary>Adds a row.</summary>
    public void Add(params IEnumerable<string> cells) => AddStyled(null, cells);

    /// <summary>Adds a row of a class of the style sheet.</summary>
    public void AddStyled(string? style, params IEnumerable<string> cells) => AddSpanning(style, at: 0, span: 1, cells);

    /// <summary>Adds a row with a cell that takes several columns.</summary>
    /// <param name="style">A class of the style sheet; null for none.</param>
    /// <param name="at">The place of that cell.</param>
    /// <param name="span">Columns that it takes, 1 or more.</param>
    /// <param name="cells">The cells, that one counted once.</param>
    public void AddSpanning(string? style, int at, int span, params IEnumerable<string> cells) => _rows.Add(([.. cells], style, at, span));

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
        foreach ((string[] cells, string? style, int at, int span) in _rows)
        {
            text.Append(style is null ? "<tr>" : $"<tr class=\"{style}\">");
            for (int i = 0; i < cells.Length; i++)
            {
                string column = columns[i > at ? i + span - 1 : i];
                text.Append(i == at && span > 1 ? $"<td colspan=\"{span}\">" : IsNumber(column) ? "<td class=\"n\">" : "<td>").Append(IsWide ? Breakable(cells[i]) : HtmlText.Escape(cells[i])).Append("</td>");
            }

            text.Append("</tr>\n");
        }

        text.Append("</tbody></table></div>\n");
    }

    // Long names may break after a separator, and nowhere else.
    private static string Breakable(string text) => HtmlText.Escape(text).Replace(":", ":<wbr>", StringComparison.Ordinal).Replace(",", ",<wbr>", StringComparison.Ordinal);

    private static bool IsNumber(string column) => column.StartsWith('#');
}
