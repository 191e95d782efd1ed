using System.Globalization;
using Spectre.Console;

namespace ZeroShot;

/// <summary>Probabilities of a series: a row a slice, and one for the volume.</summary>
internal static class ScoreTable
{
    public static void Write(ScoredSeries series, string title, IReadOnlyList<string> classes, IReadOnlyList<int> slices)
    {
        Table table = new Table { Title = new TableTitle(Markup.Escape(title)) }.AddColumns(["", .. classes.Select(Markup.Escape), "likeliest"]);
        foreach ((int i, float[] scores) in series.SliceScores.Chunk(classes.Count).Index())
        {
            table.AddRow(Row($"slice {slices[i]}", scores, series.SliceAnswers[i]));
        }

        table.AddEmptyRow();
        table.AddRow(Row("volume", series.Score, series.Answer));
        AnsiConsole.Write(table);
    }

    private static string[] Row(string name, float[] scores, string answer) =>
        [name, .. scores.Select(s => s == scores.Max() ? $"[bold]{Number(s)}[/]" : Number(s)), Markup.Escape(answer)];

    private static string Number(float value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
