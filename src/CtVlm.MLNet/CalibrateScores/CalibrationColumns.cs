using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using static Microsoft.ML.SchemaShape.Column;

namespace CtVlm.MLNet;

/// <summary>The columns that a calibration is fitted on, and the classes they agree on.</summary>
/// <param name="Score">Known-size vector of Single, at least 2 slots.</param>
/// <param name="Label">A key, a number or text.</param>
/// <param name="ClassNames">Of the slots: from the scores, else from a label of as many, else 0 to K - 1.</param>
internal sealed record CalibrationColumns(DataViewSchema.Column Score, DataViewSchema.Column Label, string[] ClassNames)
{
    private const string ScoreExpected = "a vector of Single of known size, 2 slots or more";
    private const string ScoreAdvice = "Name the Score column of a multiclass trainer.";
    private const string LabelExpected = "a key, a number or text";
    private const string LabelAdvice = "Take rows that keep their actual class.";

    /// <summary>K.</summary>
    public int Classes => ClassNames.Length;

    /// <summary>Finds and checks them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is missing or has an unfit type, or they disagree about the number of classes.</exception>
    public static CalibrationColumns Bind(IExceptionContext context, DataViewSchema schema, string verb, string scoreName, string labelName)
    {
        DataViewSchema.Column score = FindScore(context, schema, verb, scoreName, IsScore, ScoreExpected);
        DataViewSchema.Column label = ColumnCheck.Find(context, schema, verb, labelName, LabelExpected, LabelAdvice, IsLabel);
        int slots = score.Type.GetVectorSize();
        string[]? labelNames = ClassNameReader.KeyValues(label);
        string[] names = ClassNameReader.ScoreNames(score, slots)
            ?? (labelNames?.Length == slots ? labelNames : null)
            ?? [.. Enumerable.Range(0, slots).Select(k => k.ToString(CultureInfo.InvariantCulture))];
        if (label.Type is KeyDataViewType key && labelNames is null && key.Count != (ulong)slots)
        {
            throw ColumnCheck.Mismatch(
                context,
                nameof(schema),
                FormattableString.Invariant($"{verb}: label column '{labelName}' has {key.Count} classes without names, the {slots} of '{scoreName}' expected. Give the keys their values with MapValueToKey."));
        }

        return new CalibrationColumns(score, label, names);
    }

    /// <summary>Checks the columns of a schema that is only promised yet.</summary>
    /// <returns>The scores.</returns>
    public static SchemaShape.Column Find(IExceptionContext context, SchemaShape schema, string scoreName, string labelName)
    {
        _ = ColumnCheck.Find(
            context, schema, CalibrateScoresEstimator.Verb, labelName, LabelExpected, LabelAdvice, c => c.Kind == VectorKind.Scalar && (c.IsKey || IsLabel(c.ItemType)));
        return ColumnCheck.Find(
            context, schema, CalibrateScoresEstimator.Verb, scoreName, ScoreExpected, ScoreAdvice, c => c.Kind == VectorKind.Vector && c.ItemType == NumberDataViewType.Single && !c.IsKey);
    }

    /// <summary>The scores of a schema that a fitted step is used on.</summary>
    public static DataViewSchema.Column FindScore(IExceptionContext context, DataViewSchema schema, string verb, string name, Func<DataViewType, bool> isExpected, string expected) =>
        ColumnCheck.Find(context, schema, verb, name, expected, ScoreAdvice, isExpected);

    private static bool IsScore(DataViewType type) => ProjectEmbeddingsEstimator.IsVector(type) && type.GetVectorSize() >= 2;

    private static bool IsLabel(DataViewType type) => type is KeyDataViewType or NumberDataViewType or TextDataViewType;
}
