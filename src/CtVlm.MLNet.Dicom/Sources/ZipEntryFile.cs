namespace CtVlm.MLNet.Dicom;

/// <summary>
/// A file in a zip archive. A stored one is read in place; a deflated one is inflated as far as it is read. Where reading starts far inside, as for the later
/// frames of a multi-frame image, the whole is inflated once and held as long as memory is not needed otherwise.
/// </summary>
internal sealed class ZipEntryFile(IDicomFile archive, ZipEntry entry) : IDicomFile
{
    private readonly HeldContent _held = new(entry.Length, entry.PackedLength);

    public string Name { get; } = $"{archive.Name}/{EntryPath.LastPart(entry.Name)}";

    public string RelativePath { get; } = EntryPath.Normalize(entry.Name);

    public string Location => archive.Location;

    public IByteSource Open(long firstPosition = 0) => entry.Method == ZipEntry.Deflated && _held.Serves(firstPosition)
        ? new BufferByteSource(_held.Get(Inflate))
        : OpenPacked();

    private byte[] Inflate()
    {
        using IByteSource source = OpenPacked();
        byte[] bytes = new byte[entry.Length];
        if (source.Read(0, bytes) < bytes.Length)
        {
            throw DicomThrow.ArchiveDamaged(Name, "the entry ends early");
        }

        source.CheckAfterRead();
        return bytes;
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
