using Microsoft.ML;

namespace CtVlm.MLNet;

/// <summary>Looks for what the training rows of an experiment know of its test rows, with the search of DetectLeaks.</summary>
/// <remarks>
/// Looked at are, over the experiment's own folds: patients; study, frame of reference, series and pixels of each volume; bags; columns that give the class away. And, fold by
/// fold: the rows that fits and the choice inside are made on, and whether the prefeaturizer, fitted on all rows, has read them.
/// </remarks>
/// <param name="context">The context of the experiment.</param>
/// <param name="settings">Its settings.</param>
/// <param name="data">The data, with its volumes.</param>
/// <param name="isFrontLearnt">Whether the prefeaturizer read rows when it was fitted.</param>
internal sealed class StrategyLeaks(MLContext context, StrategyExperimentSettings settings, IDataView data, bool isFrontLearnt)
{
    /// <summary>What the prefeaturizer is called in a finding.</summary>
    public const string Front = "prefeaturizer";

    // Rows are told apart and counted by all of their numbers; how many are shown is for the reader of the findings.
    private const int All = int.MaxValue;

    /// <summary>What was found, rows by their number in the data.</summary>
    /// <param name="cohort">The rows.</param>
    /// <param name="divisions">The experiment's own division, then those of its folds' training rows.</param>
    /// <param name="bags">The bags of any pass: equal series have equal bags. Null where there are none.</param>
    /// <param name="token">Stops between two series.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="Dicom.DicomException">A series can no longer be opened.</exception>
    public IReadOnlyList<CtLeakFinding> Find(StrategyCohort cohort, IReadOnlyList<StrategyFolds> divisions, SeriesBags? bags, CancellationToken token) =>
    [
        .. FindInData(cohort, divisions[0], token),
        .. bags is null ? [] : FindInBags(cohort, divisions[0], bags),
        .. FindInFits(cohort, divisions[0], [.. divisions.Skip(1)]),
        .. isFrontLearnt ? [FittedFront(cohort)] : Array.Empty<CtLeakFinding>(),
    ];

    private IReadOnlyList<CtLeakFinding> FindInData(StrategyCohort cohort, StrategyFolds folds, CancellationToken token)
    {
        Dictionary<int, int> foldOfRow = folds.Rows.Zip(folds.FoldOf).ToDictionary(pair => (int)cohort.SourceRows[pair.First], pair => pair.Second);
        CtLeakOptions options = new()
        {
            PatientColumn = settings.PatientColumnName,
            VolumeColumn = settings.VolumeColumnName,
            LabelColumn = settings.LabelColumnName,
            IgnoredColumns = settings.IgnoredColumns,
            MaxListedRows = All,
        };
        return LeakSearch.BetweenFolds(context, data, foldOfRow, options, token).Findings;
    }

    private IEnumerable<CtLeakFinding> FindInBags(StrategyCohort cohort, StrategyFolds folds, SeriesBags bags)
    {
        HeldView view = new(folds.Rows, HeldColumn.Vectors(StrategyColumns.Bag, [.. bags.Bags.Select(bag => bag ?? [])], 0, bags.Width));
        return LeakSearch.BetweenFolds(context, view, folds.FoldOf, new CtLeakOptions { EmbeddingColumn = StrategyColumns.Bag, MaxListedRows = All }).Findings
            .Select(finding => InData(finding, cohort, folds.Rows, folds.Rows));
    }

    // Nested divisions are those of the training rows of each fold, in order: what is chosen there must not know the fold.
    private IEnumerable<CtLeakFinding> FindInFits(StrategyCohort cohort, StrategyFolds outer, IReadOnlyList<StrategyFolds> nested)
    {
        HeldView View(int[] rows) => new(rows, HeldColumn.Whole(StrategyColumns.Patient, cohort.Patients));
        for (int fold = 0; fold < outer.Count; fold++)
        {
            int[] train = outer.Train(fold), test = outer.Test(fold);
            CtLeakOptions options = new()
            {
                IdentityColumn = StrategyColumns.Patient,
                FittedSteps =
                [
                    new(FormattableString.Invariant($"fits of fold {fold}"), View(train)),
                    .. fold < nested.Count ? [new CtFittedStep(FormattableString.Invariant($"choice inside fold {fold}"), View(nested[fold].Rows))] : Array.Empty<CtFittedStep>(),
                ],
                MaxListedRows = All,
            };
            foreach (CtLeakFinding finding in LeakSearch.BetweenSides(context, View(train), View(test), options).Findings)
            {
                yield return InData(finding, cohort, train, test);
            }
        }

        foreach (StrategyFolds inner in nested)
        {
            CtLeakReport report = LeakSearch.BetweenFolds(context, View(inner.Rows), inner.FoldOf, new CtLeakOptions { PatientColumn = StrategyColumns.Patient, MaxListedRows = All });
            foreach (CtLeakFinding finding in report.Findings)
            {
                yield return InData(finding, cohort, inner.Rows, inner.Rows);
            }
        }
    }

    private static CtLeakFinding FittedFront(StrategyCohort cohort)
    {
        int[] rows = [.. cohort.SourceRows.Select(row => (int)row)];
        return new CtLeakFinding
        {
            Kind = CtLeakKind.FittedOnTestRows,
            Column = Front,
            TrainRows = rows.Length,
            TestRows = rows.Length,
            TrainRowNumbers = rows,
            TestRowNumbers = rows,
            Description = "It read rows when it was fitted, and it is fitted on all of them.",
        };
    }

    private static CtLeakFinding InData(CtLeakFinding finding, StrategyCohort cohort, int[] train, int[] test) => finding with
    {
        TrainRowNumbers = [.. finding.TrainRowNumbers.Select(row => (int)cohort.SourceRows[train[row]])],
        TestRowNumbers = [.. finding.TestRowNumbers.Select(row => (int)cohort.SourceRows[test[row]])],
    };
}
