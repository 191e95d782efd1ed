using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>The columns of an evaluation, checked against each other, and the classes they agree on.</summary>
internal sealed class EvaluationColumns
{
    /// <summary>Most classes accepted: a confusion matrix of more is a mistaken column.</summary>
    public const int MaxClasses = 1000;

    private const string KeyRemedy = "Map text with MapValueToKey first.";

    private EvaluationColumns(
        DataViewSchema.Column label,
        DataViewSchema.Column score,
        DataViewSchema.Column predicted,
        DataViewSchema.Column? group,
        ClassAxis axis,
        int[]? labelKeys,
        int[]? predictedKeys,
        int[] scoreClasses)
    {
        Label = label;
        Score = score;
        Predicted = predicted;
        Group = group;
        Axis = axis;
        LabelKeys = labelKeys;
        PredictedKeys = predictedKeys;
        ScoreClasses = scoreClasses;
    }

    /// <summary>The actual class: key or number.</summary>
    public DataViewSchema.Column Label { get; }

    /// <summary>Known-size vector of Single.</summary>
    public DataViewSchema.Column Score { get; }

    /// <summary>The predicted class: key, number or text.</summary>
    public DataViewSchema.Column Predicted { get; }

    /// <summary>The patient: text, key or integer; null when none is asked for.</summary>
    public DataViewSchema.Column? Group { get; }

    /// <summary>The classes.</summary>
    public ClassAxis Axis { get; }

    /// <summary>Class of each key position of the label; null where it is no key.</summary>
    public int[]? LabelKeys { get; }

    /// <summary>Class of each key position of the prediction; null where it is no key.</summary>
    public int[]? PredictedKeys { get; }

    /// <summary>Class of each slot of the score.</summary>
    public int[] ScoreClasses { get; }

    /// <summary>Finds and checks the columns. Reads annotations, no rows.</summary>
    public static EvaluationColumns Bind(
        IHostEnvironment environment,
        DataViewSchema schema,
        string labelColumnName,
        string scoreColumnName,
        string predictedLabelColumnName,
        string? groupColumnName)
    {
        DataViewSchema.Column label = Find(environment, schema, "label", labelColumnName, nameof(labelColumnName));
        DataViewSchema.Column score = Find(environment, schema, "score", scoreColumnName, nameof(scoreColumnName));
        DataViewSchema.Column predicted = Find(environment, schema, "predicted label", predictedLabelColumnName, nameof(predictedLabelColumnName));
        DataViewSchema.Column? group = groupColumnName is null
            ? null
            : Find(environment, schema, "group", groupColumnName, nameof(groupColumnName));
        CheckTypes(environment, label, score, predicted, group);
        return Agree(environment, label, score, predicted, group);
    }

    private static DataViewSchema.Column Find(
        IHostEnvironment environment, DataViewSchema schema, string role, string name, string parameter)
    {
        DataViewSchema.Column? column = schema.GetColumnOrNull(name);
        if (column is null)
        {
            EvaluationThrow.NoColumn(environment, schema, role, name, parameter);
        }

        return column.Value;
    }

    private static void CheckTypes(
        IHostEnvironment environment,
        DataViewSchema.Column label,
        DataViewSchema.Column score,
        DataViewSchema.Column predicted,
        DataViewSchema.Column? group)
    {
        if (label.Type is not (KeyDataViewType or NumberDataViewType))
        {
            EvaluationThrow.Type(environment, label, "label", "labelColumnName", "a key or a number", KeyRemedy);
        }

        if (score.Type is not VectorDataViewType { Size: > 0 } vector || vector.ItemType != NumberDataViewType.Single)
        {
            EvaluationThrow.Type(
                environment, score, "score", "scoreColumnName", "a vector of Single of known size", "Name the Score column of a multiclass trainer.");
        }

        if (predicted.Type is not (KeyDataViewType or NumberDataViewType or TextDataViewType))
        {
            EvaluationThrow.Type(
                environment,
                predicted,
                "predicted label",
                "predictedLabelColumnName",
                "a key, a number or text",
                "Name the PredictedLabel column of a multiclass trainer.");
        }

        if (group is { } patient && !PatientReader.Accepts(patient.Type))
        {
            EvaluationThrow.Type(
                environment, patient, "group", "groupColumnName", "text, a key or an integer", "Name the column that tells patients apart.");
        }
    }

