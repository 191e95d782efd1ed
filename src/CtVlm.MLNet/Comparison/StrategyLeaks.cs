using System.Globalization;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Looks for series that are in two folds under different patients.</summary>
internal static class StrategyLeaks
{
    private const int MostListedRows = 5;

    /// <summary>What was found, a sentence each, rows by their number in the data.</summary>
    /// <param name="environment">The context.</param>
    /// <param name="cohort">The rows.</param>
    /// <param name="folds">The experiment's own division.</param>
    /// <param name="bags">The bags of any pass: equal series have equal bags.</param>
    public static IReadOnlyList<string> Find(IHostEnvironment environment, StrategyCohort cohort, StrategyFolds folds, SeriesBags bags)
    {
        HeldView view = new(
            folds.Rows,
            HeldColumn.Vectors(StrategyColumns.Bag, [.. bags.Bags.Select(b => b ?? [])], 0, bags.Width),
            HeldColumn.Whole(StrategyColumns.Patient, cohort.Patients));
        CtLeakReport report = LeakSearch.BetweenFolds(
            environment, view, folds.FoldOf, new CtLeakOptions { PatientColumn = StrategyColumns.Patient, EmbeddingColumn = StrategyColumns.Bag, MaxListedRows = MostListedRows });
        return [.. report.Findings.Select(finding => Describe(finding, cohort))];
    }

    private static string Describe(CtLeakFinding finding, StrategyCohort cohort) => string.Create(
        CultureInfo.InvariantCulture,
        $"{finding.TrainRows} rows share what is tested in another fold ({finding.Kind}), the first: {string.Join(", ", finding.TrainRowNumbers.Select(row => cohort.SourceRows[row]))}. Are these one patient under several names?");
}
