using System.Text.RegularExpressions;

namespace CtVlm.MLNet;

/// <summary>Keeps a cache folder within its bound by deleting the entries used longest ago. Touches no file whose name is not an entry's.</summary>
/// <remarks>
/// The folder is counted anew at the first write and whenever a sixteenth of the bound has been written since, because other processes write
/// too. Two processes that clear away at once delete the same oldest entries, so they need no lock between them.
/// </remarks>
internal sealed partial class FolderEviction(string root, long maxBytes, CacheCounters counters)
{
    private static readonly TimeSpan AsideLifetime = TimeSpan.FromHours(1);

    private static readonly EnumerationOptions Plain = new()
    {
        // A link could lead out of the folder.
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = true,
    };

    private readonly Lock _lock = new();
    private bool _counted;
    private long _bytes;
    private long _sinceCount;

    /// <summary>A name beside an entry's, unlike any other writer's.</summary>
    public static string AsideName(string path) => $"{path}.{Guid.NewGuid():N}.tmp";

    /// <summary>Takes note of a new entry, and clears away where the bound is passed.</summary>
    public void Added(long bytes)
    {
        lock (_lock)
        {
            _bytes += bytes;
            _sinceCount += bytes;
            if (!_counted || _bytes > maxBytes || _sinceCount > maxBytes / 16)
            {
                _bytes = ClearAway(Entries());
                _sinceCount = 0;
                _counted = true;
            }
        }
    }

    /// <summary>Every entry and every file set aside that is still young; older ones are deleted as remains of dead writers.</summary>
    private List<(string Path, long Bytes, DateTime Used)> Entries()
    {
        List<(string Path, long Bytes, DateTime Used)> entries = [];
        DateTime deadBefore = DateTime.UtcNow - AsideLifetime;
        foreach (DirectoryInfo folder in new DirectoryInfo(root).EnumerateDirectories("??", Plain).Where(folder => FolderName().IsMatch(folder.Name)))
        {
            foreach (FileInfo file in folder.EnumerateFiles("*", Plain).Where(file => FileName().IsMatch(file.Name) && file.Exists))
            {
                if (file.Extension == ".tmp" && file.LastWriteTimeUtc < deadBefore)
                {
                    File.Delete(file.FullName);
                }
                else
                {
                    entries.Add((file.FullName, file.Length, file.LastWriteTimeUtc));
                }
            }
        }

        return entries;
    }

    /// <summary>Deletes down to nine tenths of the bound, so that the next writes need not clear away again; never the newest. Returns what is left.</summary>
    private long ClearAway(List<(string Path, long Bytes, DateTime Used)> entries)
    {
        long total = entries.Sum(entry => entry.Bytes);
        if (total <= maxBytes)
        {
            return total;
        }

        entries.Sort((a, b) => a.Used.CompareTo(b.Used));
        foreach ((string path, long bytes, _) in entries.SkipLast(1).Where(entry => !entry.Path.EndsWith(".tmp", StringComparison.Ordinal)))
        {
            if (total <= maxBytes - (maxBytes / 10))
            {
                break;
            }

            File.Delete(path);
            counters.AddEviction();
            total -= bytes;
        }

        return total;
    }

    [GeneratedRegex("^[0-9a-f]{2}$", RegexOptions.CultureInvariant)]
    private static partial Regex FolderName();

    [GeneratedRegex(@"^[0-9a-f]{64}\.f(16|32)v1(\.[0-9a-f]{32}\.tmp)?$", RegexOptions.CultureInvariant)]
    private static partial Regex FileName();
}
