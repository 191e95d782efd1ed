using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

/// <summary>A row with embeddings of two widths, a class in several types, a patient, and slice weights.</summary>
internal sealed class EmbeddedRow
{
    [VectorType(4)]
    public float[] Embedding { get; set; } = [];

    [VectorType(4)]
    public float[] Text { get; set; } = [];

    [VectorType(2)]
    public float[] Narrow { get; set; } = [];

    public string Label { get; set; } = "";

    public bool Flag { get; set; }

    public int Grade { get; set; }

    public float Fraction { get; set; }

    public string Patient { get; set; } = "";

    public float[] Weights { get; set; } = [];

    public float[] Positions { get; set; } = [];

    /// <summary>Rows of three classes, two rows a patient; both rows of a patient are alike and of one class.</summary>
    public static EmbeddedRow[] Create(int patients, int seed = 1)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, patients).SelectMany(patient => CreatePatient(random, patient))];
    }

    private static IEnumerable<EmbeddedRow> CreatePatient(Random random, int patient)
    {
        float[] own = Draw(random, 4, 1);
        for (int visit = 0; visit < 2; visit++)
        {
            float[] values = [.. own.Zip(Draw(random, 4, 0.01f), (a, b) => a + b)];
            yield return new EmbeddedRow
            {
                Embedding = values,
                Text = [.. values.Zip(Draw(random, 4, 0.5f), (a, b) => a + b)],
                Narrow = [values[0] + 1, values[3]],
                Label = new[] { "mild", "normal", "severe" }[patient % 3],
                Flag = patient % 2 == 0,
                Grade = patient % 3,
                Patient = $"p{patient}",
                Weights = [0.25f, 0.75f],
                Positions = [-5, 12],
            };
        }
    }

    private static float[] Draw(Random random, int count, float scale) => [.. Enumerable.Range(0, count).Select(_ => scale * (float)((2 * random.NextDouble()) - 1))];
}
