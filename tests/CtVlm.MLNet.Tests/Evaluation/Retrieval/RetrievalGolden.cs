using System.Text.Json;

namespace CtVlm.MLNet.Tests;

/// <summary>The cases of retrieval.json.</summary>
internal sealed class RetrievalGolden
{
    private static readonly JsonElement Root = Load();

    private RetrievalGolden(JsonElement json) => Json = json;

    public static IReadOnlyList<int> Cutoffs { get; } = [.. Root.GetProperty("k").EnumerateArray().Select(k => k.GetInt32())];

    public static IEnumerable<string> Names => Root.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("name").GetString()!);

    public static IEnumerable<JsonElement> RandomLevels => Root.GetProperty("random_levels").EnumerateArray();

    public JsonElement Json { get; }

    public int Queries => Json.GetProperty("queries").GetInt32();

    public int Candidates => Json.GetProperty("candidates").GetInt32();

    public static RetrievalGolden Get(string name) => new(Root.GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name));

    /// <summary>Compares as the file says: null is NaN, else |a - b| is at most the tolerance times 1 + |b|.</summary>
    public static void Close(JsonElement parent, string name, double actual)
    {
        JsonElement expected = parent.GetProperty(name);
        if (expected.ValueKind == JsonValueKind.Null)
        {
            Assert.True(double.IsNaN(actual), $"{name}: undefined expected, got {actual:R}");
            return;
        }

        double value = expected.GetDouble();
        Assert.True(Math.Abs(actual - value) <= Root.GetProperty("tolerance").GetDouble() * (1 + Math.Abs(value)), $"{name}: expected {value:R}, got {actual:R}");
    }

    public static void Close(JsonElement parent, string name, TiedFigure actual)
    {
        Close(parent, name + "_expected", actual.Expected);
        Close(parent, name + "_pessimistic", actual.Pessimistic);
    }

    public float[] Similarities(int query) => [.. Json.GetProperty("similarity").EnumerateArray().Skip(query * Candidates).Take(Candidates).Select(s => s.GetSingle())];

    public int[] Positives(int query) => [.. Json.GetProperty("positives")[query].EnumerateArray().Select(p => p.GetInt32())];

    public double[] Gains(int query) => [.. Json.GetProperty("gains").EnumerateArray().Skip(query * Candidates).Take(Candidates).Select(g => g.GetDouble())];

    /// <summary>The figures of a query; null where nothing is relevant.</summary>
    public QueryFigures? Figures(int query) => Positives(query) is { Length: > 0 } positives
        ? new QueryFigures(Ranking.Create(Similarities(query), positives), Cutoffs, new Discounts(Cutoffs.Max()))
        : null;

    private static JsonElement Load()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(GoldenFiles.Path("metrics", "retrieval.json")));
        return document.RootElement.Clone();
    }
}
