using System.Globalization;
using System.Text;

namespace CtVlm.MLNet;

/// <summary>Writes comparisons for people.</summary>
internal static class ComparisonTable
{
    private const int Widest = 48;

    /// <summary>The whole table, lines separated by '\n'.</summary>
    public static string Write(ClinicalComparison comparison)
    {
        StringBuilder text = new();
        IntervalTable.AppendRows(text, comparison.Count, comparison.Patients, comparison.MissingLabelRows);
        IntervalTable.AppendResamples(text, comparison.Options);
        AppendMetrics(text, comparison);
        if (comparison.CutPoints.Count > 0)
        {
            AppendCutPoints(text.Append('\n'), comparison);
        }

        McNemarTest test = comparison.McNemar;
        text.Append(
            CultureInfo.InvariantCulture,
            $"\nMcNemar: {test.OnlyFirstRight} rows only {comparison.Options.FirstName} right, {test.OnlySecondRight} only {comparison.Options.SecondName}; exact p {MetricTable.P(test.ExactPValue)}, chi-square {MetricTable.Number(test.ChiSquare)} p {MetricTable.P(test.ChiSquarePValue)}\n");
        if (comparison.RowsAreClustered)
        {
            text.Append("DeLong and McNemar take rows as independent, which they are not here: their p values are too small.\n");
        }

        IntervalTable.AppendNotes(text, comparison.Metrics.Select(metric => (MetricTable.Title(metric.Name, metric.ClassName), metric.Note)));
        return text.ToString().TrimEnd('\n');
    }

    private static void AppendMetrics(StringBuilder text, ClinicalComparison comparison)
    {
        TextTable table = new(Widest);
        table.Add(
            "metric", comparison.Options.FirstName, comparison.Options.SecondName, "difference", "lower", "upper", "p bootstrap", "p permutation", "Holm", "BH", "undefined");
        foreach (MetricComparison metric in comparison.Metrics)
        {
            table.Add(
                MetricTable.Title(metric.Name, metric.ClassName),
                MetricTable.Number(metric.First),
                MetricTable.Number(metric.Second),
                MetricTable.Number(metric.Difference),
                MetricTable.Number(metric.Lower),
                MetricTable.Number(metric.Upper),
                MetricTable.P(metric.BootstrapPValue),
                MetricTable.P(metric.PermutationPValue),
                MetricTable.P(metric.HolmPValue),
                MetricTable.P(metric.BenjaminiHochbergPValue),
                metric.UndefinedReplicates.ToString(CultureInfo.InvariantCulture));
        }

        table.AppendTo(text);
    }

    private static void AppendCutPoints(StringBuilder text, ClinicalComparison comparison)
    {
        TextTable table = new(Widest);
        table.Add("DeLong", "positives", "negatives", comparison.Options.FirstName, comparison.Options.SecondName, "difference", "lower", "upper", "p");
        foreach (DeLongComparison cut in comparison.CutPoints)
        {
            table.Add(
                $"AUROC from {cut.ClassName}",
                cut.Positives.ToString(CultureInfo.InvariantCulture),
                cut.Negatives.ToString(CultureInfo.InvariantCulture),
                MetricTable.Number(cut.First),
                MetricTable.Number(cut.Second),
                MetricTable.Number(cut.Difference),
                MetricTable.Number(cut.DifferenceInterval.Lower),
                MetricTable.Number(cut.DifferenceInterval.Upper),
                MetricTable.P(cut.PValue));
        }

        table.AppendTo(text);
    }
}
