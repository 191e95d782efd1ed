using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>The columns that every evaluation reads, and the classes they agree on.</summary>
/// <param name="Label">The actual class.</param>
/// <param name="Predicted">The predicted class.</param>
/// <param name="Group">The patient: text, key or integer; null when none is asked for.</param>
/// <param name="Subgroup">What splits the rows: text, key, bool or integer; null when nothing is asked for.</param>
/// <param name="Axis">The classes.</param>
/// <param name="LabelKeys">Class of each key position of the label; null where it is no key.</param>
/// <param name="PredictedKeys">Class of each key position of the prediction; null where it is no key.</param>
internal sealed record RowColumns(
    DataViewSchema.Column Label,
    DataViewSchema.Column Predicted,
    DataViewSchema.Column? Group,
    DataViewSchema.Column? Subgroup,
    ClassAxis Axis,
    int[]? LabelKeys,
    int[]? PredictedKeys)
{
    /// <summary>Most classes accepted: a confusion matrix of more is a mistaken column.</summary>
    public const int MaxClasses = 1000;

    /// <summary>The columns to read.</summary>
    public IEnumerable<DataViewSchema.Column> Needed
    {
        get
        {
            yield return Label;
            yield return Predicted;
            if (Group is { } group)
            {
                yield return group;
            }

            if (Subgroup is { } subgroup)
            {
                yield return subgroup;
            }
        }
    }

    /// <summary>Finds a column.</summary>
    public static DataViewSchema.Column Find(EvaluationCaller caller, DataViewSchema schema, string role, string name, string parameter)
    {
        DataViewSchema.Column? column = schema.GetColumnOrNull(name);
        if (column is null)
        {
            EvaluationThrow.NoColumn(caller, schema, role, name, parameter);
        }

        return column.Value;
    }

    /// <summary>Finds the patient column and checks its type; null where none is named.</summary>
    public static DataViewSchema.Column? FindGroup(EvaluationCaller caller, DataViewSchema schema, string? name)
    {
        if (name is null)
        {
            return null;
        }

        DataViewSchema.Column column = Find(caller, schema, "group", name, "groupColumnName");
        if (!PatientReader.Accepts(column.Type))
        {
            EvaluationThrow.Type(caller, column, "group", "groupColumnName", "text, a key or an integer", "Name the column that tells patients apart.");
        }

        return column;
    }

    /// <summary>Finds the subgroup column and checks its type; null where none is named.</summary>
    public static DataViewSchema.Column? FindSubgroup(EvaluationCaller caller, DataViewSchema schema, string? name)
    {
        if (name is null)
        {
            return null;
        }

        DataViewSchema.Column column = Find(caller, schema, "subgroup", name, "subgroupColumnName");
        // A measurement has a subgroup for each value: whole numbers stand for names only where the type says so.
        if (!LabelReader.Accepts(column.Type) || column.Type == NumberDataViewType.Single || column.Type == NumberDataViewType.Double)
        {
            EvaluationThrow.Type(
                caller, column, "subgroup", "subgroupColumnName", "text, a key, a bool or an integer", "Turn a measurement into bins with a name first.");
        }

        return column;
    }

    /// <summary>Refuses a key of too many classes.</summary>
    public static void CheckLimit(EvaluationCaller caller, string parameter, string name, ulong classes)
    {
        if (classes > MaxClasses)
        {
            EvaluationThrow.TooManyClasses(caller, parameter, name, classes, MaxClasses);
        }
    }
}
