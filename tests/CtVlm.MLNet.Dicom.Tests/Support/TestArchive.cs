using System.IO.Compression;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Writes zip archives with the runtime's own writer.</summary>
internal static class TestArchive
{
    public static byte[] Of(CompressionLevel level, params (string Name, byte[] Bytes)[] files)
    {
        using MemoryStream output = new();
        using (ZipArchive archive = new(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in files)
            {
                using Stream entry = archive.CreateEntry(name, level).Open();
                entry.Write(bytes);
            }
        }

        return output.ToArray();
    }

    public static (string Name, byte[] Bytes)[] Stack(int count, string folder = "CT") =>
        [.. TestSlice.Stack(count).Select((slice, z) => ($"{folder}/IM{z}", slice.ToBytes()))];

    /// <summary>All files below a folder, packed.</summary>
    public static byte[] OfFolder(string folder) => Of(
        CompressionLevel.Fastest,
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => (Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes(file)))]);
}
