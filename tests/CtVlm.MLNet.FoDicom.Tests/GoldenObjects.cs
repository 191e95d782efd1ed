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
    public static DicomFile[] Open(string id) => Open(id, out _);

    /// <summary>Opens every file of a case, in the order of their names.</summary>
    /// <param name="id">The case.</param>
    /// <param name="refused">Receives the paths, relative to the case, of the files that fo-dicom says are no DICOM files.</param>
    public static DicomFile[] Open(string id, out IReadOnlyList<string> refused)
    {
        string path = PathOf(id);
        string[] files = Directory.Exists(path) ? Directory.GetFiles(path, "*", SearchOption.AllDirectories) : [path];
        List<DicomFile> opened = [];
        List<string> others = [];
        foreach (string file in files.Order(StringComparer.Ordinal))
        {
            try
            {
                opened.Add(DicomFile.Open(file, FileReadOption.ReadAll));
            }
            catch (DicomFileException)
            {
                others.Add(Path.GetRelativePath(path, file).Replace('\\', '/'));
            }
        }

        refused = others;
        return [.. opened];
    }

    private static Dictionary<string, string> Load()
    {
        using JsonDocument cases = JsonDocument.Parse(File.ReadAllText(GoldenFiles.Path("dicom", "cases.json")));
        return cases.RootElement.GetProperty("cases").EnumerateArray()
            .ToDictionary(row => row.GetProperty("id").GetString()!, row => row.GetProperty("path").GetString()!, StringComparer.Ordinal);
    }
}
