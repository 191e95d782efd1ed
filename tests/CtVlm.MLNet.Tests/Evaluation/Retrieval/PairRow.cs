using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

/// <summary>A row with the vectors of a text and of an image.</summary>
internal sealed class PairRow
{
    public float[] Text { get; set; } = [];

    public float[] Image { get; set; } = [];

    public string Template { get; set; } = "";

    public string Patient { get; set; } = "";

    public int Severity { get; set; }

    public string Site { get; set; } = "";

    public float Fraction { get; set; }

    /// <summary>A view in which the vectors have their width.</summary>
    public static IDataView View(MLContext ml, IReadOnlyList<PairRow> rows, int? imageWidth = null)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(PairRow));
        int width = rows.Count == 0 ? 2 : rows[0].Text.Length;
        schema[nameof(Text)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, width);
        schema[nameof(Image)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, imageWidth ?? width);
        return ml.Data.LoadFromEnumerable(rows, schema);
    }

    /// <summary>Rows of random vectors, image near its text; three rows a patient, some templates shared.</summary>
    public static PairRow[] Random(int count, int width, int seed, double noise = 1)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            float[] text = [.. Enumerable.Range(0, width).Select(_ => (float)(random.NextDouble() - 0.5))];
            return new PairRow
            {
                Text = text,
                Image = Array.ConvertAll(text, v => v + (float)(noise * (random.NextDouble() - 0.5))),
                Template = $"T{random.Next(count / 4)}",
                Patient = $"P{i / 3}",
                Severity = random.Next(4),
                Site = ((string[])["ileum", "colon", ""])[random.Next(3)],
            };
        })];
    }
}
