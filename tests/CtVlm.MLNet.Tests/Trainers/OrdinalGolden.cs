using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

/// <summary>The problems of tests/Golden/metrics/ordinal.json as views.</summary>
internal static class OrdinalGolden
{
    public static JsonElement Root { get; } = Load();

    public static TheoryData<string> Names(string kind) => [.. Root.GetProperty(kind).EnumerateArray().Select(p => p.GetProperty("name").GetString()!)];

    public static JsonElement Find(string kind, string name) => Root.GetProperty(kind).EnumerateArray().Single(p => p.GetProperty("name").GetString() == name);

    public static double[] Doubles(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetDouble())];

    public static IDataView Train(MLContext ml, JsonElement problem) => View(ml, problem, "x", [.. Doubles(problem.GetProperty("y")).Select(y => (float)y)]);

    public static IDataView Test(MLContext ml, JsonElement problem)
    {
        int rows = problem.GetProperty("test_x").GetArrayLength() / problem.GetProperty("dimensions").GetInt32();
        return View(ml, problem, "test_x", new float[rows]);
    }

    public static void Close(string tolerance, IReadOnlyList<double> expected, IReadOnlyList<double> actual, string what)
    {
        Assert.Equal(expected.Count, actual.Count);
        double bound = Root.GetProperty("tolerance").GetProperty(tolerance).GetDouble();
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.True(Math.Abs(actual[i] - expected[i]) <= bound * (1 + Math.Abs(expected[i])), $"{what} {i}: expected {expected[i]:R}, got {actual[i]:R}");
        }
    }

    private static IDataView View(MLContext ml, JsonElement problem, string x, float[] labels)
    {
        int width = problem.GetProperty("dimensions").GetInt32();
        float[] values = [.. Doubles(problem.GetProperty(x)).Select(v => (float)v)];
        var schema = SchemaDefinition.Create(typeof(OrdinalRow));
        schema[nameof(OrdinalRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, width);
        return ml.Data.LoadFromEnumerable(labels.Select((label, row) => new OrdinalRow { Severity = label, Features = values[(row * width)..((row + 1) * width)] }).ToList(), schema);
    }

    private static JsonElement Load()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(GoldenFiles.Path("metrics", "ordinal.json")));
        return document.RootElement.Clone();
    }
}
