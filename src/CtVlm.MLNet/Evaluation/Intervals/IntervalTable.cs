using System.Globalization;
using System.Text;

namespace CtVlm.MLNet;

/// <summary>Writes intervals for people.</summary>
internal static class IntervalTable
{
    private const int Widest = 48;

    /// <summary>The whole table, lines separated by '\n'.</summary>
    public static string Write(ClinicalIntervals intervals)
    {
        StringBuilder text = new();
        AppendRows(text, intervals.Count, intervals.Patients, intervals.MissingLabelRows);
        AppendResamples(text, intervals.Options);
        TextTable table = new(Widest);
        table.Add("metric", "estimate", "lower", "upper", "std. error", "method", "resamples", "undefined");
        foreach (MetricInterval metric in intervals.Metrics)
        {
            table.Add(
                MetricTable.Title(metric.Name, metric.ClassName),
                MetricTable.Number(metric.Estimate),
                MetricTable.Number(metric.Lower),
                MetricTable.Number(metric.Upper),
                MetricTable.Number(metric.StandardError),
                MetricTable.Describe(metric.Method),
                metric.DefinedReplicates.ToString(CultureInfo.InvariantCulture),
                metric.UndefinedReplicates.ToString(CultureInfo.InvariantCulture));
        }

        table.AppendTo(text);
        AppendNotes(text, intervals.Metrics.Select(metric => (MetricTable.Title(metric.Name, metric.ClassName), metric.Note)));
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>"120 rows of 80 patients; 1 row without label left out".</summary>
    public static void AppendRows(StringBuilder text, int count, int? patients, long missing)
    {
        text.Append(CultureInfo.InvariantCulture, $"{Plural(count, "row")}");
        text.Append(patients is { } known ? $" of {Plural(known, "patient")}" : ", taken as independent");
        text.Append(missing > 0 ? $"; {Plural(missing, "row")} without label left out\n" : "\n");
    }

    /// <summary>"95 % intervals, 2000 resamples of patients, seed 1".</summary>
    public static void AppendResamples(StringBuilder text, ResamplingOptions options)
        => text.Append(
            CultureInfo.InvariantCulture,
            $"{100 * options.ConfidenceLevel:0.###} % intervals, {options.Resamples} resamples of {(options.RowsAreIndependent ? "rows" : "patients")}{(options.Stratified ? " within classes" : string.Empty)}, seed {options.Seed}\n\n");

    /// <summary>One line for each note.</summary>
    public static void AppendNotes(StringBuilder text, IEnumerable<(string Title, string? Note)> notes)
    {
        string[] lines = [.. notes.Where(note => note.Note is not null).Select(note => $"  {note.Title}: {note.Note}\n")];
        if (lines.Length > 0)
        {
            text.Append("\nnotes\n").AppendJoin(string.Empty, lines);
        }
    }

    private static string Plural(long count, string noun) => count == 1 ? $"1 {noun}" : string.Create(CultureInfo.InvariantCulture, $"{count} {noun}s");
}
