using Spectre.Console;

namespace CtVlm.MLNet.Cli;

/// <summary>What <c>inspect</c> prints for people: a table, then what was found odd, then what was left out.</summary>
internal static class InspectTable
{
    // A folder of other things may hold thousands of files: people need the reasons, scripts have --json.
    private const int MaxFilesPerReason = 3;

    /// <summary>Writes the inventory.</summary>
    public static void Write(ToolConsole console, InspectDocument document)
    {
        IAnsiConsole table = console.CreateTableConsole();
        if (document.Series.Count > 0)
        {
            table.Write(CreateTable(document.Series));
        }

        WriteWarnings(console.Out, document.Series);
        WriteSkipped(console.Out, document.Skipped);
        console.Out.WriteLine(
            $"{PlainText.Count(document.Series.Count, "CT series", "CT series")}, {PlainText.Count(document.Skipped.Count, "file", "files")} skipped");
    }

    private static Table CreateTable(IReadOnlyList<InspectedSeries> series)
    {
        Table table = new Table().Border(TableBorder.Simple);
        foreach ((string title, bool isNumber) in Columns)
        {
            TableColumn column = new TableColumn(title).NoWrap();
            table.AddColumn(isNumber ? column.RightAligned() : column);
        }

        for (int i = 0; i < series.Count; i++)
        {
            table.AddRow([.. Cells(i, series[i]).Select(Markup.Escape)]);
        }

        return table;
    }

    private static (string Title, bool IsNumber)[] Columns =>
    [
        ("#", true), ("folder", false), ("series", false), ("slices", true), ("rows x columns", true), ("spacing z, y, x mm", true),
        ("plane", false), ("tilt", true), ("HU", true), ("SHA-256", false), ("odd", true),
    ];

    private static string[] Cells(int index, InspectedSeries series) =>
    [
        PlainText.Number(index + 1),
        series.RelativePath,
        PlainText.ShortUid(series.SeriesInstanceUid),
        PlainText.Number(series.Slices),
        $"{PlainText.Number(series.Rows)} x {PlainText.Number(series.Columns)}",
        string.Join(", ", series.SpacingMm.Select(mm => PlainText.Number(mm, 3))),
        series.Orientation,
        $"{PlainText.Number(series.TiltDegrees, 1)}°",
        series is { HuMin: { } min, HuMax: { } max } ? $"{PlainText.Number(min, 1)} .. {PlainText.Number(max, 1)}" : "-",
        series.HuSha256?[..12] ?? "-",
        series.Warnings.Count == 0 ? "" : PlainText.Number(series.Warnings.Count),
    ];

    private static void WriteWarnings(TextWriter writer, IReadOnlyList<InspectedSeries> series)
    {
        for (int i = 0; i < series.Count; i++)
        {
            foreach (string warning in series[i].Warnings)
            {
                writer.WriteLine($"#{PlainText.Number(i + 1)}: {PlainText.OneLine(warning)}");
            }
        }
    }

    private static void WriteSkipped(TextWriter writer, IReadOnlyList<InspectedFile> skipped)
    {
        foreach (IGrouping<string, InspectedFile> group in skipped.GroupBy(ReasonWithoutName, StringComparer.Ordinal))
        {
            string files = string.Join(", ", group.Take(MaxFilesPerReason).Select(file => file.Path));
            int more = group.Count() - MaxFilesPerReason;
            writer.WriteLine($"skipped: {files}{(more > 0 ? $" and {PlainText.Number(more)} more" : "")}: {group.Key}");
        }
    }

    // Reasons that begin with their file's name are otherwise all different.
    private static string ReasonWithoutName(InspectedFile file)
    {
        string reason = PlainText.OneLine(file.Reason);
        string name = $"{Path.GetFileName(file.Path)}: ";
        return reason.StartsWith(name, StringComparison.Ordinal) ? reason[name.Length..] : reason;
    }
}
