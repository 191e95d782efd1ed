using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CtVlm.MLNet.Torch;

/// <summary>The directory of a zip archive whose entries are stored: where in the file the bytes of each lie.</summary>
/// <remarks>
/// Read by offsets, because the archive reader of the platform does not tell where an entry begins, and nothing is ever unpacked.
/// <b>Source:</b> PKWARE APPNOTE.TXT 6.3.10, 4.3.7, 4.3.12, 4.3.14 to 4.3.16, 4.5.3.
/// </remarks>
internal sealed class ZipDirectory
{
    private const uint LocalSignature = 0x04034b50;
    private const uint CentralSignature = 0x02014b50;
    private const int LocalBytes = 30;
    private const int CentralBytes = 46;
    private const ushort Zip64Extra = 1;

    private readonly SafeFileHandle _handle;
    private readonly string _path;
    private readonly ZipEnd _end;
    private readonly Dictionary<string, ZipEntry> _entries = new(StringComparer.Ordinal);

    private ZipDirectory(SafeFileHandle handle, string path, ZipEnd end)
    {
        _handle = handle;
        _path = path;
        _end = end;
    }

    /// <summary>Names of the entries.</summary>
    public IEnumerable<string> Names => _entries.Keys;

    /// <summary>Reads the directory of a file.</summary>
    /// <exception cref="WeightsException">It is not sound.</exception>
    public static ZipDirectory Read(SafeFileHandle handle, string path)
    {
        ZipDirectory directory = new(handle, path, ZipEnd.Find(handle, path));
        directory.ReadEntries();
        return directory;
    }

    /// <summary>Whether there is an entry of a name.</summary>
    public bool Has(string name) => _entries.ContainsKey(name);

    /// <summary>Where the contents of an entry lie.</summary>
    /// <exception cref="WeightsException">There is no such entry, or it is not stored, or lies outside the file.</exception>
    public (long Start, long Length) Locate(string name)
    {
        if (!_entries.TryGetValue(name, out ZipEntry? entry))
        {
            PickleThrow.Archive(_path, $"there is no entry '{PickleThrow.Shorten(name)}'");
        }

        if (!entry.IsStored)
        {
            PickleThrow.Compressed(_path, PickleThrow.Shorten(name));
        }

        Span<byte> header = stackalloc byte[LocalBytes];
        if (entry.HeaderStart > _end.DirectoryStart - LocalBytes)
        {
            RefuseRange(name);
        }

        FileBytes.Read(_handle, _path, entry.HeaderStart, header);
        long start = entry.HeaderStart + LocalBytes + BinaryPrimitives.ReadUInt16LittleEndian(header[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != LocalSignature || entry.Length > _end.DirectoryStart - start)
        {
            RefuseRange(name);
        }

        return (start, entry.Length);
    }

    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    private void RefuseRange(string name) => PickleThrow.Archive(_path, $"entry '{PickleThrow.Shorten(name)}' does not lie where its directory says");

    private void ReadEntries()
    {
        byte[] bytes = new byte[_end.DirectoryBytes];
        FileBytes.Read(_handle, _path, _end.DirectoryStart, bytes);
        ReadOnlySpan<byte> rest = bytes;
        while (rest.Length > 0)
        {
            rest = rest[ReadEntry(rest)..];
        }
    }

    private int ReadEntry(ReadOnlySpan<byte> entry)
    {
        if (entry.Length < CentralBytes || BinaryPrimitives.ReadUInt32LittleEndian(entry) != CentralSignature)
        {
            PickleThrow.Archive(_path, "its directory is damaged");
        }

        int nameBytes = BinaryPrimitives.ReadUInt16LittleEndian(entry[28..]);
        int extraBytes = BinaryPrimitives.ReadUInt16LittleEndian(entry[30..]);
        int size = CentralBytes + nameBytes + extraBytes + BinaryPrimitives.ReadUInt16LittleEndian(entry[32..]);
        if (size > entry.Length)
        {
            PickleThrow.Archive(_path, "its directory is damaged");
        }

        string name = Encoding.UTF8.GetString(entry.Slice(CentralBytes, nameBytes));
        if (!_entries.TryAdd(name, Describe(entry, entry.Slice(CentralBytes + nameBytes, extraBytes))))
        {
            PickleThrow.Archive(_path, $"entry '{PickleThrow.Shorten(name)}' is there twice");
        }

        return size;
    }

    private ZipEntry Describe(ReadOnlySpan<byte> entry, ReadOnlySpan<byte> extra)
    {
        bool isEncrypted = (BinaryPrimitives.ReadUInt16LittleEndian(entry[8..]) & 1) != 0;
        bool isStored = BinaryPrimitives.ReadUInt16LittleEndian(entry[10..]) == 0;
        ReadOnlySpan<byte> wide = FindWide(extra);

        // The wide numbers are there for those alone that do not fit their 32 bits, in this order.
        long length = ReadNumber(entry[24..], ref wide);
        long packed = ReadNumber(entry[20..], ref wide);
        long start = ReadNumber(entry[42..], ref wide);
        if (length < 0 || start < 0)
        {
            PickleThrow.Archive(_path, "its directory has lengths beyond 63 bits");
        }

        return new ZipEntry(start, length, isStored && !isEncrypted && packed == length);
    }

    private long ReadNumber(ReadOnlySpan<byte> field, ref ReadOnlySpan<byte> wide)
    {
        uint number = BinaryPrimitives.ReadUInt32LittleEndian(field);
        if (number != uint.MaxValue)
        {
            return number;
        }

        if (wide.Length < 8)
        {
            PickleThrow.Archive(_path, "its directory lacks the 64-bit length of an entry");
        }

        long value = BinaryPrimitives.ReadInt64LittleEndian(wide);
        wide = wide[8..];
        return value;
    }

    private static ReadOnlySpan<byte> FindWide(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            int length = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]), extra.Length - 4);
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == Zip64Extra)
            {
                return extra.Slice(4, length);
            }

            extra = extra[(4 + length)..];
        }

        return [];
    }
}
