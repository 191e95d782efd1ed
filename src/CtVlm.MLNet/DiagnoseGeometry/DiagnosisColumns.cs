using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>The columns of a diagnosis, checked.</summary>
internal sealed class DiagnosisColumns
{
    public const string Verb = "DiagnoseGeometry";

    private DiagnosisColumns(
        DataViewSchema.Column embedding,
        IReadOnlyList<DataViewSchema.Column> others,
        DataViewSchema.Column? label,
        DataViewSchema.Column? patient,
        IReadOnlyList<DataViewSchema.Column> profile)
    {
        Embedding = embedding;
        Others = others;
        Label = label;
        Patient = patient;
        Profile = profile;
    }

    /// <summary>The embedding.</summary>
    public DataViewSchema.Column Embedding { get; }

    /// <summary>What it is compared with.</summary>
    public IReadOnlyList<DataViewSchema.Column> Others { get; }

    /// <summary>The class; null without.</summary>
    public DataViewSchema.Column? Label { get; }

    /// <summary>The patient; null without.</summary>
    public DataViewSchema.Column? Patient { get; }

    /// <summary>Slice weights and positions; empty without.</summary>
    public IReadOnlyList<DataViewSchema.Column> Profile { get; }

    /// <summary>All of them.</summary>
    public IEnumerable<DataViewSchema.Column> All =>
        [Embedding, .. Others, .. Label is { } label ? [label] : Array.Empty<DataViewSchema.Column>(), .. Patient is { } patient ? [patient] : Array.Empty<DataViewSchema.Column>(), .. Profile];

    /// <summary>Finds the columns; names that are null are not asked for. The first vector is the embedding.</summary>
    public static DiagnosisColumns Bind(
        IHostEnvironment environment, DataViewSchema schema, string?[] vectors, string? label, string? patient, string?[] profile)
    {
        DataViewSchema.Column[] found =
        [
            .. vectors.OfType<string>().Select(name => Find(
                environment, schema, name, "a known-size vector of Single", "Pool bags of slices with PoolEmbeddings first.", ProjectEmbeddingsEstimator.IsVector)),
        ];
        return new DiagnosisColumns(
            found[0],
            found[1..],
            label is null ? null : Find(environment, schema, label, LabelReader.Expected, LabelReader.Advice, LabelReader.Accepts),
            patient is null ? null : Find(environment, schema, patient, PatientReader.Expected, PatientReader.Advice, PatientReader.Accepts),
            [.. profile.OfType<string>().Select(name => Find(environment, schema, name, "a vector of Single", "One value a slice.", IsSlices))]);
    }

    private static DataViewSchema.Column Find(
        IHostEnvironment environment, DataViewSchema schema, string name, string expected, string advice, Func<DataViewType, bool> isExpected) =>
        ColumnCheck.Find(environment, schema, Verb, name, expected, advice, isExpected);

    private static bool IsSlices(DataViewType type) => type is VectorDataViewType vector && vector.ItemType == NumberDataViewType.Single;
}
