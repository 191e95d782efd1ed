using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>The verb that weighs the predictions that are left against those that are not given.</summary>
public static class CtAbstentionCatalog
{
    /// <summary>Accuracy against the share of rows kept, for every threshold on the highest probability: what <c>abstainBelow</c> of CalibrateScores is worth.</summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="data">Scored rows with their label; read once, and only the columns named here.</param>
    /// <param name="labelColumnName">Actual class: a key, a number or text, matched to the slots by name.</param>
    /// <param name="scoreColumnName">Probabilities, a vector of Single of known size.</param>
    /// <param name="groupColumnName">Patient of each row: text, key or integer; null when rows are independent.</param>
    /// <param name="missingLabels">Whether rows whose label is missing end the evaluation, or are left out and counted in <see cref="AbstentionCurve.MissingLabelRows"/>.</param>
    /// <returns>The curve.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has an unfit type.</exception>
    /// <exception cref="InvalidOperationException">No row has a label, or some have none and may not be left out; a label is none of the classes; a score is no probability; a labelled row has no patient.</exception>
    /// <remarks>Choose a threshold on validation rows, never on those that the figures are reported on. <b>Source:</b> Geifman and El-Yaniv, NIPS 2017.</remarks>
    public static AbstentionCurve EvaluateAbstention(
        this MulticlassClassificationCatalog catalog,
        IDataView data,
        string labelColumnName = "Label",
        string scoreColumnName = "Score",
        string? groupColumnName = null,
        MissingLabelPolicy missingLabels = MissingLabelPolicy.Throw)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrEmpty(labelColumnName);
        ArgumentException.ThrowIfNullOrEmpty(scoreColumnName);
        IHostEnvironment environment = CatalogUtils.GetEnvironment(catalog);
        CalibrationColumns columns = CalibrationColumns.Bind(environment, data.Schema, AbstentionEvaluator.Verb, scoreColumnName, labelColumnName);
        DataViewSchema.Column? patient = groupColumnName is null
            ? null
            : ColumnCheck.Find(
                environment, data.Schema, AbstentionEvaluator.Verb, groupColumnName, "text, a key or an integer", "Name the column that tells patients apart.", PatientReader.Accepts);
        return new AbstentionEvaluator(environment, columns, patient, missingLabels).Evaluate(data);
    }
}
