using System.Text.Json;
using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>The synthetic series of tests/Golden/dicom and what a reader must make of each.</summary>
internal static class GoldenSeries
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly Dictionary<string, GoldenCase> ById = Load().ToDictionary(item => item.Id, StringComparer.Ordinal);

    public static IEnumerable<string> Ids(params string[] groups) =>
        ById.Values.Where(item => groups.Length == 0 || groups.Contains(item.Group)).Select(item => item.Id);

    public static GoldenCase Get(string id) => ById[id];

    public static string PathOf(string id) => GoldenFiles.Path("dicom", ById[id].Path);

    private static GoldenCase[] Load() =>
        JsonSerializer.Deserialize<GoldenFile>(File.ReadAllText(GoldenFiles.Path("dicom", "cases.json")), Json)!.Cases;

    private sealed record GoldenFile(GoldenCase[] Cases);
}
