using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

/// <summary>A row with embeddings, and views over such rows with the type and annotations a test asks for.</summary>
internal sealed class EmbeddingRow
{
    public string Name { get; set; } = "";

    public string Truth { get; set; } = "";

    public float[] Slices { get; set; } = [];

    /// <summary>Rows of bags, of vectors of a width.</summary>
    public static IDataView Bags(MLContext ml, int width, IEnumerable<float[]> bags, params (string Kind, string Value)[] annotations) =>
        View(ml, new VectorDataViewType(NumberDataViewType.Single, 0, width), [.. bags.Select((bag, i) => new EmbeddingRow { Name = $"row{i}", Slices = bag })], annotations);

    /// <summary>Rows of single vectors.</summary>
    public static IDataView Vectors(MLContext ml, int width, IEnumerable<float[]> vectors, params (string Kind, string Value)[] annotations) =>
        View(ml, new VectorDataViewType(NumberDataViewType.Single, width), [.. vectors.Select((vector, i) => new EmbeddingRow { Name = $"row{i}", Slices = vector })], annotations);

    public static IDataView View(MLContext ml, DataViewType type, IReadOnlyList<EmbeddingRow> rows, params (string Kind, string Value)[] annotations)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(EmbeddingRow));
        schema[nameof(Slices)].ColumnType = type;
        foreach ((string kind, string value) in annotations)
        {
            schema[nameof(Slices)].AddAnnotation(kind, value.AsMemory(), TextDataViewType.Instance);
        }

        return ml.Data.LoadFromEnumerable(rows, schema);
    }
}
