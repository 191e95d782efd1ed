using System.Security.Cryptography;
using System.Text;

namespace CtVlm.MLNet.Torch;

/// <summary>Remembers the hash of a checkpoint's tensors beside the stamp of its files, so that no second process reads hundreds of megabytes for it.</summary>
/// <remarks>
/// One small file a stamp: "VERSION STAMP HASH CHECKSUM", the checksum over what precedes it. Written aside and renamed into place, so that processes may read and write at
/// once. Anything that is not as it should be counts as not remembered, and a folder that cannot be written means that nothing is kept: a hash can always be computed
/// again. Holds hashes alone.
/// </remarks>
/// <param name="folder">The folder; made at the first write.</param>
internal sealed class HashMemory(string folder)
{
    /// <summary>Checkpoints below this size are read again: that costs no more than to look them up.</summary>
    public const long MinimumBytes = 1 << 20;

    private const string Version = "ctvlm-hash-1";
    private const string Aside = ".partial";
    private const int MaximumEntries = 512;
    private const int MaximumFileBytes = 1024;

    // A file system may give the same time to two changes in a row: what has just changed may change again unseen.
    private static readonly TimeSpan s_settled = TimeSpan.FromSeconds(2);

    /// <summary>The memory of this user.</summary>
    public static HashMemory OfUser() => new(Path.Combine(CacheFolders.Preferred(null), "hashes"));

    /// <summary>The hash of the files of a stamp, null where it is not remembered.</summary>
    public string? Find(FileStamp stamp)
    {
        if (stamp.ByteCount < MinimumBytes)
        {
            return null;
        }

        try
        {
            FileInfo file = new(FileOf(stamp));
            return file.Exists && file.Length <= MaximumFileBytes ? Parse(File.ReadAllText(file.FullName), stamp) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps the hash of the files of a stamp, where that is worth it and safe.</summary>
    public void Keep(FileStamp stamp, string hash)
    {
        if (stamp.ByteCount < MinimumBytes || stamp.Newest > DateTime.UtcNow - s_settled)
        {
            return;
        }

        try
        {
            CreatePrivate();
            Write(FileOf(stamp), Compose(stamp, hash));
            RemoveOldest();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Documented above: nothing is kept.
        }
    }

    private static string Compose(FileStamp stamp, string hash)
    {
        string body = $"{Version} {stamp.Key} {hash}";
        return $"{body} {Checksum(body)}";
    }

    private static string? Parse(string text, FileStamp stamp)
    {
        string[] parts = text.Split(' ');
        return parts is [_, _, { Length: 2 * SHA256.HashSizeInBytes } hash, _] && text == Compose(stamp, hash) ? hash : null;
    }

    private static string Checksum(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private string FileOf(FileStamp stamp) => Path.Combine(folder, stamp.Key);

    private static void Write(string path, string text)
    {
        string aside = $"{path}.{Guid.NewGuid():N}{Aside}";
        try
        {
            File.WriteAllText(aside, text);
            File.Move(aside, path, overwrite: true);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    // Only the user may write here: a false hash would make a model seem to be another.
    private void CreatePrivate()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private void RemoveOldest()
    {
        FileInfo[] files = new DirectoryInfo(folder).GetFiles();
        foreach (FileInfo file in files.OrderByDescending(f => f.LastWriteTimeUtc).Skip(MaximumEntries))
        {
            file.Delete();
        }
    }
}
