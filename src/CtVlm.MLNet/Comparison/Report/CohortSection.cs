using System.Globalization;

namespace CtVlm.MLNet;

/// <summary>Rows, patients, classes, what was left out, and the quality of the series.</summary>
internal static class CohortSection
{
    private const int MostRowNumbers = 20;

    /// <summary>Writes it.</summary>
    public static void Write(HtmlText html, ReportSource source)
    {
        StrategyExperimentResult result = source.Result;
        HtmlTable rows = new("what", "#number", "remark") { Caption = "Rows of the data, one a series" };
        rows.Add("rows tested on", ReportNumber.Whole(result.Rows), string.Create(CultureInfo.InvariantCulture, $"each by models of the other {result.Folds - 1} of {result.Folds} folds"));
        rows.Add("patients", ReportNumber.Whole(result.Patients), result.Patients is null ? "every row counts as a patient of its own" : "no patient is in two folds");
        rows.Add("left out: no label", ReportNumber.Whole(result.MissingLabelRows), "");
        rows.Add("left out: series cannot be embedded", ReportNumber.Whole(result.FailedSeriesRows), result.Evidence is { FailedRows: { Count: > 0 } failed } ? RowNumbers(failed) : "");
        rows.Add(
            "leaks between training and test rows",
            ReportNumber.Whole(result.Leaks.Count),
            $"looked at: patients; studies, frames of reference, series and pixels; vectors; columns that give the class away; fitted steps{(result.Leaks.Count > 0 ? ": see the top of the page" : "")}");
        html.Table(rows);
        if (result.Evidence is not { } evidence)
        {
            return;
        }

        WriteClasses(html, evidence);
        if (source.Options.MeasuresQuality)
        {
            html.Subheading("Series");
            QualitySummary.Write(html, evidence);
        }
    }

    private static void WriteClasses(HtmlText html, StrategyEvidence evidence)
    {
        StrategyCohort cohort = evidence.Cohort;
        HtmlTable classes = new("class", "#rows", "#share", "#patients") { Caption = $"Classes of column {evidence.Settings.LabelColumnName}, in order" };
        for (int k = 0; k < cohort.Classes; k++)
        {
            int[] own = [.. Enumerable.Range(0, cohort.Count).Where(row => cohort.Labels[row] == k)];
            classes.Add(
                cohort.ClassNames[k],
                ReportNumber.Whole(own.Length),
                ReportNumber.Percent((double)own.Length / cohort.Count),
                evidence.Settings.RowsAreIndependent ? ReportNumber.Whole(own.Length) : ReportNumber.Whole(own.Select(row => cohort.Patients[row]).Distinct().Count()));
        }

        html.Table(classes);
    }

    private static string RowNumbers(IReadOnlyList<long> rows) =>
        $"rows {string.Join(", ", rows.Take(MostRowNumbers).Select(row => ReportNumber.Whole(row)))}{(rows.Count > MostRowNumbers ? $" and {ReportNumber.Whole(rows.Count - MostRowNumbers)} more" : "")} (from 0)";
}
