using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Clinical evaluation verbs beside ML.NET's own evaluators.</summary>
public static class CtEvaluationCatalog
{
    /// <summary>
    /// Compares predictions and scores with actual classes as a clinical study would: per class, ordinal, by rank and by probability, with the levels of chance beside.
    /// </summary>
    /// <param name="catalog">The multiclass catalogue of the context.</param>
    /// <param name="data">Scored data; read once, and only the columns named here. Its scores are held in memory: 8 bytes a row and class, at most 2 GiB.</param>
    /// <param name="labelColumnName">
    /// Actual class: a key, or a number. A number is a class value where all class values are numbers, else a position 0..K-1 in key order.
    /// </param>
    /// <param name="scoreColumnName">Scores of the model: vector of Single of known size, one slot a class in the model's key order; names the classes where no key does.</param>
    /// <param name="predictedLabelColumnName">Predicted class: a key, a number as for the label, or text after MapKeyToValue. It need not have the highest score.</param>
    /// <param name="groupColumnName">Patient of each row: text, key or integer; null when rows are independent.</param>
    /// <param name="subgroupColumnName">
    /// What splits the rows into <see cref="ClinicalClassificationMetrics.Subgroups"/>, e.g. a scanner or a sex: text, key, bool or integer of at most 100 values;
    /// null for no split. A missing value is a subgroup of its own.
    /// </param>
    /// <param name="missingLabels">Whether rows whose label is missing (key 0, NaN) end the evaluation, or are left out and counted in <see cref="ClinicalClassificationMetrics.MissingLabelRows"/>.</param>
    /// <returns>The metrics. Their class order, which defines severity, is explained at <see cref="ClinicalClassificationMetrics.ClassOrder"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has an unfit type, or the columns disagree about the classes.</exception>
    /// <exception cref="InvalidOperationException">
    /// No row has a label, or some have none and may not be left out; a label or prediction lies outside the classes; a labelled row has no prediction, a NaN score or no patient; the scores of some rows are
    /// no probabilities where those of at least half are; there are too many subgroups, or more scores than fit.
    /// </exception>
    /// <remarks>
    /// Scores may be margins or probabilities. Where those of most rows are no probabilities (each in [0, 1], sum 1 within 0.001), log-loss, Brier score, ranked probability
    /// score, calibration and decision curves are NaN or left out, with the reason; ranks are defined all the same. <b>Source:</b> definitions in Evaluation/README.md.
    /// </remarks>
    public static ClinicalClassificationMetrics EvaluateClinical(
        this MulticlassClassificationCatalog catalog,
        IDataView data,
        string labelColumnName = "Label",
        string scoreColumnName = "Score",
        string predictedLabelColumnName = "PredictedLabel",
        string? groupColumnName = null,
        string? subgroupColumnName = null,
        MissingLabelPolicy missingLabels = MissingLabelPolicy.Throw)
    {
        EvaluationCaller caller = Caller(catalog, data, nameof(EvaluateClinical));
        EvaluationColumns columns = Bind(
            caller, data, labelColumnName, scoreColumnName, predictedLabelColumnName, groupColumnName, subgroupColumnName);
        return ClinicalEvaluator.Classification(caller, data, columns, new EvaluationSettings { MissingLabels = missingLabels });
    }

    /// <summary>Compares predicted with actual grades: agreement, distance, rank correlation and every cut into "this grade or worse", with the levels of chance beside.</summary>
    /// <param name="catalog">The multiclass catalogue of the context.</param>
    /// <param name="data">Scored data; read once, and only the columns named here. Its scores are held in memory: 8 bytes a row and class, at most 2 GiB.</param>
    /// <param name="labelColumnName">Actual grade, as in <see cref="EvaluateClinical(MulticlassClassificationCatalog, IDataView, string, string, string, string?, string?, MissingLabelPolicy)"/>.</param>
    /// <param name="scoreColumnName">Scores of the model: vector of Single of known size, one slot a grade in the model's key order.</param>
    /// <param name="predictedLabelColumnName">Predicted grade: a key, a number or text.</param>
    /// <param name="groupColumnName">Patient of each row: text, key or integer; null when rows are independent.</param>
    /// <param name="subgroupColumnName">What splits the rows into subgroups: text, key, bool or integer of at most 100 values; null for no split.</param>
    /// <param name="missingLabels">Whether rows whose label is missing (key 0, NaN) end the evaluation, or are left out and counted in <see cref="ClinicalOrdinalMetrics.MissingLabelRows"/>.</param>
    /// <returns>The metrics. Grades stand in rising order of value where they are numbers, else in key order: see <see cref="ClinicalOrdinalMetrics.ClassOrder"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has an unfit type, or the columns disagree about the classes.</exception>
    /// <exception cref="InvalidOperationException">
    /// No row has a label, or some have none and may not be left out; a label or prediction lies outside the classes; a labelled row has no prediction, a NaN score or no patient; the scores of some rows are
    /// no probabilities where those of at least half are; there are too many subgroups, or more scores than fit.
    /// </exception>
    /// <remarks><b>Source:</b> definitions in Evaluation/README.md.</remarks>
    public static ClinicalOrdinalMetrics EvaluateOrdinal(
        this MulticlassClassificationCatalog catalog,
        IDataView data,
        string labelColumnName = "Label",
        string scoreColumnName = "Score",
        string predictedLabelColumnName = "PredictedLabel",
        string? groupColumnName = null,
        string? subgroupColumnName = null,
        MissingLabelPolicy missingLabels = MissingLabelPolicy.Throw)
    {
        EvaluationCaller caller = Caller(catalog, data, nameof(EvaluateOrdinal));
        EvaluationColumns columns = Bind(
            caller, data, labelColumnName, scoreColumnName, predictedLabelColumnName, groupColumnName, subgroupColumnName);
        return ClinicalEvaluator.Ordinal(caller, data, columns, new EvaluationSettings { MissingLabels = missingLabels });
    }

