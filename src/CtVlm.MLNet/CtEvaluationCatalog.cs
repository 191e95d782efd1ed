using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Clinical evaluation verbs beside ML.NET's own evaluators.</summary>
public static class CtEvaluationCatalog
{
    /// <summary>Compares predicted with actual classes as a clinical study would: per class, ordinal, with the levels of chance beside.</summary>
    /// <param name="catalog">The multiclass catalogue of the context.</param>
    /// <param name="data">Scored data; read once, and only the columns named here.</param>
    /// <param name="labelColumnName">
    /// Actual class: a key, or a number. A number is a class value where all class values are numbers, else a position 0..K-1 in key order.
    /// Rows whose label is missing (key 0, NaN) are left out and counted in <see cref="ClinicalClassificationMetrics.MissingLabelRows"/>.
    /// </param>
    /// <param name="scoreColumnName">Scores of the model: vector of Single of known size, one slot a class in the model's key order; names the classes where no key does.</param>
    /// <param name="predictedLabelColumnName">Predicted class: a key, a number as for the label, or text after MapKeyToValue.</param>
    /// <param name="groupColumnName">Patient of each row: text, key or integer; null when rows are independent.</param>
    /// <returns>The metrics. Their class order, which defines severity, is explained at <see cref="ClinicalClassificationMetrics.ClassOrder"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has an unfit type, or the columns disagree about the classes.</exception>
    /// <exception cref="InvalidOperationException">
    /// No row has a label; a label or prediction lies outside the classes; a labelled row has no prediction, a NaN score or no patient.
    /// </exception>
    /// <remarks>Scores may be margins or probabilities: only their absence is checked here. <b>Source:</b> definitions in Evaluation/README.md.</remarks>
    public static ClinicalClassificationMetrics EvaluateClinical(
        this MulticlassClassificationCatalog catalog,
        IDataView data,
        string labelColumnName = "Label",
        string scoreColumnName = "Score",
        string predictedLabelColumnName = "PredictedLabel",
        string? groupColumnName = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrEmpty(labelColumnName);
        ArgumentException.ThrowIfNullOrEmpty(scoreColumnName);
        ArgumentException.ThrowIfNullOrEmpty(predictedLabelColumnName);
        IHostEnvironment environment = CatalogUtils.GetEnvironment(catalog);
        EvaluationColumns columns = EvaluationColumns.Bind(
            environment, data.Schema, labelColumnName, scoreColumnName, predictedLabelColumnName, groupColumnName);
        return ClinicalEvaluator.Evaluate(environment, data, columns);
    }
}
