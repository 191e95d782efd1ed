using System.IO.Compression;

namespace CtVlm.MLNet.Fuzzing;

/// <summary>Archives of one small image that the grammar makes, or of several, stored and deflated.</summary>
internal static class ArchiveSeeds
{
    public static IEnumerable<byte[]> Make()
    {
        foreach (CompressionLevel level in new[] { CompressionLevel.NoCompression, CompressionLevel.Fastest })
        {
            foreach (int files in new[] { 1, 3 })
            {
                using MemoryStream output = new();
                using (ZipArchive archive = new(output, ZipArchiveMode.Create, leaveOpen: true))
                {
                    for (int i = 0; i < files; i++)
                    {
                        using Stream entry = archive.CreateEntry($"folder/{i}.dcm", level).Open();
                        entry.Write(SliceGrammar.Make(new ByteChooser([]), i));
                    }
                }

                yield return output.ToArray();
            }
        }
    }
}
