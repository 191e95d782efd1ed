using Spectre.Console;

namespace CtVlm.MLNet.Cli;

/// <summary>What <c>predict</c> prints for people: a row a series, failed ones with their reason.</summary>
internal static class PredictTable
{
    /// <summary>Writes the predictions.</summary>
    public static void Write(ToolConsole console, IReadOnlyList<PredictedStudy> predictions)
    {
        string[] classes = [.. predictions.FirstOrDefault(p => p.Scores is not null)?.Scores!.Keys ?? []];
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("series"));
        table.AddColumn(new TableColumn("predicted"));
        foreach (string name in classes)
        {
            table.AddColumn(new TableColumn(Markup.Escape(name)).RightAligned().NoWrap());
        }

        foreach (PredictedStudy prediction in predictions)
        {
            string answer = prediction.Error is { } reason ? $"failed: {reason}" : prediction.Label ?? "";
            table.AddRow([
                Markup.Escape(prediction.Series),
                Markup.Escape(answer),
                .. classes.Select(name => prediction.Scores is { } scores ? PlainText.Number(scores[name], 4) : "-"),
            ]);
        }

        console.CreateTableConsole().Write(table);
    }
}
