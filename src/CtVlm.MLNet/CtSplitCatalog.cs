using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Verbs that split a cohort by patient, with the classes balanced.</summary>
/// <remarks>
/// Labels: key, text, Boolean or whole number. Patients: text, key or whole number, compared as they are. Both columns are read once; what is given filters the data by
/// row number when it is read, so the data must give the same rows each time, and need not be shufflable. A patient with rows of several classes counts for each of them.
/// </remarks>
public static class CtSplitCatalog
{
    /// <summary>Splits into folds without a common patient, with classes as even as patients allow.</summary>
    /// <param name="context">From <see cref="CtContextExtensions.CtVlm"/>.</param>
    /// <param name="data">The rows.</param>
    /// <param name="folds">Number of folds, 2 or more.</param>
    /// <param name="labelColumn">Class of each row.</param>
    /// <param name="patientColumn">Patient of each row.</param>
    /// <param name="seed">Chooses among equally good folds; the same seed gives the same folds, whatever the number of threads.</param>
    /// <returns>The folds.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two folds; a column is missing or has an unfit type.</exception>
    /// <exception cref="ArgumentException">No row, one class only, or a class in fewer patients than folds.</exception>
    /// <exception cref="InvalidOperationException">A row has no label or no patient, or a label that is no whole number.</exception>
    public static CtFolds StratifiedGroupKFold(
        this CtContext context, IDataView data, int folds, string labelColumn, string patientColumn, int seed = 0)
    {
        SplitSource source = Read(context, nameof(StratifiedGroupKFold), data, labelColumn, patientColumn, () => StratifiedGroupFolds.Check(folds));
        return Deal(source, folds, seed);
    }

    /// <summary>Splits several times, each with another seed: what differs between repeats is the luck of the split.</summary>
    /// <param name="context">From <see cref="CtContextExtensions.CtVlm"/>.</param>
    /// <param name="data">The rows.</param>
    /// <param name="folds">Number of folds, 2 or more.</param>
    /// <param name="repeats">Number of repeats, 1 or more.</param>
    /// <param name="labelColumn">Class of each row.</param>
    /// <param name="patientColumn">Patient of each row.</param>
    /// <param name="seed">Seed of the first repeat; each next one has one more.</param>
    /// <returns>The folds of each repeat.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two folds or one repeat; a column is missing or has an unfit type.</exception>
    /// <exception cref="ArgumentException">No row, one class only, or a class in fewer patients than folds.</exception>
    /// <exception cref="InvalidOperationException">A row has no label or no patient, or a label that is no whole number.</exception>
    public static IReadOnlyList<CtFolds> RepeatedStratifiedGroupKFold(
        this CtContext context, IDataView data, int folds, int repeats, string labelColumn, string patientColumn, int seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
        SplitSource source = Read(context, nameof(RepeatedStratifiedGroupKFold), data, labelColumn, patientColumn, () => StratifiedGroupFolds.Check(folds));
        return [.. Enumerable.Range(0, repeats).Select(repeat => Deal(source, folds, unchecked(seed + repeat)))];
    }

