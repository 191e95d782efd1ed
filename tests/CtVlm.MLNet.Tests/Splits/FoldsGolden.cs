using System.Text.Json;

namespace CtVlm.MLNet.Tests;

/// <summary>The tables of tests/Golden/metrics/folds.json, and what is measured of folds.</summary>
internal static class FoldsGolden
{
    public static JsonElement Root { get; } = Load();

    public static JsonElement Table(string name) => Root.GetProperty("tables").EnumerateArray().Single(t => t.GetProperty("name").GetString() == name);

    public static JsonElement Refusal(string name) => Root.GetProperty("refuse").EnumerateArray().Single(t => t.GetProperty("name").GetString() == name);

    public static string?[] Patients(JsonElement table) => [.. table.GetProperty("patient").EnumerateArray().Select(p => p.GetString())];

    public static int[] Labels(JsonElement table) => [.. table.GetProperty("y").EnumerateArray().Select(y => y.ValueKind == JsonValueKind.Null ? -1 : y.GetInt32())];

    /// <summary>Texts numbered in order of first occurrence; null and blank are -1.</summary>
    public static int[] Number(IEnumerable<string?> texts)
    {
        Dictionary<string, int> known = new(StringComparer.Ordinal);
        return [.. texts.Select(text => string.IsNullOrWhiteSpace(text) ? -1 : known.TryAdd(text, known.Count) ? known.Count - 1 : known[text])];
    }

    /// <summary>Largest error of a class share, largest error of a size, and whether each fold has each class.</summary>
    public static (double Share, double Size, bool HasAll) Measure(int[] labels, int[] folds, int count)
    {
        double share = 0, size = 0;
        bool hasAll = true;
        for (int fold = 0; fold < count; fold++)
        {
            int[] rows = [.. Enumerable.Range(0, folds.Length).Where(row => folds[row] == fold)];
            size = Math.Max(size, Math.Abs((rows.Length / (double)folds.Length) - (1.0 / count)));
            foreach (int label in labels.Distinct())
            {
                int own = rows.Count(row => labels[row] == label);
                hasAll &= own > 0;
                share = Math.Max(share, Math.Abs((own / (double)rows.Length) - (labels.Count(l => l == label) / (double)labels.Length)));
            }
        }

        return (share, size, hasAll);
    }

    private static JsonElement Load()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(GoldenFiles.Path("metrics", "folds.json")));
        return document.RootElement.Clone();
    }
}
