using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

/// <summary>One row scored by a two-class model, and views over such rows.</summary>
internal sealed class BinaryRow
{
    public bool Label { get; set; }

    public float LabelNumber { get; set; }

    public uint LabelKey { get; set; }

    public float Score { get; set; }

    public float Probability { get; set; }

    public bool PredictedLabel { get; set; }

    public float PredictedNumber { get; set; }

    public uint PredictedKey { get; set; }

    public string Patient { get; set; } = string.Empty;

    /// <summary>Rows from labels and predictions 0 or 1; the score is the probability.</summary>
    public static BinaryRow[] Of(IReadOnlyList<float> labels, IReadOnlyList<float> predicted, IReadOnlyList<float> probabilities)
        => [.. labels.Select((label, i) => new BinaryRow
        {
            Label = label == 1,
            LabelNumber = label,
            LabelKey = float.IsNaN(label) ? ScoredRow.MissingKey : (uint)label,
            Score = probabilities[i],
            Probability = probabilities[i],
            PredictedLabel = predicted[i] == 1,
            PredictedNumber = predicted[i],
            PredictedKey = (uint)predicted[i],
            Patient = $"P{i / 2}",
        })];

    /// <summary>A view in which the keys have two values, named where names are given.</summary>
    public static IDataView View(MLContext ml, IReadOnlyList<BinaryRow> rows, string[]? names = null)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(BinaryRow));
        foreach (string column in new[] { nameof(LabelKey), nameof(PredictedKey) })
        {
            schema[column].ColumnType = new KeyDataViewType(typeof(uint), 2);
            if (names is not null)
            {
                schema[column].AddAnnotation(
                    "KeyValues",
                    new VBuffer<ReadOnlyMemory<char>>(2, Array.ConvertAll(names, name => name.AsMemory())),
                    new VectorDataViewType(TextDataViewType.Instance, 2));
            }
        }

        return ml.Data.LoadFromEnumerable(rows, schema);
    }
}
