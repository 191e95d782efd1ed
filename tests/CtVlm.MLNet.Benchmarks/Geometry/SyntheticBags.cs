using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>Bags of slice embeddings that share a direction, as an encoder's do, the same in every run.</summary>
internal static class SyntheticBags
{
    private const float Shared = 0.5f;

    /// <summary>Slices of a bag.</summary>
    public static int Slices => BenchmarkScale.IsShort ? 8 : 32;

    /// <summary>D; the width of a ViT-B in the full form.</summary>
    public static int Width => BenchmarkScale.IsShort ? 96 : 768;

    /// <summary>A number of bags of two classes, half of each.</summary>
    public static PoolingData Make(int count)
    {
        Random random = new(1);
        float[][] bags = [.. Enumerable.Range(0, count).Select(_ => MakeRows(Slices, random))];
        return new PoolingData(Width, bags, [.. Enumerable.Range(0, count).Select(bag => bag % 2)]);
    }

    /// <summary>A number of rows (N, D), row by row.</summary>
    public static float[] MakeRows(int count, Random random)
    {
        float[] rows = new float[count * Width];
        for (int i = 0; i < rows.Length; i++)
        {
            // Values are uniform; some columns have a mean above 0, others below.
            rows[i] = (2 * random.NextSingle()) - 1 + (i % Width % 3 == 0 ? Shared : -Shared);
        }

        return rows;
    }

    /// <summary>Bags as a column of an IDataView, in memory.</summary>
    public static IDataView ToView(MLContext ml, PoolingData data)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Slices)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 0, data.Width);
        return ml.Data.LoadFromEnumerable(data.Bags.Select(bag => new Row { Slices = bag }).ToArray(), schema);
    }

    /// <summary>A row of the view.</summary>
    internal sealed class Row
    {
        public float[] Slices { get; set; } = [];
    }
}
