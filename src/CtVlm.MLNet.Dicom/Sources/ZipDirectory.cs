using System.Buffers.Binary;
using System.Text;

namespace CtVlm.MLNet.Dicom;

/// <summary>
/// Reads the central directory of a zip archive, with 64-bit extensions. Every number is held against the bytes that exist; the number of entries is
/// bounded before the first is read.
/// </summary>
/// <remarks><b>Source:</b> PKWARE APPNOTE.TXT 6.3.10, 4.3.12 (directory), 4.3.14-16 (its end), 4.5.3 (64-bit sizes).</remarks>
internal static class ZipDirectory
{
    private const uint EntrySignature = 0x0201_4B50;
    private const uint EndSignature = 0x0605_4B50;
    private const uint End64Signature = 0x0606_4B50;
    private const uint Locator64Signature = 0x0706_4B50;
    private const int EndBytes = 22;
    private const int MostCommentBytes = 65535;
    private const int Locator64Bytes = 20;
    private const int End64Bytes = 56;
    private const int EntryBytes = 46;

    /// <summary>The entries of an archive, folders included.</summary>
    /// <exception cref="DicomException">The directory is damaged, or has more entries than the limit.</exception>
    public static List<ZipEntry> Read(IByteSource source, string name, DicomLimits limits)
    {
        using ByteWindow window = new(source);
        (long count, long position) = FindDirectory(source, window, name);
        if (count > limits.MaxFiles)
        {
            throw DicomThrow.TooManyFiles(name, limits.MaxFiles);
        }

        List<ZipEntry> entries = [];
        for (long i = 0; i < count; i++)
        {
            entries.Add(ReadEntry(window, ref position, name));
        }

        return entries;
    }

    /// <summary>The position of an entry's packed bytes, which its local header precedes.</summary>
    /// <exception cref="DicomFormatException">There is no local header, or the bytes run past the archive's end.</exception>
    public static long FindContent(IByteSource source, ZipEntry entry, string name)
    {
        Span<byte> header = stackalloc byte[30];
        bool isThere = entry.HeaderPosition <= source.Length - header.Length && source.Read(entry.HeaderPosition, header) == header.Length
            && BinaryPrimitives.ReadUInt32LittleEndian(header) == 0x0403_4B50;
        long start = entry.HeaderPosition + header.Length + Short(header, 26) + Short(header, 28);
        return isThere && entry.PackedLength <= source.Length - start ? start : throw DicomThrow.ArchiveDamaged(name, "the entry is not where the directory says");
    }

    private static (long Count, long Position) FindDirectory(IByteSource source, ByteWindow window, string name)
    {
        int tailLength = (int)Math.Min(source.Length, EndBytes + MostCommentBytes);
        ReadOnlySpan<byte> tail = window.Get(source.Length - tailLength, tailLength);
        int at = tail.Length - EndBytes;
        while (at >= 0 && BinaryPrimitives.ReadUInt32LittleEndian(tail[at..]) != EndSignature)
        {
            at--;
        }

        if (at < 0)
        {
            throw DicomThrow.ArchiveDamaged(name, "its directory is missing");
        }

        ReadOnlySpan<byte> end = tail[at..];
        (long count, long position) = (Short(end, 10), BinaryPrimitives.ReadUInt32LittleEndian(end[16..]));
        long locator = source.Length - tailLength + at - Locator64Bytes;
        return count == 0xFFFF || position == uint.MaxValue ? FindDirectory64(window, locator, count, position, name) : (count, position);
    }

    /// <summary>Full fields point to the 64-bit record; without one they mean what they say.</summary>
    private static (long Count, long Position) FindDirectory64(ByteWindow window, long locator, long count, long position, string name)
    {
        ReadOnlySpan<byte> bytes = locator < 0 ? [] : window.Get(locator, Locator64Bytes);
        if (bytes.Length < Locator64Bytes || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Locator64Signature)
        {
            return (count, position);
        }

        ulong at = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        bytes = at > (ulong)locator ? [] : window.Get((long)at, End64Bytes);
        if (bytes.Length < End64Bytes || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != End64Signature)
        {
            throw DicomThrow.ArchiveDamaged(name, "its 64-bit directory is missing");
        }

        return (Clamp(BinaryPrimitives.ReadUInt64LittleEndian(bytes[32..])), Clamp(BinaryPrimitives.ReadUInt64LittleEndian(bytes[48..])));
    }

    private static ZipEntry ReadEntry(ByteWindow window, ref long position, string archive)
    {
        ReadOnlySpan<byte> fixedPart = position > window.Length ? [] : window.Get(position, EntryBytes);
        if (fixedPart.Length < EntryBytes || BinaryPrimitives.ReadUInt32LittleEndian(fixedPart) != EntrySignature)
        {
            throw DicomThrow.ArchiveDamaged(archive, "its directory ends early");
        }

        int nameLength = Short(fixedPart, 28), extraLength = Short(fixedPart, 30), commentLength = Short(fixedPart, 32);
        ReadOnlySpan<byte> entry = window.Get(position, EntryBytes + nameLength + extraLength);
        if (entry.Length < EntryBytes + nameLength + extraLength)
        {
            throw DicomThrow.ArchiveDamaged(archive, "its directory ends early");
        }

        position += entry.Length + commentLength;
        int flags = Short(entry, 8);
        Encoding encoding = (flags & 0x800) != 0 ? Encoding.UTF8 : Encoding.Latin1;
        (long length, long packed, long header) = Sizes(entry, entry[(EntryBytes + nameLength)..]);
        return new ZipEntry(
            encoding.GetString(entry.Slice(EntryBytes, nameLength)),
            Short(entry, 10),
            (flags & 1) != 0,
            BinaryPrimitives.ReadUInt32LittleEndian(entry[16..]),
            packed,
            length,
            header);
    }

    /// <summary>Sizes that do not fit 32 bits stand in an extra field, in this order, and only those that do not fit.</summary>
    private static (long Length, long Packed, long Header) Sizes(ReadOnlySpan<byte> entry, ReadOnlySpan<byte> extra)
    {
        Span<long> sizes =
        [
            BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[20..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[42..]),
        ];
        while (extra.Length >= 4)
        {
            int id = Short(extra, 0);
            ReadOnlySpan<byte> field = extra.Slice(4, Math.Min(Short(extra, 2), extra.Length - 4));
            extra = extra[(4 + field.Length)..];
            for (int i = 0; id == 1 && i < sizes.Length && field.Length >= 8; i++)
            {
                if (sizes[i] == uint.MaxValue)
                {
                    sizes[i] = Clamp(BinaryPrimitives.ReadUInt64LittleEndian(field));
                    field = field[8..];
                }
            }
        }

        return (sizes[0], sizes[1], sizes[2]);
    }

    private static int Short(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    /// <summary>No position or length of a file reaches 2^62, and sums of two of them do not overflow.</summary>
    private static long Clamp(ulong value) => (long)Math.Min(value, 1UL << 62);
}
