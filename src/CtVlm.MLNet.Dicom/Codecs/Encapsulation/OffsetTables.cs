using System.Buffers.Binary;

namespace CtVlm.MLNet.Dicom;

/// <summary>
/// Reads the two kinds of offset table and holds them against the items that are really there. A table that does not fit is of no use; it is
/// never followed to where it points.
/// </summary>
/// <remarks><b>Source:</b> DICOM PS3.5 A.4 (Basic Offset Table); PS3.3 C.7.6.3.1.8 (Extended Offset Table).</remarks>
internal static class OffsetTables
{
    /// <summary>The first fragment of each frame as the Basic Offset Table has it; null when the table does not fit the items.</summary>
    public static int[]? BasicStarts(ByteWindow window, FragmentList items, int frames)
    {
        Fragment table = items.OffsetTable;
        if (table.Length != frames * 4L)
        {
            return null;
        }

        ReadOnlySpan<byte> bytes = window.Get(table.Position, (int)table.Length);
        ulong[] offsets = new ulong[frames];
        for (int i = 0; i < frames; i++)
        {
            offsets[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(4 * i)..]);
        }

        return Starts(offsets, items);
    }

    /// <summary>
    /// The first fragment of each frame as the Extended Offset Table has it; null when the table or its lengths do not fit the items. A length
    /// may leave out the byte that makes a fragment even.
    /// </summary>
    public static int[]? ExtendedStarts(DicomDataset data, FragmentList items, int frames)
    {
        ulong[] offsets = data.GetUnsignedLongs(DicomTags.ExtendedOffsetTable);
        ulong[] lengths = data.GetUnsignedLongs(DicomTags.ExtendedOffsetTableLengths);
        if (offsets.Length != frames || lengths.Length != frames || Starts(offsets, items) is not { } starts)
        {
            return null;
        }

        for (int i = 0; i < frames; i++)
        {
            // Each frame of such a table is one fragment.
            ulong length = items.Fragments[starts[i]].Length;
            bool isOneFragment = (i + 1 < frames ? starts[i + 1] : items.Fragments.Count) == starts[i] + 1;
            if (!isOneFragment || (lengths[i] != length && lengths[i] + 1 != length))
            {
                return null;
            }
        }

        return starts;
    }

    /// <summary>Offsets count from the first item after the Basic Offset Table; each must be an item's, the first one 0, in ascending order.</summary>
    private static int[]? Starts(ulong[] offsets, FragmentList items)
    {
        long origin = items.OffsetTable.End + Fragment.HeaderBytes;
        int[] starts = new int[offsets.Length];
        int next = 0;
        for (int i = 0; i < offsets.Length; i++)
        {
            while (next < items.Fragments.Count && (ulong)(items.Fragments[next].Position - origin) < offsets[i])
            {
                next++;
            }

            if (next == items.Fragments.Count || (ulong)(items.Fragments[next].Position - origin) != offsets[i] || (i == 0 && next != 0))
            {
                return null;
            }

            starts[i] = next++;
        }

        return starts;
    }
}