    private static EvaluationColumns Agree(
        IHostEnvironment environment,
        DataViewSchema.Column label,
        DataViewSchema.Column score,
        DataViewSchema.Column predicted,
        DataViewSchema.Column? group)
    {
        int slots = ((VectorDataViewType)score.Type).Size;
        CheckLimit(environment, "scoreColumnName", score.Name, (ulong)slots);
        CheckLimit(environment, "labelColumnName", label.Name, label.Type.GetKeyCount());
        CheckLimit(environment, "predictedLabelColumnName", predicted.Name, predicted.Type.GetKeyCount());
        string[]? labelNames = ClassNameReader.KeyValues(label);
        string[] modelNames = ModelNames(environment, score, predicted, labelNames, slots);
        ClassAxis axis = new(Union(labelNames, modelNames));
        return new EvaluationColumns(
            label,
            score,
            predicted,
            group,
            axis,
            MapKeys(environment, axis, label, "label", "labelColumnName", labelNames ?? modelNames),
            MapKeys(environment, axis, predicted, "predicted label", "predictedLabelColumnName", modelNames),
            Array.ConvertAll(modelNames, axis.OfText));
    }

    private static void CheckLimit(IHostEnvironment environment, string parameter, string name, ulong classes)
    {
        if (classes > MaxClasses)
        {
            EvaluationThrow.TooManyClasses(environment, parameter, name, classes, MaxClasses);
        }
    }

    /// <summary>The model's classes in its key order: from its keys, from the score, from a label of the same size, or 0..K-1.</summary>
    private static string[] ModelNames(
        IHostEnvironment environment, DataViewSchema.Column score, DataViewSchema.Column predicted, string[]? labelNames, int slots)
    {
        string[]? names = ClassNameReader.KeyValues(predicted);
        if (names is not null && names.Length != slots)
        {
            EvaluationThrow.ClassCount(
                environment, "predictedLabelColumnName", "predicted label", predicted.Name, (ulong)names.Length, (ulong)slots);
        }

        return names
            ?? ClassNameReader.ScoreNames(score, slots)
            ?? (labelNames?.Length == slots ? labelNames : null)
            ?? [.. Enumerable.Range(0, slots).Select(k => k.ToString(CultureInfo.InvariantCulture))];
    }

    /// <summary>All classes known to either side: the label's order, then what only the model knows.</summary>
    private static List<string> Union(string[]? labelNames, string[] modelNames)
    {
        if (labelNames is null)
        {
            return [.. modelNames];
        }

        // "1" and "1.0" are one class where all values are numbers.
        ClassAxis known = new(labelNames);
        return known.Order == ClinicalClassOrder.ByValue && new ClassAxis(modelNames).Order == ClinicalClassOrder.ByValue
            ? [.. labelNames, .. modelNames.Where(name => known.OfText(name) < 0)]
            : [.. labelNames.Union(modelNames, StringComparer.Ordinal)];
    }

    private static int[]? MapKeys(
        IHostEnvironment environment, ClassAxis axis, DataViewSchema.Column column, string role, string parameter, string[] names)
    {
        if (column.Type is not KeyDataViewType key)
        {
            return null;
        }

        if (key.Count != (ulong)names.Length)
        {
            EvaluationThrow.ClassCount(environment, parameter, role, column.Name, key.Count, (ulong)names.Length);
        }

        return Array.ConvertAll(names, axis.OfText);
    }
}
