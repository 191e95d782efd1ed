using Spectre.Console;

namespace CtVlm.MLNet.Cli;

/// <summary>What <c>inspect</c> prints for people: a table, then what was found odd, then what was left out.</summary>
internal static class InspectTable
{
    // A folder of other things may hold thousands of files: people need the reasons, scripts have --json.
    private const int MaxFilesPerReason = 3;

    // Below it the tilt is rounding, and of no interest.
    private const double LeastTiltDegrees = 0.1;

    /// <summary>Writes the inventory.</summary>
    public static void Write(ToolConsole console, InspectDocument document)
    {
        IAnsiConsole table = console.CreateTableConsole();
        if (document.Series.Count > 0)
        {
            table.Write(CreateTable(document.Series));
        }

        WriteFindings(console, document.Series);
        WriteSkipped(console, document.Skipped);
        console.Out.WriteLine(
            $"{PlainText.Count(document.Series.Count, "CT series", "CT series")}, {PlainText.Count(document.Skipped.Count, "file", "files")} skipped");
    }

    private static Table CreateTable(IReadOnlyList<InspectedSeries> series)
    {
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("#").NoWrap().RightAligned());
        table.AddColumn(new TableColumn("folder\nseries"));
        table.AddColumn(new TableColumn("slices x rows x columns\nspacing z, y, x mm"));
        table.AddColumn(new TableColumn("plane\ntilt").NoWrap());
        table.AddColumn(new TableColumn("HU").NoWrap());
        table.AddColumn(new TableColumn("scan\nsyntax"));
        for (int i = 0; i < series.Count; i++)
        {
            table.AddRow([.. Cells(i, series[i]).Select((cell, column) => new Markup(column == 0 && IsOdd(series[i]) ? $"[yellow]{Markup.Escape(cell)}[/]" : Markup.Escape(cell)))]);
        }

        return table;
    }

    private static bool IsOdd(InspectedSeries series) => series.Warnings.Count > 0;

    private static string[] Cells(int index, InspectedSeries series) =>
    [
        $"{PlainText.Number(index + 1)}{(IsOdd(series) ? "!" : "")}",
        $"{series.RelativePath}\n{PlainText.ShortUid(series.SeriesInstanceUid)}{series.VolumeNumber}",
        $"{PlainText.Number(series.Slices)} x {PlainText.Number(series.Rows)} x {PlainText.Number(series.Columns)}\n{string.Join(" x ", series.SpacingMm.Select(mm => PlainText.Number(mm, 2)))}",
        series.TiltDegrees > LeastTiltDegrees ? $"{series.Orientation}\n{PlainText.Number(series.TiltDegrees, 1)}°" : series.Orientation,
        series is { HuMin: { } min, HuMax: { } max } ? $"{PlainText.Number(min, 0)}\n{PlainText.Number(max, 0)}" : "-",
        $"{series.Scan}\n{SyntaxText.Short(series.TransferSyntaxes)}",
    ];

    private static void WriteFindings(ToolConsole console, IReadOnlyList<InspectedSeries> series)
    {
        for (int i = 0; i < series.Count; i++)
        {
            string number = $"#{PlainText.Number(i + 1)}";
            if (series[i].SplitReason.Length > 0)
            {
                console.Say("blue", number, $": {series[i].SplitReason}");
            }

            foreach (string warning in series[i].Warnings)
            {
                console.Say("yellow", number, $": {PlainText.OneLine(warning)}");
            }
        }
    }

    private static void WriteSkipped(ToolConsole console, IReadOnlyList<InspectedFile> skipped)
    {
        foreach (IGrouping<string, InspectedFile> group in skipped.GroupBy(ReasonWithoutName, StringComparer.Ordinal).OrderByDescending(group => group.Count()))
        {
            string files = string.Join(", ", group.Take(MaxFilesPerReason).Select(file => file.Path));
            int more = group.Count() - MaxFilesPerReason;
            console.Say("grey", $"skipped {PlainText.Number(group.Count())}", $": {group.Key}: {files}{(more > 0 ? $" and {PlainText.Number(more)} more" : "")}");
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
