using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

/// <summary>One scored row, and views over such rows with the column types a test asks for.</summary>
internal sealed class ScoredRow
{
    public const uint MissingKey = uint.MaxValue;

    public float Label { get; set; }

    public uint LabelKey { get; set; }

    public float PredictedLabel { get; set; }

    public uint PredictedKey { get; set; }

    public string PredictedText { get; set; } = string.Empty;

    public float[] Score { get; set; } = [];

    public string Patient { get; set; } = string.Empty;

    public int PatientNumber { get; set; }

    public uint PatientKey { get; set; }

    public float PatientFloat { get; set; }

    public string Site { get; set; } = string.Empty;

    public bool Contrast { get; set; }

    /// <summary>Rows with labels and predictions 0..K-1 (NaN = missing), in numbers and in keys, and made-up scores.</summary>
    public static ScoredRow[] Of(IReadOnlyList<float> labels, IReadOnlyList<float> predicted, int classes, IReadOnlyList<float>? scores = null)
        => [.. labels.Select((label, i) => new ScoredRow
        {
            Label = label,
            LabelKey = Key(label),
            PredictedLabel = predicted[i],
            PredictedKey = Key(predicted[i]),
            Score = [.. Enumerable.Range(0, classes).Select(k => scores is null ? 1f / classes : scores[(i * classes) + k])],
            Patient = $"P{i / 2}",
            PatientNumber = -i / 2,
            PatientKey = (uint)(i / 2),
        })];

    /// <summary>A view in which Score has K slots and the keys K values, named where names are given.</summary>
    public static IDataView View(MLContext ml, IReadOnlyList<ScoredRow> rows, int classes, string[]? names = null, string[]? slotNames = null)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(ScoredRow));
        schema[nameof(Score)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, classes);
        schema[nameof(LabelKey)].ColumnType = new KeyDataViewType(typeof(uint), classes);
        schema[nameof(PredictedKey)].ColumnType = new KeyDataViewType(typeof(uint), classes);
        schema[nameof(PatientKey)].ColumnType = new KeyDataViewType(typeof(uint), 1_000_000);
        if (names is not null)
        {
            Annotate(schema[nameof(LabelKey)], "KeyValues", names);
            Annotate(schema[nameof(PredictedKey)], "KeyValues", names);
        }

        if (slotNames is not null)
        {
            Annotate(schema[nameof(Score)], "SlotNames", slotNames);
        }

        return ml.Data.LoadFromEnumerable(rows, schema);
    }

    // ML.NET takes keys of row objects as positions from 0 and reads any position beyond the count as missing.
    private static uint Key(float position) => float.IsNaN(position) ? MissingKey : (uint)position;

    private static void Annotate(SchemaDefinition.Column column, string kind, string[] names)
        => column.AddAnnotation(
            kind,
            new VBuffer<ReadOnlyMemory<char>>(names.Length, Array.ConvertAll(names, name => name.AsMemory())),
            new VectorDataViewType(TextDataViewType.Instance, names.Length));
}
