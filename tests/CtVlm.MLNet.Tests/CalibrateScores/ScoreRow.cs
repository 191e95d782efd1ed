using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

/// <summary>A row with scores, and its class in every kind of column.</summary>
internal sealed class ScoreRow
{
    public float[] Score { get; set; } = [];

    public float Label { get; set; }

    public string Grade { get; set; } = "";

    public uint GradeKey { get; set; }

    public uint Other { get; set; }

    /// <summary>Rows of logits and classes; a class of -1 is missing.</summary>
    public static ScoreRow[] Of(int classes, IReadOnlyList<float> scores, IReadOnlyList<int> actual) => [.. actual.Select((y, i) => new ScoreRow
    {
        Score = [.. scores.Skip(i * classes).Take(classes)],
        Label = y < 0 ? float.NaN : y,
        Grade = y < 0 ? "" : Name(y),

        // ML.NET takes keys of row objects from 0, and beyond the count as missing. This key counts from the worst class.
        GradeKey = y < 0 ? uint.MaxValue : (uint)(classes - 1 - y),
        Other = y < 0 ? uint.MaxValue : (uint)y,
    })];

    public static string Name(int k) => $"grade {k}";

    /// <summary>A view; scores have the names of their classes where asked for, the label's keys the same names in reverse.</summary>
    public static IDataView View(MLContext ml, IReadOnlyList<ScoreRow> rows, int classes, bool hasNames = false, string[]? slotNames = null)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(ScoreRow));
        schema[nameof(Score)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, classes);
        schema[nameof(GradeKey)].ColumnType = new KeyDataViewType(typeof(uint), classes);
        schema[nameof(Other)].ColumnType = new KeyDataViewType(typeof(uint), classes);
        if (hasNames)
        {
            string[] names = [.. Enumerable.Range(0, classes).Select(Name)];
            Annotate(schema[nameof(Score)], "SlotNames", slotNames ?? names);
            Annotate(schema[nameof(GradeKey)], "KeyValues", [.. names.Reverse()]);
        }

        return ml.Data.LoadFromEnumerable(rows, schema);
    }

    /// <summary>Logits that say too much, and classes drawn from a third of them.</summary>
    public static ScoreRow[] Overconfident(int count, int classes, int seed)
    {
        Random random = new(seed);
        List<float> scores = [];
        List<int> actual = [];
        for (int i = 0; i < count; i++)
        {
            double[] logits = [.. Enumerable.Range(0, classes).Select(_ => (random.NextDouble() - 0.5) * 12)];
            double[] chances = Array.ConvertAll(logits, z => Math.Exp(z / 3));
            double draw = random.NextDouble() * chances.Sum();
            int y = 0;
            while (y < classes - 1 && draw > chances[y])
            {
                draw -= chances[y++];
            }

            scores.AddRange(logits.Select(z => (float)z));
            actual.Add(y);
        }

        return Of(classes, scores, actual);
    }

    private static void Annotate(SchemaDefinition.Column column, string kind, string[] names) => column.AddAnnotation(
        kind,
        new VBuffer<ReadOnlyMemory<char>>(names.Length, Array.ConvertAll(names, name => name.AsMemory())),
        new VectorDataViewType(TextDataViewType.Instance, names.Length));
}
