namespace CtVlm.MLNet.Dicom;

/// <summary>
/// A file in a zip archive. A stored one is read in place; a deflated one is inflated as far as it is read. Where reading starts far inside, as for the later
/// frames of a multi-frame image, the whole is inflated once and held as long as memory is not needed otherwise.
/// </summary>
internal sealed class ZipEntryFile(IDicomFile archive, ZipEntry entry) : IDicomFile
{
    /// <summary>To inflate and drop this much takes as long as to read a slice.</summary>
    private const long FarPosition = 4 << 20;

    /// <summary>Below this length, or this many times the packed length, an entry may be held in memory.</summary>
    private const long AlwaysHeldBytes = 64 << 20;
    private const long HeldExpansion = 16;

    private readonly Lock _lock = new();
    private WeakReference<byte[]>? _held;

    public string Name { get; } = $"{archive.Name}/{EntryPath.LastPart(entry.Name)}";

    public string RelativePath { get; } = EntryPath.Normalize(entry.Name);

    public string Location => archive.Location;

    public IByteSource Open(long firstPosition = 0)
    {
        bool mayHold = entry.Method == ZipEntry.Deflated && (entry.Length <= AlwaysHeldBytes || entry.Length / HeldExpansion <= entry.PackedLength);
        return mayHold && firstPosition >= FarPosition ? new BufferByteSource(Held()) : OpenPacked();
    }

    private byte[] Held()
    {
        lock (_lock)
        {
            if (_held == null || !_held.TryGetTarget(out byte[]? bytes))
            {
                using IByteSource source = OpenPacked();
                bytes = new byte[entry.Length];
                if (source.Read(0, bytes) < bytes.Length)
                {
                    throw DicomThrow.ArchiveDamaged(Name, "the entry ends early");
                }

                source.CheckAfterRead();
                _held = new WeakReference<byte[]>(bytes);
            }

            return bytes;
        }
    }

    private IByteSource OpenPacked()
    {
        IByteSource source = archive.Open();
        try
        {
            SectionByteSource packed = new(source, ZipDirectory.FindContent(source, entry, Name), entry.PackedLength);
            return entry.Method == ZipEntry.Deflated
                ? new InflatedByteSource(packed, start: 0, new InflatedContent(entry.Length, entry.Checksum), Name)
                : packed;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }
}
