using System.Text;

namespace CtVlm.MLNet;

/// <summary>Fixed-width text: the first column flush left, the others flush right.</summary>
/// <param name="maxWidth">Most characters of a cell; longer ones are shortened.</param>
internal sealed class TextTable(int maxWidth = 28)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row; all rows have the same number of cells.</summary>
    public void Add(params IEnumerable<string> cells) => _rows.Add([.. cells.Select(Shorten)]);

    /// <summary>Appends the rows, each with its line end.</summary>
    public void AppendTo(StringBuilder text)
    {
        int[] widths = [.. Enumerable.Range(0, _rows[0].Length).Select(column => _rows.Max(row => row[column].Length))];
        foreach (string[] row in _rows)
        {
            StringBuilder line = new();
            for (int column = 0; column < row.Length; column++)
            {
                line.Append(column == 0 ? row[0].PadRight(widths[0]) : "  " + row[column].PadLeft(widths[column]));
            }

            text.Append(line.ToString().TrimEnd()).Append('\n');
        }
    }

    private string Shorten(string cell) => cell.Length <= maxWidth ? cell : string.Concat(cell.AsSpan(0, maxWidth - 1), "…");
}
