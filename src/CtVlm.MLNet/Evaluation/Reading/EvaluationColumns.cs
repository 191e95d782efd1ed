using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>The columns of a multiclass evaluation, checked against each other, and the classes they agree on.</summary>
/// <param name="Rows">What every evaluation reads.</param>
/// <param name="Score">Known-size vector of Single.</param>
/// <param name="SlotClasses">Class of each slot of the score.</param>
internal sealed record EvaluationColumns(RowColumns Rows, DataViewSchema.Column Score, int[] SlotClasses)
{
    private const string KeyRemedy = "Map text with MapValueToKey first.";

    /// <summary>Finds and checks the columns. Reads annotations, no rows.</summary>
    public static EvaluationColumns Bind(
        EvaluationCaller caller,
        DataViewSchema schema,
        string labelColumnName,
        string scoreColumnName,
        string predictedLabelColumnName,
        string? groupColumnName,
        string? subgroupColumnName)
    {
        DataViewSchema.Column label = RowColumns.Find(caller, schema, "label", labelColumnName, nameof(labelColumnName));
        DataViewSchema.Column score = RowColumns.Find(caller, schema, "score", scoreColumnName, nameof(scoreColumnName));
        DataViewSchema.Column predicted = RowColumns.Find(
            caller, schema, "predicted label", predictedLabelColumnName, nameof(predictedLabelColumnName));
        CheckTypes(caller, label, score, predicted);
        DataViewSchema.Column? group = RowColumns.FindGroup(caller, schema, groupColumnName);
        return Agree(caller, label, score, predicted, group, RowColumns.FindSubgroup(caller, schema, subgroupColumnName));
    }

    private static void CheckTypes(
        EvaluationCaller caller, DataViewSchema.Column label, DataViewSchema.Column score, DataViewSchema.Column predicted)
    {
        if (label.Type is not (KeyDataViewType or NumberDataViewType))
        {
            EvaluationThrow.Type(caller, label, "label", "labelColumnName", "a key or a number", KeyRemedy);
        }

        if (score.Type is not VectorDataViewType { Size: > 0 } vector || vector.ItemType != NumberDataViewType.Single)
        {
            EvaluationThrow.Type(
                caller, score, "score", "scoreColumnName", "a vector of Single of known size", "Name the Score column of a multiclass trainer.");
        }

        if (predicted.Type is not (KeyDataViewType or NumberDataViewType or TextDataViewType))
        {
            EvaluationThrow.Type(
                caller,
                predicted,
                "predicted label",
                "predictedLabelColumnName",
                "a key, a number or text",
                "Name the PredictedLabel column of a multiclass trainer.");
        }
    }

    private static EvaluationColumns Agree(
        EvaluationCaller caller,
        DataViewSchema.Column label,
        DataViewSchema.Column score,
        DataViewSchema.Column predicted,
        DataViewSchema.Column? group,
        DataViewSchema.Column? subgroup)
    {
        int slots = ((VectorDataViewType)score.Type).Size;
        RowColumns.CheckLimit(caller, "scoreColumnName", score.Name, (ulong)slots);
        RowColumns.CheckLimit(caller, "labelColumnName", label.Name, label.Type.GetKeyCount());
        RowColumns.CheckLimit(caller, "predictedLabelColumnName", predicted.Name, predicted.Type.GetKeyCount());
        string[]? labelNames = ClassNameReader.KeyValues(label);
        string[] modelNames = ModelNames(caller, score, predicted, labelNames, slots);
        ClassAxis axis = new(Union(labelNames, modelNames));
        RowColumns rows = new(
            label,
            predicted,
            group,
            subgroup,
            axis,
            MapKeys(caller, axis, label, "label", "labelColumnName", labelNames ?? modelNames),
            MapKeys(caller, axis, predicted, "predicted label", "predictedLabelColumnName", modelNames));
        return new EvaluationColumns(rows, score, Array.ConvertAll(modelNames, axis.OfText));
    }

    /// <summary>The model's classes in its key order: from its keys, from the score, from a label of the same size, or 0..K-1.</summary>
    private static string[] ModelNames(
        EvaluationCaller caller, DataViewSchema.Column score, DataViewSchema.Column predicted, string[]? labelNames, int slots)
    {
        string[]? names = ClassNameReader.KeyValues(predicted);
        if (names is not null && names.Length != slots)
        {
            EvaluationThrow.ClassCount(
                caller, "predictedLabelColumnName", "predicted label", predicted.Name, (ulong)names.Length, (ulong)slots);
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
        EvaluationCaller caller, ClassAxis axis, DataViewSchema.Column column, string role, string parameter, string[] names)
    {
        if (column.Type is not KeyDataViewType key)
        {
            return null;
        }

        if (key.Count != (ulong)names.Length)
        {
            EvaluationThrow.ClassCount(caller, parameter, role, column.Name, key.Count, (ulong)names.Length);
        }

        return Array.ConvertAll(names, axis.OfText);
    }
}
