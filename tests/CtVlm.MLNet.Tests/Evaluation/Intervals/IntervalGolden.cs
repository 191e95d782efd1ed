using System.Runtime.InteropServices;
using System.Text.Json;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Tests;

/// <summary>tests/Golden/metrics/intervals.json and the tensors beside it.</summary>
internal static class IntervalGolden
{
    public const double Tolerance = 1e-9;

    /// <summary>The three statistics of the tensors, in their order.</summary>
    public static readonly string[] Statistics = ["accuracy", "kappa_quadratic", "auroc_ovr_macro"];

    public static JsonElement Root { get; } = JsonDocument.Parse(File.ReadAllText(GoldenFiles.Path("metrics", "intervals.json"))).RootElement;

    public static IEnumerable<JsonElement> Cohorts => Root.GetProperty("cohorts").EnumerateArray();

    public static JsonElement Cohort(string name) => Cohorts.Single(cohort => cohort.GetProperty("name").GetString() == name);

    /// <summary>Rows of one of the two models, predicted = the first largest score.</summary>
    public static ScoredRows Rows(JsonElement cohort, string model)
    {
        int classes = cohort.GetProperty("classes").GetInt32();
        double[] scores = Doubles(cohort.GetProperty("scores_" + model));
        int[] predicted = [.. scores.Chunk(classes).Select(p => Array.IndexOf(p, p.Max()))];
        return new ScoredRows(classes, Ints(cohort.GetProperty("y")), predicted, scores, Ints(cohort.GetProperty("patient")));
    }

    /// <summary>Place of a statistic among the product's metrics.</summary>
    public static int IndexOf(ResampledMetrics metrics, int statistic) => metrics.IndexOf(
        statistic switch { 0 => ClinicalMetricNames.Accuracy, 1 => ClinicalMetricNames.QuadraticWeightedKappa, _ => ClinicalMetricNames.MacroAuroc });

    public static int[] Ints(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetInt32())];

    public static double[] Doubles(JsonElement array) => [.. array.EnumerateArray().Select(Double)];

    public static double Double(JsonElement value) => value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble();

    /// <summary>Rows of an int32 tensor.</summary>
    public static int[][] IntRows(string tensor) => Read<int>(tensor);

    /// <summary>Rows of a float64 tensor.</summary>
    public static double[][] DoubleRows(string tensor) => Read<double>(tensor);

    public static void Close(double expected, double actual, string what)
    {
        if (double.IsNaN(expected) || double.IsNaN(actual))
        {
            Assert.True(double.IsNaN(expected) && double.IsNaN(actual), $"{what}: expected {expected:R}, got {actual:R}");
            return;
        }

        Assert.True(Math.Abs(actual - expected) <= Tolerance * (1 + Math.Abs(expected)), $"{what}: expected {expected:R}, got {actual:R}");
    }

    public static void Close(JsonElement expected, ConfidenceBounds actual, string what)
    {
        Close(Double(expected[0]), actual.Lower, what + " lower");
        Close(Double(expected[1]), actual.Upper, what + " upper");
    }

    private static T[][] Read<T>(string tensor)
        where T : struct
    {
        using SafetensorsFile file = SafetensorsFile.Open(GoldenFiles.Path("metrics", "indices.safetensors"));
        SafetensorsEntry entry = file.GetEntry(tensor);
        return [.. MemoryMarshal.Cast<byte, T>(file.GetBytes(entry)).ToArray().Chunk((int)entry.Shape[1])];
    }
}
