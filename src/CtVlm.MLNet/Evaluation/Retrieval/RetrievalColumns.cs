using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>The columns of a retrieval, checked.</summary>
/// <param name="Query">Vectors that ask.</param>
/// <param name="Candidate">Vectors that are found, of the same width.</param>
/// <param name="Relevance">What relevant rows share; null: the own row only.</param>
/// <param name="Patient">The patient; null without.</param>
/// <param name="Grades">Labels whose agreement is the gain.</param>
internal sealed record RetrievalColumns(
    DataViewSchema.Column Query,
    DataViewSchema.Column Candidate,
    DataViewSchema.Column? Relevance,
    DataViewSchema.Column? Patient,
    IReadOnlyList<DataViewSchema.Column> Grades)
{
    public const string Verb = "EvaluateRetrieval";

    private const string KeyExpected = "a key, text, bool or whole number";
    private const string KeyAdvice = "What tells rows apart cannot be a fraction; map it to a key with MapValueToKey first.";

    /// <summary>All of them, each once.</summary>
    public IEnumerable<DataViewSchema.Column> All =>
        new[] { Query, Candidate, Relevance, Patient }.OfType<DataViewSchema.Column>().Concat(Grades).DistinctBy(c => c.Index);

    /// <summary>Finds and checks them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is missing or has an unfit type.</exception>
    public static RetrievalColumns Bind(
        IHostEnvironment environment, DataViewSchema schema, string query, string candidate, string? relevance, string? patient, IReadOnlyList<string> grades)
    {
        DataViewSchema.Column asks = ColumnCheck.Find(
            environment, schema, Verb, query, "a known-size vector of Single", "Pool bags of slices with PoolEmbeddings first.", ProjectEmbeddingsEstimator.IsVector);
        int width = asks.Type.GetVectorSize();
        DataViewSchema.Column found = ColumnCheck.Find(
            environment,
            schema,
            Verb,
            candidate,
            $"a vector of {width} Single, as '{query}' is",
            "Queries and candidates must live in one space: take both from one encoder, projected.",
            type => ProjectEmbeddingsEstimator.IsVector(type) && type.GetVectorSize() == width);
        return new RetrievalColumns(asks, found, FindKey(relevance), FindPatient(), [.. grades.Select(name => FindKey(name)!.Value)]);

        DataViewSchema.Column? FindKey(string? name) => name is null ? null : ColumnCheck.Find(environment, schema, Verb, name, KeyExpected, KeyAdvice, LabelReader.Accepts);

        DataViewSchema.Column? FindPatient() => patient is null
            ? null
            : ColumnCheck.Find(environment, schema, Verb, patient, "text, a key or a whole number", "Convert the patient to text first.", PatientReader.Accepts);
    }
}
