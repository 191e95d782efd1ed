using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CtVlm.MLNet;

/// <summary>Lengths and times of a series' files, by which a change shows.</summary>
internal static class FileStamps
{
    /// <summary>SHA-256, upper-case hex, over path, length and time of every file.</summary>
    public static string Digest(IReadOnlyList<string> files)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string path in files)
        {
            FileInfo file = new(path);
            long length = file.Exists ? file.Length : -1;
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{path}\n{length} {file.LastWriteTimeUtc.Ticks}\n")));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
