using Microsoft.ML;

namespace CtVlm.MLNet;

/// <summary>Evaluation verbs that say how sure a figure is.</summary>
public static class CtIntervalCatalog
{
    /// <summary>Estimates a model's metrics with confidence intervals, by resampling patients.</summary>
    /// <param name="context">From <see cref="CtContextExtensions.CtVlm"/>.</param>
    /// <param name="scored">Scored data; read once, and only the columns that the options name.</param>
    /// <param name="options">Columns and resampling. One of <see cref="ResamplingOptions.PatientColumnName"/> and <see cref="ResamplingOptions.RowsAreIndependent"/> must be set.</param>
    /// <returns>The metrics. A value that the data does not define is NaN, with a note.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has an unfit type, or the columns disagree about the classes.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="InvalidOperationException">
    /// No row has a label, or some have none and may not be left out; a label or prediction lies outside the classes; a labelled row has no prediction, a NaN score or no patient.
    /// </exception>
    /// <remarks>All labelled rows are held in memory. <b>Source:</b> Evaluation/Intervals/README.md.</remarks>
    public static ClinicalIntervals EstimateIntervals(this CtContext context, IDataView scored, IntervalOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(scored);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        return new ClinicalIntervals(Read(new EvaluationCaller(context.Environment, nameof(EstimateIntervals)), scored, options).All, options);
    }

    /// <summary>Compares two models on the same rows: paired differences with bootstrap intervals, permutation, DeLong's and McNemar's tests.</summary>
    /// <param name="context">From <see cref="CtContextExtensions.CtVlm"/>.</param>
    /// <param name="first">The first model's scored data; read once, and only the columns that the options name.</param>
    /// <param name="second">The second model's, the same rows in the same order.</param>
    /// <param name="options">Columns and resampling. One of <see cref="ResamplingOptions.PatientColumnName"/> and <see cref="ResamplingOptions.RowsAreIndependent"/> must be set.</param>
    /// <returns>Differences are first minus second. For many models, adjust their p values with <see cref="Comparisons.Adjust"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has an unfit type, or the columns disagree about the classes.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="InvalidOperationException">
    /// The two sets differ in classes, in the number of labelled rows, or in a row's label or patient; or one set alone would be refused by <see cref="EstimateIntervals"/>.
    /// </exception>
    /// <remarks>All labelled rows of both are held in memory. <b>Source:</b> Evaluation/Intervals/README.md.</remarks>
    public static ClinicalComparison ComparePredictions(this CtContext context, IDataView first, IDataView second, ComparisonOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        EvaluationCaller caller = new(context.Environment, nameof(ComparePredictions));
        ReadRows a = Read(caller, first, options), b = Read(caller, second, options);
        RowPairs.Check(context.Environment, a, b);
        return new ClinicalComparison(a.All, b.All, options);
    }

    private static ReadRows Read(EvaluationCaller caller, IDataView data, ResamplingOptions options)
    {
        EvaluationColumns columns = EvaluationColumns.Bind(
            caller, data.Schema, options.LabelColumnName, options.ScoreColumnName, options.PredictedLabelColumnName, options.PatientColumnName, subgroupColumnName: null);
        return ScoredRowsReader.Read(caller, data, columns, new EvaluationSettings { MissingLabels = options.MissingLabels });
    }
}
