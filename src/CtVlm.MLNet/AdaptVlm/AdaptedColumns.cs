using CtVlm.MLNet.Dicom;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using static Microsoft.ML.SchemaShape.Column;

namespace CtVlm.MLNet;

/// <summary>The columns that AdaptVlm reads, and what is said when they do not fit.</summary>
internal static class AdaptedColumns
{
    private const string Verb = AdaptVlmEstimator.Verb;
    private const string TextAdvice = "It is TextColumnName, such as the report.";
    private const string LabelAdvice = "It is LabelColumnName, which the loss uses.";
    private const string PatientAdvice = "It is PatientColumnName.";
    private const string KeyAdvice = "It is PositiveKeyColumnName.";

    /// <summary>Whether texts are read in training.</summary>
    public static bool ReadsTexts(AdaptVlmOptions options) => options.Training.Loss.UsesTexts;

    /// <summary>Every column is promised.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is missing or of another type.</exception>
    public static void Check(IExceptionContext context, SchemaShape schema, AdaptVlmOptions options)
    {
        ColumnCheck.Find(
            context, schema, Verb, options.InputColumnName ?? options.OutputColumnName, nameof(CtVolume), EmbedCtTransformer.Advice, c => c.Kind == VectorKind.Scalar && c.ItemType is CtVolumeDataViewType);
        if (ReadsTexts(options))
        {
            ColumnCheck.Find(context, schema, Verb, options.TextColumnName, "text", TextAdvice, c => c.Kind == VectorKind.Scalar && c.ItemType is TextDataViewType && !c.IsKey);
        }

        if (options.Training.Loss.UsesClasses)
        {
            ColumnCheck.Find(context, schema, Verb, options.LabelColumnName, LabelReader.Expected, LabelAdvice, LabelReader.Accepts);
        }

        if (options.PatientColumnName is string patient)
        {
            ColumnCheck.Find(context, schema, Verb, patient, PatientReader.Expected, PatientAdvice, PatientReader.Accepts);
        }

        if (options.PositiveKeyColumnName is string key)
        {
            ColumnCheck.Find(context, schema, Verb, key, LabelReader.Expected, KeyAdvice, LabelReader.Accepts);
        }
    }

    /// <summary>The column of volumes.</summary>
    public static DataViewSchema.Column FindVolume(IExceptionContext context, DataViewSchema schema, AdaptVlmOptions options) => ColumnCheck.Find(
        context, schema, Verb, options.InputColumnName ?? options.OutputColumnName, nameof(CtVolume), EmbedCtTransformer.Advice, type => type is CtVolumeDataViewType);

    /// <summary>The column of texts; null where none are read.</summary>
    public static DataViewSchema.Column? FindText(IExceptionContext context, DataViewSchema schema, AdaptVlmOptions options) => ReadsTexts(options)
        ? ColumnCheck.Find(context, schema, Verb, options.TextColumnName, "text", TextAdvice, type => type is TextDataViewType)
        : null;

    /// <summary>The column of classes; null where none are read.</summary>
    public static DataViewSchema.Column? FindLabel(IExceptionContext context, DataViewSchema schema, AdaptVlmOptions options) => options.Training.Loss.UsesClasses
        ? ColumnCheck.Find(context, schema, Verb, options.LabelColumnName, LabelReader.Expected, LabelAdvice, LabelReader.Accepts)
        : null;

    /// <summary>The column of patients; null where none is read.</summary>
    public static DataViewSchema.Column? FindPatient(IExceptionContext context, DataViewSchema schema, AdaptVlmOptions options) => options.PatientColumnName is string name
        ? ColumnCheck.Find(context, schema, Verb, name, PatientReader.Expected, PatientAdvice, PatientReader.Accepts)
        : null;

    /// <summary>The column of positive keys; null where none is read.</summary>
    public static DataViewSchema.Column? FindKey(IExceptionContext context, DataViewSchema schema, AdaptVlmOptions options) => options.PositiveKeyColumnName is string name
        ? ColumnCheck.Find(context, schema, Verb, name, LabelReader.Expected, KeyAdvice, LabelReader.Accepts)
        : null;
}
