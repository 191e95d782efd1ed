using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

/// <summary>A labelled row with a bag of vectors of eight values.</summary>
internal sealed class LabelledBagRow
{
    public const int Width = 8;

    [VectorType(0, Width)]
    public float[] Slices { get; set; } = [];

    public float[] PositionsMm { get; set; } = [];

    public float Label { get; set; }

    public string Grade { get; set; } = "";

    public bool IsActive { get; set; }

    public string PatientId { get; set; } = "";

    /// <summary>Bags of 1 to 9 slices of values in [0, 1], two a patient, in three classes that show; then an empty bag.</summary>
    public static LabelledBagRow[] Make(int seed = 11)
    {
        Random random = new(seed);
        return
        [
            .. Enumerable.Range(0, 24).Select(i => Make(i, 1 + (i % 9), i / 2 % 3, random)),
            new() { Grade = "none", PatientId = "P99" },
        ];
    }

    private static LabelledBagRow Make(int index, int slices, int label, Random random) => new()
    {
        Slices = [.. Enumerable.Range(0, slices * Width).Select(v => (0.4f * random.NextSingle()) + (v % Width == label ? 0.5f : 0.05f))],
        PositionsMm = [.. Enumerable.Range(0, slices).Select(s => (5f * s) - 40)],
        Label = label,
        Grade = new[] { "none", "mild", "severe" }[label],
        IsActive = label > 0,
        PatientId = $"P{index / 2}",
    };
}
