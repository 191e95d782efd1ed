namespace CtVlm.MLNet.Dicom;

/// <summary>Deals the fragments of encapsulated Pixel Data out to the frames.</summary>
/// <remarks>
/// In order of trust: a single frame has all fragments; as many fragments as frames have one each; an offset table that fits the items; the
/// ends of the codestreams. A table that does not fit is ignored with a warning. <b>Source:</b> DICOM PS3.5 A.4; PS3.3 C.7.6.3.1.8.
/// </remarks>
internal static class FrameLocator
{
    /// <summary>Finds the frames.</summary>
    /// <param name="source">The file; stays open.</param>
    /// <param name="header">Its header; Pixel Data is encapsulated.</param>
    /// <param name="frames">How many frames the header promises, 1 or more.</param>
    /// <param name="limits">Bounds the number of fragments.</param>
    /// <param name="warnings">Receives what was irregular.</param>
    /// <returns>Where each frame lies.</returns>
    /// <exception cref="DicomException">The items are damaged, or do not hold the frames.</exception>
    public static StoredFrame[] Locate(IByteSource source, DicomHeader header, int frames, DicomLimits limits, List<CtWarning> warnings)
    {
        using ByteWindow window = new(source, FragmentReader.BlockBytes, FragmentReader.BlockBytes);
        FragmentList items = FragmentReader.Read(window, header.Pixels!.Position, header.Name, limits);
        if (!items.HasDelimiter)
        {
            warnings.Add(new CtWarning(CtWarningKind.NonConformant, "The file ends without the delimiter of its encapsulated Pixel Data; all fragments are whole."));
        }

        if (items.Fragments.Count < frames)
        {
            throw EncapsulationThrow.TooFewFragments(header.Name, frames, items.Fragments.Count);
        }

        int[] starts = Starts(window, header, items, frames, warnings) ?? throw EncapsulationThrow.Undivided(header.Name, frames, items.Fragments.Count);
        StoredFrame[] located = new StoredFrame[frames];
        for (int i = 0; i < frames; i++)
        {
            located[i] = Frame(items.Fragments, starts[i], i + 1 < frames ? starts[i + 1] : items.Fragments.Count, header.Name, i);
        }

        return located;
    }

    private static int[]? Starts(ByteWindow window, DicomHeader header, FragmentList items, int frames, List<CtWarning> warnings)
    {
        int[]? table = null;
        if (items.OffsetTable.Length > 0 && (table = OffsetTables.BasicStarts(window, items, frames)) == null)
        {
            warnings.Add(Ignored("Basic Offset Table"));
        }

        if (header.Dataset.HasValue(DicomTags.ExtendedOffsetTable) && (table ??= OffsetTables.ExtendedStarts(header.Dataset, items, frames)) == null)
        {
            warnings.Add(Ignored("Extended Offset Table (7FE0,0001)"));
        }

        return frames == 1 ? [0]
            : items.Fragments.Count == frames ? [.. Enumerable.Range(0, frames)]
            : table ?? CodestreamEnds.Starts(window, items.Fragments, frames);
    }

    private static CtWarning Ignored(string table) =>
        new(CtWarningKind.NonConformant, $"The {table} does not point at the fragments that are there; it was ignored.");

    private static StoredFrame Frame(IReadOnlyList<Fragment> fragments, int first, int end, string name, int index)
    {
        int count = end - first;
        long position = fragments[first].Position - (count > 1 ? Fragment.HeaderBytes : 0);
        long length = fragments[end - 1].End - position;
        return length <= Array.MaxLength
            ? new StoredFrame(position, (int)length, count)
            : throw EncapsulationThrow.FrameTooLong(name, index, length);
    }
}
