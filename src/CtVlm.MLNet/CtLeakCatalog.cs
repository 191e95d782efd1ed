using Microsoft.ML;

namespace CtVlm.MLNet;

/// <summary>Verbs that look for what the training side knows of the test side.</summary>
public static class CtLeakCatalog
{
    /// <summary>Looks for leaks between two views: shared patients, studies, series, pixels or vectors; steps fitted on test rows; columns that reveal the label.</summary>
    /// <param name="context">From <see cref="CtContextExtensions.CtVlm"/>.</param>
    /// <param name="train">Training rows; read once, only the columns concerned.</param>
    /// <param name="test">Test rows; read once.</param>
    /// <param name="options">Where to look.</param>
    /// <returns>The findings.</returns>
    /// <exception cref="ArgumentException">An option is out of range, or nothing is named; the sides have different columns to judge.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has an unfit type.</exception>
    /// <exception cref="InvalidOperationException">A side has no rows, or a label is no whole number.</exception>
    public static CtLeakReport DetectLeaks(this CtContext context, IDataView train, IDataView test, CtLeakOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        return LeakSearch.BetweenSides(context.Environment, train, test, options);
    }

    /// <summary>Looks for leaks between folds: whatever is in two folds is once on both sides.</summary>
    /// <param name="context">From <see cref="CtContextExtensions.CtVlm"/>.</param>
    /// <param name="data">The rows of all folds; read once, only the columns concerned.</param>
    /// <param name="foldOfRow">Fold of each row, as <see cref="CtFolds.FoldOfRow"/> gives it, or any other assignment.</param>
    /// <param name="options">Where to look.</param>
    /// <returns>The findings.</returns>
    /// <exception cref="ArgumentException">An option is out of range, or nothing is named; fewer than two folds.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has an unfit type.</exception>
    /// <exception cref="InvalidOperationException">There are no rows, or not as many as folds were given for; a label is no whole number.</exception>
    public static CtLeakReport DetectLeaks(this CtContext context, IDataView data, IReadOnlyList<int> foldOfRow, CtLeakOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(foldOfRow);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        return foldOfRow.Distinct().Count() >= 2
            ? LeakSearch.BetweenFolds(context.Environment, data, foldOfRow, options)
            : throw new ArgumentException("DetectLeaks: all rows are in one fold; two or more expected.", nameof(foldOfRow));
    }
}