    /// <summary>Splits into outer folds, and the training part of each into inner folds.</summary>
    /// <param name="context">From <see cref="CtContextExtensions.CtVlm"/>.</param>
    /// <param name="data">The rows.</param>
    /// <param name="outerFolds">Number of outer folds, 2 or more.</param>
    /// <param name="innerFolds">Number of inner folds, 2 or more.</param>
    /// <param name="labelColumn">Class of each row.</param>
    /// <param name="patientColumn">Patient of each row.</param>
    /// <param name="seed">Seed of the outer folds and of the inner ones.</param>
    /// <returns>One entry an outer fold.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two folds; a column is missing or has an unfit type.</exception>
    /// <exception cref="ArgumentException">No row, one class only, or a class in too few patients for the outer folds or for the inner folds of what is left.</exception>
    /// <exception cref="InvalidOperationException">A row has no label or no patient, or a label that is no whole number.</exception>
    public static IReadOnlyList<CtNestedFold> NestedStratifiedGroupKFold(
        this CtContext context, IDataView data, int outerFolds, int innerFolds, string labelColumn, string patientColumn, int seed = 0)
    {
        void Check()
        {
            StratifiedGroupFolds.Check(outerFolds);
            StratifiedGroupFolds.Check(innerFolds);
        }

        SplitSource source = Read(context, nameof(NestedStratifiedGroupKFold), data, labelColumn, patientColumn, Check);
        CtFolds outer = Deal(source, outerFolds, seed);
        return [.. outer.Select(fold => new CtNestedFold(fold, Deal(source.Subset(fold.Train, [.. outer.FoldOfRow.Select(f => f != fold.Number)]), innerFolds, seed)))];
    }

    /// <summary>Holds whole patients out, with classes as even on both sides as patients allow.</summary>
    /// <param name="context">From <see cref="CtContextExtensions.CtVlm"/>.</param>
    /// <param name="data">The rows.</param>
    /// <param name="testFraction">Share of the rows to hold out, above 0 and below 1; met within the share of the largest patient.</param>
    /// <param name="labelColumn">Class of each row.</param>
    /// <param name="patientColumn">Patient of each row.</param>
    /// <param name="seed">Chooses among equally good splits.</param>
    /// <returns>The two sides.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is out of range; a column is missing or has an unfit type.</exception>
    /// <exception cref="ArgumentException">No row, one class only, or a class in one patient only.</exception>
    /// <exception cref="InvalidOperationException">A row has no label or no patient, or a label that is no whole number.</exception>
    public static CtHoldout StratifiedGroupHoldout(
        this CtContext context, IDataView data, double testFraction, string labelColumn, string patientColumn, int seed = 0)
    {
        SplitSource source = Read(context, nameof(StratifiedGroupHoldout), data, labelColumn, patientColumn, () => GroupedHoldout.Check(testFraction));
        return new CtHoldout(source, GroupedHoldout.Assign(source.ToTable(), testFraction, seed), seed);
    }

    /// <summary>Takes the folds from a column of the data.</summary>
    /// <param name="context">From <see cref="CtContextExtensions.CtVlm"/>.</param>
    /// <param name="data">The rows.</param>
    /// <param name="foldColumn">The fold that tests each row: text, key or whole number; in the order of numbers, keys or texts.</param>
    /// <param name="labelColumn">Class of each row, for the balance; null: no classes in it.</param>
    /// <param name="patientColumn">Patient of each row; then no patient may be in two folds. Null: not checked.</param>
    /// <returns>The folds.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has an unfit type.</exception>
    /// <exception cref="InvalidOperationException">A row has no fold, label or patient; fewer than two folds occur; a patient is in two folds.</exception>
    public static CtFolds FoldsFromColumn(
        this CtContext context, IDataView data, string foldColumn, string? labelColumn = null, string? patientColumn = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrEmpty(foldColumn);
        return GivenFolds.Read(context.Environment, data, foldColumn, labelColumn, patientColumn);
    }

    // Numbers are checked before the data is read, which can take long.
    private static SplitSource Read(CtContext context, string verb, IDataView data, string labelColumn, string patientColumn, Action check)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrEmpty(labelColumn);
        ArgumentException.ThrowIfNullOrEmpty(patientColumn);
        check();
        return SplitSource.Read(context.Environment, verb, data, labelColumn, patientColumn);
    }

    private static CtFolds Deal(SplitSource source, int folds, int seed) => CtFolds.Of(
        source,
        StratifiedGroupFolds.Assign(source.ToTable(), folds, seed),
        [.. Enumerable.Range(0, folds).Select(fold => fold.ToString(System.Globalization.CultureInfo.InvariantCulture))],
        seed);
}
