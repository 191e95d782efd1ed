using System.Security.Cryptography;
using System.Text;
using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>The product's side: every series below a folder from headers alone, on one thread.</summary>
internal sealed class HeaderReading(string folder)
{
    private static readonly CtReadOptions s_oneThread = new() { MaxDegreeOfParallelism = 1 };

    /// <summary>Looks at all files once.</summary>
    /// <returns>Their number and the SHA-256 of the sorted lines "path, space, SeriesInstanceUID".</returns>
    public ReadingDigest Check()
    {
        string[] lines =
        [
            .. CtInventory.Scan(folder, s_oneThread).Series
                .SelectMany(series => series.Files.Select(
                    path => $"{Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/')} {series.Description.SeriesInstanceUid}"))
                .Order(StringComparer.Ordinal),
        ];
        return new ReadingDigest(lines.Length, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines)))));
    }

    /// <summary>Looks until the code is compiled for good.</summary>
    public void WarmUp()
    {
        for (int i = 0; i < (BenchmarkScale.IsShort ? 1 : 10); i++)
        {
            Run();
        }
    }

    /// <summary>Looks at all files, timed.</summary>
    public SideTime Run() => SideTime.Of(() => CtInventory.Scan(folder, s_oneThread));
}
