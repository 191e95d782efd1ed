using System.Text.Json;
using CtVlm.MLNet.Tests;
using FellowOakDicom;

namespace CtVlm.MLNet.FoDicom.Tests;

/// <summary>The series of tests/Golden/dicom as fo-dicom opens them.</summary>
internal static class GoldenObjects
{
    private static readonly Dictionary<string, string> s_paths = Load();

    public static IEnumerable<string> Ids => s_paths.Keys;

    public static string PathOf(string id) => GoldenFiles.Path("dicom", s_paths[id]);

    /// <summary>Opens every file of a case, in the order of their names.</summary>
    public static DicomFile[] Open(string id)
    {
        string path = PathOf(id);
        string[] files = Directory.Exists(path) ? Directory.GetFiles(path, "*", SearchOption.AllDirectories) : [path];
        return [.. files.Order(StringComparer.Ordinal).Select(file => DicomFile.Open(file, FileReadOption.ReadAll))];
    }

    private static Dictionary<string, string> Load()
    {
        using JsonDocument cases = JsonDocument.Parse(File.ReadAllText(GoldenFiles.Path("dicom", "cases.json")));
        return cases.RootElement.GetProperty("cases").EnumerateArray()
            .ToDictionary(row => row.GetProperty("id").GetString()!, row => row.GetProperty("path").GetString()!, StringComparer.Ordinal);
    }
}
