using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>The columns of a two-class evaluation, checked against each other, and which class is positive.</summary>
/// <param name="Rows">What every evaluation reads; class 1 is positive.</param>
/// <param name="Score">Single or Double.</param>
/// <param name="Probability">Single or Double; null where there is none.</param>
internal sealed record BinaryColumns(RowColumns Rows, DataViewSchema.Column Score, DataViewSchema.Column? Probability)
{
    /// <summary>Name under which ML.NET's trainers write the probability, where they write one.</summary>
    public const string UsualProbability = "Probability";

    private const string ClassTypes = "a bool, a key of two values or a number (0 and 1)";
    private const string Remedy = "Use MulticlassClassification.EvaluateClinical for more classes; map text with MapValueToKey first.";

    /// <summary>Finds and checks the columns. Reads annotations, no rows.</summary>
    public static BinaryColumns Bind(
        EvaluationCaller caller,
        DataViewSchema schema,
        string labelColumnName,
        string scoreColumnName,
        string? probabilityColumnName,
        string predictedLabelColumnName,
        string? groupColumnName,
        string? subgroupColumnName)
    {
        DataViewSchema.Column label = RowColumns.Find(caller, schema, "label", labelColumnName, nameof(labelColumnName));
        DataViewSchema.Column score = RowColumns.Find(caller, schema, "score", scoreColumnName, nameof(scoreColumnName));
        DataViewSchema.Column predicted = RowColumns.Find(
            caller, schema, "predicted label", predictedLabelColumnName, nameof(predictedLabelColumnName));
        CheckClass(caller, label, "label", nameof(labelColumnName));
        CheckNumber(caller, score, "score", nameof(scoreColumnName));
        DataViewSchema.Column? probability = FindProbability(caller, schema, probabilityColumnName);
        CheckClass(caller, predicted, "predicted label", nameof(predictedLabelColumnName));
        ClassAxis axis = new(Names(label) ?? Names(predicted) ?? (label.Type is BooleanDataViewType ? ["false", "true"] : ["0", "1"]));
        RowColumns rows = new(
            label,
            predicted,
            RowColumns.FindGroup(caller, schema, groupColumnName),
            RowColumns.FindSubgroup(caller, schema, subgroupColumnName),
            axis,
            MapKeys(caller, axis, label, "label", nameof(labelColumnName)),
            MapKeys(caller, axis, predicted, "predicted label", nameof(predictedLabelColumnName)));
        return new BinaryColumns(rows, score, probability);
    }

    private static DataViewSchema.Column? FindProbability(EvaluationCaller caller, DataViewSchema schema, string? name)
    {
        // Not every trainer is calibrated: the usual name may be absent, a name that was given may not.
        if (name is null || (name == UsualProbability && schema.GetColumnOrNull(name) is null))
        {
            return null;
        }

        DataViewSchema.Column column = RowColumns.Find(caller, schema, "probability", name, "probabilityColumnName");
        CheckNumber(caller, column, "probability", "probabilityColumnName");
        return column;
    }

    private static void CheckClass(EvaluationCaller caller, DataViewSchema.Column column, string role, string parameter)
    {
        if (column.Type is not (BooleanDataViewType or NumberDataViewType or KeyDataViewType { Count: 2 }))
        {
            EvaluationThrow.Type(caller, column, role, parameter, ClassTypes, Remedy);
        }
    }

    private static void CheckNumber(EvaluationCaller caller, DataViewSchema.Column column, string role, string parameter)
    {
        if (column.Type != NumberDataViewType.Single && column.Type != NumberDataViewType.Double)
        {
            EvaluationThrow.Type(caller, column, role, parameter, "a Single or a Double", "Name the column of a binary trainer.");
        }
    }

    /// <summary>The two key values, false before true; null where the column is no key or names none.</summary>
    private static string[]? Names(DataViewSchema.Column column)
    {
        string[]? names = column.Type is KeyDataViewType ? ClassNameReader.KeyValues(column) : null;
        bool trueFirst = names is not null && bool.TryParse(names[0], out bool first) && first && bool.TryParse(names[1], out _);
        return trueFirst ? [names![1], names[0]] : names;
    }

    private static int[]? MapKeys(EvaluationCaller caller, ClassAxis axis, DataViewSchema.Column column, string role, string parameter)
    {
        if (column.Type is not KeyDataViewType)
        {
            return null;
        }

        // Keys without values are positions 0 and 1, whatever the other column calls them.
        if (ClassNameReader.KeyValues(column) is not { } names)
        {
            return [axis.OfPosition(0), axis.OfPosition(1)];
        }

        int[] keys = Array.ConvertAll(names, axis.OfText);
        if (keys.Contains(-1))
        {
            EvaluationThrow.OtherClasses(caller, parameter, role, column.Name, names, axis);
        }

        return keys;
    }
}
