namespace CtVlm.MLNet;

/// <summary>Keeps the bags used last as files, two levels deep: PATH/ab/abcd….f32v1.</summary>
internal sealed class FolderEmbeddingCache : EmbeddingCache
{
    private readonly string _path;
    private readonly long _maxBytes;
    private readonly EmbeddingStorage _storage;
    private readonly bool _isPrivate;
    private readonly FolderEviction _eviction;
    private volatile bool _agesAreFixed;

    /// <summary>Touches no disk yet.</summary>
    /// <param name="path">Full path of the folder.</param>
    /// <param name="maxBytes">Bound of all entries together.</param>
    /// <param name="storage">Precision on disk.</param>
    /// <param name="isPrivate">Folders made are for this user alone, where the system knows file modes.</param>
    public FolderEmbeddingCache(string path, long maxBytes, EmbeddingStorage storage, bool isPrivate)
    {
        _path = path;
        _maxBytes = maxBytes;
        _storage = storage;
        _isPrivate = isPrivate;
        _eviction = new FolderEviction(path, maxBytes, Counters);
    }

    /// <summary>The folder.</summary>
    public string FolderPath => _path;

    public override EmbeddingBag AsStored(EmbeddingBag bag)
    {
        ArgumentNullException.ThrowIfNull(bag);
        if (_storage == EmbeddingStorage.Float32 || EntryWriter.ToHalf(bag.Values) is not { } halves)
        {
            return bag;
        }

        return new EmbeddingBag(Array.ConvertAll(halves, half => (float)half), bag.Width, bag.SliceIndices);
    }

    private protected override EmbeddingBag? Read(EmbeddingCacheKey key)
    {
        string path = PathOf(key);
        try
        {
            EmbeddingBag? bag;
            string? damage;
            using (FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0))
            {
                bag = EntryReader.Read(stream, key, out damage);
            }

            if (damage is not null)
            {
                Counters.AddDamage(CacheMessage.Damaged(key, damage));
                File.Delete(path);
            }
            else
            {
                RenewAge(path);
            }

            return bag;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            // Not stored yet, or evicted by another process: a plain miss.
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Counters.AddFailure(CacheMessage.Failed("Read", error));
            return null;
        }
    }

    private protected override bool Write(EmbeddingCacheKey key, EmbeddingBag bag)
    {
        long length = EntryFormat.Length(bag.Count, bag.Width, EmbeddingStorage.Float32);
        long limit = Math.Min(_maxBytes, EntryFormat.MaxBytes);
        if (length > limit)
        {
            Counters.AddFailure(CacheMessage.TooLarge(length, limit));
            return false;
        }

        try
        {
            byte[] entry = EntryWriter.Encode(key, bag, _storage);
            string path = PathOf(key);
            MakeFolder(Path.GetDirectoryName(path)!);
            WriteAside(path, entry);
            KeepBound(entry.Length);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Counters.AddFailure(CacheMessage.Failed("Put", error));
            return false;
        }
    }

    /// <summary>Clears away. A failure here is no failure of the entry just written.</summary>
    private void KeepBound(long added)
    {
        try
        {
            _eviction.Added(added);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Counters.AddFailure(CacheMessage.Failed("Eviction", error));
        }
    }

    /// <summary>Whoever reads sees the old entry, none, or the whole new one; a writer that dies leaves only a file that eviction clears away.</summary>
    private static void WriteAside(string path, byte[] entry)
    {
        string aside = FolderEviction.AsideName(path);
        try
        {
            File.WriteAllBytes(aside, entry);

            // The file system's own stamp may lag the clock that RenewAge uses.
            File.SetLastWriteTimeUtc(aside, DateTime.UtcNow);
            File.Move(aside, path, overwrite: true);
        }
        catch
        {
            if (File.Exists(aside))
            {
                File.Delete(aside);
            }

            throw;
        }
    }

    /// <summary>Marks the entry as used now. Where that is not permitted (a read-only cache), it is reported once and not tried again.</summary>
    private void RenewAge(string path)
    {
        if (_agesAreFixed)
        {
            return;
        }

        try
        {
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            // Evicted by another process after it was read: there is no age to renew.
            return;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _agesAreFixed = true;
            Counters.AddFailure(CacheMessage.Failed("Renewing an entry's age", error));
        }
    }

    private void MakeFolder(string folder)
    {
        if (_isPrivate && !OperatingSystem.IsWindows())
        {
            // The mode goes to the last folder of a path alone.
            const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            Directory.CreateDirectory(_path, OwnerOnly);
            Directory.CreateDirectory(folder, OwnerOnly);
        }
        else
        {
            Directory.CreateDirectory(folder);
        }
    }

    private string PathOf(EmbeddingCacheKey key) => Path.Combine(_path, key.Hex[..2], key.Hex + EntryFormat.Extension(_storage));
}
