using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Cli;

/// <summary>Where in a model's output its answer is.</summary>
/// <param name="Label">The predicted label, a key mapped back to its value; null when the model gives none.</param>
/// <param name="Score">The score column.</param>
/// <param name="Errors">Text columns in which the model's verbs give reasons, in the order of the verbs.</param>
/// <param name="ClassNames">Name of each score.</param>
internal sealed record ModelColumns(string? Label, string Score, IReadOnlyList<string> Errors, IReadOnlyList<string> ClassNames)
{
    private const string LabelColumn = "PredictedLabel";
    private const string ScoreColumn = "Score";
    private const string LabelValueColumn = "PredictedLabelValue";
    private const string ErrorSuffix = "Error";
    private const string SlotNames = "SlotNames";
    private const string KeyValues = "KeyValues";

    /// <summary>Looks for the columns in the output of a model.</summary>
    /// <param name="ml">The context.</param>
    /// <param name="output">A view with the model's output schema; no row of it is read.</param>
    /// <param name="input">The schema that went in.</param>
    /// <param name="labelMapper">Maps the label's key back to its value; null where there is nothing to map.</param>
    /// <exception cref="ToolException">The model gives no score.</exception>
    public static ModelColumns Find(MLContext ml, IDataView output, DataViewSchema input, out ITransformer? labelMapper)
    {
        labelMapper = null;
        if (output.Schema.GetColumnOrNull(ScoreColumn) is not { } score || !IsFloats(score.Type))
        {
            throw new ToolException($"The model gives no column '{ScoreColumn}' of numbers. It must end in a trainer; save the fitted pipeline whole.");
        }

        DataViewSchema.Column? label = output.Schema.GetColumnOrNull(LabelColumn);
        string[]? values = label is { } column ? ValueText.ReadAnnotation(column, KeyValues) : null;
        if (values is not null && label!.Value.Type is KeyDataViewType)
        {
            labelMapper = ml.Transforms.Conversion.MapKeyToValue(LabelValueColumn, LabelColumn).Fit(output);
        }

        return new ModelColumns(
            label is null ? null : labelMapper is null ? LabelColumn : LabelValueColumn,
            ScoreColumn,
            [.. output.Schema.Where(c => IsError(c) && input.GetColumnOrNull(c.Name) is null).Select(c => c.Name).Distinct(StringComparer.Ordinal)],
            NameClasses(score, values));
    }

    private static string[] NameClasses(DataViewSchema.Column score, string[]? labelValues)
    {
        int count = score.Type is VectorDataViewType vector ? vector.Size : 1;
        string[]? names = ValueText.ReadAnnotation(score, SlotNames) ?? labelValues;
        return names?.Length == count && names.Distinct(StringComparer.Ordinal).Count() == count
            ? names
            : count == 1 ? ["score"] : [.. Enumerable.Range(0, count).Select(i => PlainText.Number(i))];
    }

    private static bool IsFloats(DataViewType type) => type is NumberDataViewType or VectorDataViewType { ItemType: NumberDataViewType, Size: > 0 }
        && (type is VectorDataViewType vector ? vector.ItemType.RawType : type.RawType) == typeof(float);

    private static bool IsError(DataViewSchema.Column column) => column.Type is TextDataViewType && column.Name.EndsWith(ErrorSuffix, StringComparison.Ordinal);
}
