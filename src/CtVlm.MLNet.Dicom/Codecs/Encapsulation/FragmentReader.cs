using System.Buffers.Binary;

namespace CtVlm.MLNet.Dicom;

/// <summary>Walks the items of encapsulated Pixel Data from header to header; reads none of their values.</summary>
/// <remarks><b>Source:</b> DICOM PS3.5 A.4 and 7.5.</remarks>
internal static class FragmentReader
{
    /// <summary>The headers of one frame in one fragment take three steps; short fragments share a block.</summary>
    public const int BlockBytes = 4 * 1024;

    private static ReadOnlySpan<byte> Delimiter => [0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0];

    /// <summary>Lists the items up to the sequence's delimiter, or to the end of the file where it is missing.</summary>
    /// <param name="window">The file.</param>
    /// <param name="position">Where the first item starts.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="limits">Bounds the number of fragments.</param>
    /// <returns>The items; there is at least one fragment.</returns>
    /// <exception cref="DicomException">An item has another tag, undefined length or a length beyond the end, or there is no fragment.</exception>
    public static FragmentList Read(ByteWindow window, long position, string name, DicomLimits limits)
    {
        Fragment table = ReadItem(window, position, index: -1, name) ?? throw EncapsulationThrow.NoFragments(name);
        List<Fragment> fragments = [];
        long at = table.End;
        bool hasDelimiter = false;
        while (at < window.Length)
        {
            hasDelimiter = IsDelimiter(window.Get(at, Fragment.HeaderBytes));
            if (hasDelimiter || ReadItem(window, at, fragments.Count, name) is not { } fragment)
            {
                break;
            }

            if (fragments.Count >= limits.MaxFragments)
            {
                throw EncapsulationThrow.TooManyFragments(name, limits.MaxFragments);
            }

            fragments.Add(fragment);
            at = fragment.End;
        }

        return fragments.Count > 0 ? new FragmentList(table, fragments, hasDelimiter) : throw EncapsulationThrow.NoFragments(name);
    }

    private static bool IsDelimiter(ReadOnlySpan<byte> header) => header.Length == Fragment.HeaderBytes && header.StartsWith(Delimiter[..4]);

    /// <summary>The item at a position; null when the file ends within the delimiter, of which nothing is needed.</summary>
    private static Fragment? ReadItem(ByteWindow window, long position, int index, string name)
    {
        ReadOnlySpan<byte> header = window.Get(position, Fragment.HeaderBytes);
        if (header.Length < Fragment.HeaderBytes)
        {
            return index >= 0 && Delimiter.StartsWith(header) ? null : throw EncapsulationThrow.CutHeader(name, position + header.Length, index);
        }

        uint tag = ((uint)BinaryPrimitives.ReadUInt16LittleEndian(header) << 16) | BinaryPrimitives.ReadUInt16LittleEndian(header[2..]);
        if (tag != DicomTags.Item)
        {
            throw index < 0 && tag == DicomTags.SequenceDelimitation
                ? EncapsulationThrow.NoFragments(name)
                : EncapsulationThrow.WrongTag(name, tag, position, index);
        }

        uint length = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        if (length == DicomElement.UndefinedLength)
        {
            throw EncapsulationThrow.UndefinedItem(name, index);
        }

        Fragment item = new(position + Fragment.HeaderBytes, length);
        return item.End <= window.Length ? item : throw EncapsulationThrow.ItemBeyond(name, index, length, window.Length - item.Position);
    }
}
