using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CtVlm.MLNet.Torch;

/// <summary>What tells that files are the ones that were read before, without reading them: path, the file that a link leads to, length, times of creation and change.</summary>
/// <param name="Key">SHA-256 of all of it, lower-case hex: no path can be read back from it.</param>
/// <param name="ByteCount">Bytes of the files together.</param>
/// <param name="Newest">When the last of them was changed, UTC.</param>
internal sealed record FileStamp(string Key, long ByteCount, DateTime Newest)
{
    /// <summary>The stamp of files.</summary>
    /// <exception cref="IOException">A file is gone.</exception>
    public static FileStamp Of(IEnumerable<string> paths)
    {
        StringBuilder text = new();
        long bytes = 0;
        DateTime newest = DateTime.MinValue;
        foreach (string path in paths)
        {
            // A hub folder holds links: what counts is the file at their end.
            FileInfo file = new(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path));
            text.Append(CultureInfo.InvariantCulture, $"{Path.GetFullPath(path)}\0{file.FullName}\0{file.Length}\0{file.LastWriteTimeUtc.Ticks}\0{file.CreationTimeUtc.Ticks}\0");
            bytes += file.Length;
            newest = file.LastWriteTimeUtc > newest ? file.LastWriteTimeUtc : newest;
        }

        return new FileStamp(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))), bytes, newest);
    }
}
