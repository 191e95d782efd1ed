using System.Globalization;
using System.Text;

namespace CtVlm.MLNet;

/// <summary>Writes retrieval metrics for people.</summary>
internal static class RetrievalTable
{
    /// <summary>The whole table, lines separated by '\n'.</summary>
    public static string Write(RetrievalMetrics metrics)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{metrics.QueryColumn} asks for {metrics.CandidateColumn}, {(metrics.Similarity == RetrievalSimilarity.Cosine ? "cosine" : "dot product")}: ");
        text.Append(CultureInfo.InvariantCulture, $"{metrics.Queries} queries, {metrics.Candidates} candidates");
        text.Append(metrics.Patients is int patients ? string.Create(CultureInfo.InvariantCulture, $", {patients} patients\n") : "\n");
        AppendLeftOut(text, metrics);
        text.Append("relevant: ").Append(metrics.Relevance);
        text.Append(CultureInfo.InvariantCulture, $"; {Number(metrics.MeanRelevant)} a query on average");
        text.Append(metrics.Exclusion switch
        {
            RetrievalExclusion.OwnRow => "; the own row is not seen\n",
            RetrievalExclusion.OwnPatient => "; the own patient's rows are not seen\n",
            _ => "\n",
        });
        text.Append("ties: ").Append(metrics.TieRule).Append('\n');
        text.Append("interval: ").Append(metrics.IntervalRule).Append("\n\n");
        AppendFigures(text, metrics);
        return text.ToString().TrimEnd('\n');
    }

    private static void AppendLeftOut(StringBuilder text, RetrievalMetrics metrics)
    {
        (long Count, string What)[] leftOut =
        [
            (metrics.QueriesWithoutRelevant, "queries without a relevant candidate"),
            (metrics.MissingQueries, "rows without a query vector"),
            (metrics.MissingCandidates, "rows without a candidate vector"),
            (metrics.RowsWithoutRelevance, "rows without a relevance key"),
        ];
        string[] parts = [.. leftOut.Where(part => part.Count > 0).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Count} {part.What}"))];
        if (parts.Length > 0)
        {
            text.Append("left out: ").AppendJoin(", ", parts).Append('\n');
        }
    }

    private static void AppendFigures(StringBuilder text, RetrievalMetrics metrics)
    {
        TextTable table = new();
        table.Add("", "value", "interval", "ties last", "random");
        foreach (RetrievalFigure figure in metrics.Figures)
        {
            string interval = figure.Interval is { } ends ? $"{Number(ends.Low)} to {Number(ends.High)}" : "";
            table.Add(figure.Name, Number(figure.Value), interval, Number(figure.Pessimistic), Number(figure.RandomLevel));
        }

        table.AppendTo(text);
        if (metrics.GradedQueries is int graded)
        {
            text.Append(CultureInfo.InvariantCulture, $"graded figures rest on {graded} queries\n");
        }
    }

    // Random levels of many candidates are small, and not 0.
    private static string Number(double value) => double.IsNaN(value) ? "undefined"
        : value.ToString(value is > 0 and < 0.0005 ? "0.0E+0" : "0.000", CultureInfo.InvariantCulture);
}
