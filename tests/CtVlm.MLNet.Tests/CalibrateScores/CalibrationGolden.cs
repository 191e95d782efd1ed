using System.Text.Json;

namespace CtVlm.MLNet.Tests;

/// <summary>The cases of calibration.json.</summary>
internal static class CalibrationGolden
{
    private static readonly JsonElement Root = Load();

    public static IReadOnlyList<string> Methods { get; } = ["temperature", "vector", "platt", "isotonic"];

    public static IEnumerable<string> Names => Root.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("name").GetString()!);

    public static IEnumerable<JsonElement> Refused => Root.GetProperty("refuse").EnumerateArray();

    public static JsonElement Get(string name) => Root.GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);

    public static double Tolerance(string name) => Root.GetProperty("tolerance").GetProperty(name).GetDouble();

    public static ScoreCalibration Create(string method) => method switch
    {
        "temperature" => ScoreCalibration.Temperature(),
        "vector" => ScoreCalibration.Vector(),
        "platt" => ScoreCalibration.Platt(),
        _ => ScoreCalibration.Isotonic(),
    };

    public static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(v => v.GetDouble())];

    public static float[] Singles(JsonElement array) => [.. array.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Null ? float.NaN : v.GetSingle())];

    public static int[] Labels(JsonElement item) => [.. item.GetProperty("y").EnumerateArray().Select(v => v.GetInt32())];

    public static CalibrationRows Rows(JsonElement item) => new(item.GetProperty("classes").GetInt32(), Numbers(item.GetProperty("logits")), Labels(item));

    public static void Close(JsonElement expected, IEnumerable<double> actual, string tolerance)
    {
        double[] values = expected.ValueKind == JsonValueKind.Array ? Numbers(expected) : [expected.GetDouble()];
        double[] got = [.. actual];
        Assert.Equal(values.Length, got.Length);
        Assert.All(values.Zip(got), pair => Assert.True(
            Math.Abs(pair.First - pair.Second) <= Tolerance(tolerance) * (1 + Math.Abs(pair.First)), $"{pair.First:R} expected, got {pair.Second:R}"));
    }

    private static JsonElement Load()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(GoldenFiles.Path("metrics", "calibration.json")));
        return document.RootElement.Clone();
    }
}
