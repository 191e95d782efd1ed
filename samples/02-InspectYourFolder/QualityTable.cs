using System.Globalization;
using Spectre.Console;

namespace InspectYourFolder;

/// <summary>Shows what was measured: a row a series, dashes where nothing is known.</summary>
internal static class QualityTable
{
    public static void Write(IEnumerable<QualityRow> rows, IReadOnlyList<string> names)
    {
        Table table = new Table { Title = new TableTitle("Quality") }.AddColumns("Series", "Gaps", "Overlap (mm)", "Kernel", "Contrast", "Air (HU)", "Cut off");
        foreach ((QualityRow row, string name) in rows.Zip(names))
        {
            table.AddRow([.. Cells(row, name).Select(cell => new Markup(Markup.Escape(cell)))]);
        }

        AnsiConsole.Write(table);
    }

    private static string[] Cells(QualityRow row, string name) =>
    [
        name, Number(row.MissingSlices, "0"), Number(row.OverlapMm, "0.##"),
        Text(row.Kernel), Text(row.Phase is "Unknown" ? row.Contrast : row.Phase), Number(row.AirPeakHu, "0"), Number(row.BorderBodyFraction, "0 %"),
    ];

    private static string Number(float value, string format) => float.IsNaN(value) ? "-" : value.ToString(format, CultureInfo.InvariantCulture);

    private static string Text(string value) => value is "" or "Unknown" ? "-" : value;
}