    /// <summary>Compares a yes-or-no prediction, its score and its probability with the truth, with the levels of chance beside.</summary>
    /// <param name="catalog">The binary catalogue of the context.</param>
    /// <param name="data">Scored data; read once, and only the columns named here. 24 bytes a row are held in memory.</param>
    /// <param name="labelColumnName">
    /// Truth: a bool, a number (0 or 1, NaN is missing), or a key of two values, of which the second, or the higher where both are numbers, is positive.
    /// </param>
    /// <param name="scoreColumnName">Score of the model, Single or Double, higher for positive: ranks and thresholds are its.</param>
    /// <param name="probabilityColumnName">
    /// Probability of positive, Single or Double. Trainers without calibrator write none: where the usual name "Probability" is absent, or null is given,
    /// what needs probabilities is NaN or left out, with the reason.
    /// </param>
    /// <param name="predictedLabelColumnName">Prediction: a bool, a number or a key, as for the label.</param>
    /// <param name="groupColumnName">Patient of each row: text, key or integer; null when rows are independent.</param>
    /// <param name="subgroupColumnName">What splits the rows into subgroups: text, key, bool or integer of at most 100 values; null for no split.</param>
    /// <param name="missingLabels">Whether rows whose label is missing (key 0, NaN) end the evaluation, or are left out and counted in <see cref="ClinicalBinaryMetrics.MissingLabelRows"/>.</param>
    /// <returns>The metrics; <see cref="ClinicalBinaryMetrics.PositiveClass"/> says what counts as positive.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has an unfit type, or the keys hold different classes.</exception>
    /// <exception cref="InvalidOperationException">
    /// No row has a label, or some have none and may not be left out; a label or prediction lies outside the classes; a labelled row has no prediction, a NaN score or probability, or no patient; there are
    /// too many subgroups, or more scores than fit.
    /// </exception>
    /// <remarks><b>Source:</b> definitions in Evaluation/README.md.</remarks>
    public static ClinicalBinaryMetrics EvaluateClinical(
        this BinaryClassificationCatalog catalog,
        IDataView data,
        string labelColumnName = "Label",
        string scoreColumnName = "Score",
        string? probabilityColumnName = BinaryColumns.UsualProbability,
        string predictedLabelColumnName = "PredictedLabel",
        string? groupColumnName = null,
        string? subgroupColumnName = null,
        MissingLabelPolicy missingLabels = MissingLabelPolicy.Throw)
    {
        EvaluationCaller caller = Caller(catalog, data, nameof(EvaluateClinical));
        CheckNames(labelColumnName, scoreColumnName, predictedLabelColumnName);
        BinaryColumns columns = BinaryColumns.Bind(
            caller,
            data.Schema,
            labelColumnName,
            scoreColumnName,
            probabilityColumnName,
            predictedLabelColumnName,
            groupColumnName,
            subgroupColumnName);
        return ClinicalEvaluator.Binary(caller, data, columns, new EvaluationSettings { MissingLabels = missingLabels });
    }

    private static EvaluationCaller Caller(TrainCatalogBase catalog, IDataView data, string verb)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(data);
        return new EvaluationCaller(CatalogUtils.GetEnvironment(catalog), verb);
    }

    private static EvaluationColumns Bind(
        EvaluationCaller caller, IDataView data, string label, string score, string predicted, string? group, string? subgroup)
    {
        CheckNames(label, score, predicted);
        return EvaluationColumns.Bind(caller, data.Schema, label, score, predicted, group, subgroup);
    }

    private static void CheckNames(string labelColumnName, string scoreColumnName, string predictedLabelColumnName)
    {
        ArgumentException.ThrowIfNullOrEmpty(labelColumnName);
        ArgumentException.ThrowIfNullOrEmpty(scoreColumnName);
        ArgumentException.ThrowIfNullOrEmpty(predictedLabelColumnName);
    }
}
