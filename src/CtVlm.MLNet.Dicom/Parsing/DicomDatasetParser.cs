using System.Buffers.Binary;

namespace CtVlm.MLNet.Dicom;

/// <summary>
/// Walks the elements of a data set and keeps those of <see cref="DicomTags"/>. Values that are not kept are stepped over unread;
/// every length is checked against the bytes that exist before it is used.
/// </summary>
/// <remarks><b>Source:</b> DICOM PS3.5 7.1 (elements), 7.5 (sequences), 6.2.2 note 2 (UN of undefined length).</remarks>
internal sealed class DicomDatasetParser(ByteWindow window, string name, DicomLimits limits, long position)
{
    private const int MetaGroup = 0x0002;

    /// <summary>The longest text that may be a hint has 64 characters, of up to 4 bytes and with escapes.</summary>
    private const int MaxHintBytes = 1024;

    private int _elements;
    private int _keptItems;
    private PixelDataElement? _pixels;

    /// <summary>Whether the walk is within a functional group of which only hints are kept.</summary>
    private bool _isInHints;

    /// <summary>Whether such a group was damaged. The others of the file are then stepped over: one failure after another would take time.</summary>
    private bool _hasDamagedHints;

    /// <summary>Where the limit on the sequence being walked is reached, and its tag; no limit outside sequences.</summary>
    private (long End, uint Tag) _sequence = (long.MaxValue, 0);

    /// <summary>Whether a functional group of which only hints are kept was damaged, and stepped over.</summary>
    public bool HasDamagedHints => _hasDamagedHints;

    /// <summary>Where the next element starts.</summary>
    public long Position { get; private set; } = position;

    /// <summary>Reads group 0002, which ends where the group number changes; its own length element is often wrong and not used.</summary>
    public void ReadMetaGroup(DicomDataset into)
    {
        while (true)
        {
            ReadOnlySpan<byte> bytes = window.Get(Position, 8);
            if (bytes.Length < 2 || BinaryPrimitives.ReadUInt16LittleEndian(bytes) != MetaGroup)
            {
                return;
            }

            // Some writers use the implicit form here too, though the meta group is explicit by definition.
            bool isExplicit = bytes.Length < 8 || DicomVr.IsLetters(DicomVr.Of(bytes[4], bytes[5]));
            DicomEncoding encoding = isExplicit ? DicomEncoding.ExplicitLittleEndian : DicomEncoding.ImplicitLittleEndian;
            DicomElement element = ReadElement(encoding, window.Length);
            ReadValue(element, into, encoding, window.Length, depth: 0);
        }
    }

    /// <summary>Reads a data set up to Pixel Data, or to its end when there is none.</summary>
    /// <returns>Where Pixel Data lies; null when there is none.</returns>
    public PixelDataElement? ReadDataset(DicomDataset into, DicomEncoding encoding)
    {
        ReadElements(into, window.Length, hasDelimiter: false, encoding, depth: 0);
        return _pixels;
    }

    private static bool SaysWhatTheImageIs(DicomDataset dataset) =>
        dataset.Contains(DicomTags.Rows) && dataset.Contains(DicomTags.Columns) && dataset.Contains(DicomTags.BitsAllocated);

    private void ReadElements(DicomDataset? into, long end, bool hasDelimiter, DicomEncoding encoding, int depth)
    {
        while (!AtEnd(end))
        {
            DicomElement element = ReadElement(encoding, end);
            if (element.Tag == DicomTags.ItemDelimitation && hasDelimiter)
            {
                return;
            }

            if (depth == 0 && element.Tag == DicomTags.PixelData)
            {
                if (StopAtPixelData(element, into!, encoding, end))
                {
                    return;
                }
            }
            else
            {
                ReadValue(element, into, encoding, end, depth);
            }
        }

        if (hasDelimiter)
        {
            throw DicomThrow.Truncated(name, Position, "a sequence item: its delimiter (FFFE,E00D) is missing");
        }
    }

    /// <summary>Elements ascend, so nothing needed follows Pixel Data; only where the image description is still missing does the walk go on.</summary>
    private bool StopAtPixelData(DicomElement element, DicomDataset into, DicomEncoding encoding, long end)
    {
        _pixels ??= new PixelDataElement(Position, element.HasUndefinedLength ? null : element.Length, element.Vr, encoding.IsBigEndian);
        if (element.HasUndefinedLength || element.Length > end - Position || SaysWhatTheImageIs(into))
        {
            return true;
        }

        Position += element.Length;
        return false;
    }

    private bool AtEnd(long end) => Position >= end || window.Get(Position, 1).IsEmpty;

    private DicomElement ReadElement(DicomEncoding encoding, long end)
    {
        if (++_elements > limits.MaxElements)
        {
            throw DicomThrow.TooManyElements(name, limits.MaxElements);
        }

        if (Position > _sequence.End)
        {
            throw DicomThrow.SequenceTooLong(name, _sequence.Tag, limits.MaxSequenceBytes);
        }

        ReadOnlySpan<byte> bytes = Header(8, end);
        uint tag = ReadTag(bytes, encoding);
        if (!encoding.IsExplicit || (tag >> 16) == 0xFFFE)
        {
            Position += 8;
            return new DicomElement(tag, DicomVr.None, ReadUInt32(bytes[4..], encoding));
        }

        ushort vr = DicomVr.Of(bytes[4], bytes[5]);
        if (UsesShortLength(tag, vr, bytes))
        {
            uint length = encoding.IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]) : BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]);
            Position += 8;
            return new DicomElement(tag, vr, length);
        }

        bytes = Header(12, end);
        Position += 12;
        return new DicomElement(tag, vr, ReadUInt32(bytes[8..], encoding));
    }

    /// <summary>
    /// Which length form a value representation has. For one that is not in the standard the long form is laid down, but writers use
    /// both: two zero bytes where the reserved ones would be decide for the long form.
    /// </summary>
    private bool UsesShortLength(uint tag, ushort vr, ReadOnlySpan<byte> header)
    {
        if (DicomVr.HasShortLength(vr))
        {
            return true;
        }

        if (DicomVr.HasLongLength(vr))
        {
            return false;
        }

        return DicomVr.IsLetters(vr) ? (header[6] | header[7]) != 0 : throw DicomThrow.BadVr(name, tag, vr);
    }

    private ReadOnlySpan<byte> Header(int count, long end)
    {
        int available = (int)Math.Min(count, end - Position);
        ReadOnlySpan<byte> bytes = window.Get(Position, available);
        return bytes.Length == count
            ? bytes
            : throw DicomThrow.Truncated(name, Position + bytes.Length, "the tag, VR or length of an element, before Pixel Data");
    }

    private void ReadValue(DicomElement element, DicomDataset? into, DicomEncoding encoding, long end, int depth)
    {
        if ((element.Tag >> 16) == 0xFFFE)
        {
            throw DicomThrow.StrayItem(name, element.Tag);
        }

        if (into != null && IsUsableHintSequence(element, depth))
        {
            ReadHints(element, into, encoding, end, depth);
            return;
        }

        bool isKept = into != null && ((DicomTags.IsKept(element.Tag) && !_isInHints) || IsUsableHint(element));
        if (into != null && element.Tag == DicomTags.ContrastBolusAgentSequence && element.Length > 0)
        {
            into.Note(element);
        }

        if (element.HasUndefinedLength)
        {
            ReadSequence(element, isKept ? into : null, encoding, end, depth);
            return;
        }

        if (element.Length > end - Position)
        {
            throw DicomThrow.LengthBeyond(name, element.Tag, element.Length, end - Position);
        }

        if (!isKept)
        {
            Position += element.Length;
        }
        else if (DicomTags.IsKeptSequence(element.Tag))
        {
            ReadItems(element, into, encoding, Position + element.Length, depth);
        }
        else
        {
            KeepValue(element, into!, encoding);
        }
    }

    private static bool IsUsableHint(DicomElement element) =>
        element.Length <= MaxHintBytes && element.Vr != DicomVr.Sequence && DicomTags.IsHint(element.Tag);

    /// <summary>The groups lie in items. What is no sequence by its representation is a value that nobody needs.</summary>
    private bool IsUsableHintSequence(DicomElement element, int depth) =>
        DicomTags.IsHintSequence(element.Tag) && depth > 0 && !_isInHints && !_hasDamagedHints && element.Vr is DicomVr.Sequence or DicomVr.None;

    /// <summary>
    /// Keeps the hints of a functional group as values of the item that holds the group: items of their own would be tens of thousands in an image of thousands of frames.
    /// A group of defined length that cannot be understood is stepped over, as it would be if nobody read it.
    /// </summary>
    private void ReadHints(DicomElement sequence, DicomDataset into, DicomEncoding encoding, long end, int depth)
    {
        if (!sequence.HasUndefinedLength && sequence.Length > end - Position)
        {
            throw DicomThrow.LengthBeyond(name, sequence.Tag, sequence.Length, end - Position);
        }

        long after = sequence.HasUndefinedLength ? end : Position + sequence.Length;
        _isInHints = true;
        try
        {
            ReadItems(sequence, into, encoding, after, depth);
        }
        catch (DicomFormatException) when (!sequence.HasUndefinedLength)
        {
            // Where it ends is known. A limit that was passed is passed by the next element too, and then refuses the file.
            _hasDamagedHints = true;
            Position = after;
        }
        finally
        {
            _isInHints = false;
        }
    }

    private void KeepValue(DicomElement element, DicomDataset into, DicomEncoding encoding)
    {
        if (element.Vr == DicomVr.Sequence)
        {
            throw DicomThrow.NotASequence(name, element.Tag);
        }

        if (element.Length > limits.MaxValueBytes)
        {
            throw DicomThrow.ValueTooLong(name, element.Tag, element.Length, limits.MaxValueBytes);
        }

        ReadOnlySpan<byte> value = window.Get(Position, (int)element.Length);
        if (value.Length < element.Length)
        {
            throw DicomThrow.Truncated(name, Position + value.Length, DicomTags.Describe(element.Tag));
        }

        if (element.Tag == DicomTags.ContrastBolusAgentAdministered && value.TrimEnd(" \0"u8).SequenceEqual("YES"u8))
        {
            // Of several agents one is enough, whichever it is.
            into.Note(new DicomElement(DicomTags.ContrastBolusUsageSequence, DicomVr.Sequence, 0));
        }

        into.Add(element, encoding.IsBigEndian, value);
        Position += element.Length;
    }

    private void ReadSequence(DicomElement element, DicomDataset? into, DicomEncoding encoding, long end, int depth)
    {
        bool mayBeSequence = !encoding.IsExplicit || element.Vr is DicomVr.Sequence or DicomVr.Unknown;
        if (!mayBeSequence)
        {
            throw DicomThrow.UndefinedLength(name, element.Tag);
        }

        if (into != null && !DicomTags.IsKeptSequence(element.Tag))
        {
            throw DicomThrow.NotASequence(name, element.Tag);
        }

        // A value of unknown representation and undefined length holds implicit little-endian items, whatever surrounds it; where a big-endian
        // writer kept its order, the first item or delimiter shows it (group FFFE).
        DicomEncoding inner = element.Vr == DicomVr.Unknown
            ? new DicomEncoding(IsExplicit: false, encoding.IsBigEndian && window.Get(Position, 1) is [0xFF])
            : encoding;
        ReadItems(element, into, inner, end, depth);
    }

    /// <summary>Reads items up to the sequence's end, or to its delimiter when its length is undefined.</summary>
    private void ReadItems(DicomElement sequence, DicomDataset? into, DicomEncoding encoding, long end, int depth)
    {
        if (depth >= limits.MaxSequenceDepth)
        {
            throw DicomThrow.TooDeep(name, limits.MaxSequenceDepth);
        }

        if (depth == 0)
        {
            _sequence = (Position + limits.MaxSequenceBytes, sequence.Tag);
        }

        ReadItemsToEnd(sequence, into, encoding, end, depth);
        if (depth == 0)
        {
            _sequence.End = long.MaxValue;
        }
    }

    private void ReadItemsToEnd(DicomElement sequence, DicomDataset? into, DicomEncoding encoding, long end, int depth)
    {
        while (!AtEnd(end))
        {
            DicomElement item = ReadElement(encoding, end);
            if (item.Tag == DicomTags.SequenceDelimitation && sequence.HasUndefinedLength)
            {
                return;
            }

            if (item.Tag != DicomTags.Item)
            {
                throw DicomThrow.ItemExpected(name, sequence, item.Tag);
            }

            ReadItem(item, sequence.Tag, into, encoding, end, depth);
        }

        if (sequence.HasUndefinedLength)
        {
            throw DicomThrow.Truncated(name, Position, $"the sequence {DicomTags.Describe(sequence.Tag)}: its delimiter (FFFE,E0DD) is missing");
        }
    }

    private void ReadItem(DicomElement item, uint sequence, DicomDataset? into, DicomEncoding encoding, long end, int depth)
    {
        long available = end - Position;
        if (!item.HasUndefinedLength && item.Length > available)
        {
            throw DicomThrow.LengthBeyond(name, item.Tag, item.Length, available);
        }

        if (into == null && !item.HasUndefinedLength)
        {
            Position += item.Length;
            return;
        }

        bool isOwnItem = into != null && !_isInHints;
        if (isOwnItem && ++_keptItems > limits.MaxKeptItems)
        {
            throw DicomThrow.TooManyItems(name, sequence, limits.MaxKeptItems);
        }

        DicomDataset? content = isOwnItem ? new DicomDataset(name) : into;
        long itemEnd = item.HasUndefinedLength ? end : Position + item.Length;
        ReadElements(content, itemEnd, item.HasUndefinedLength, encoding, depth + 1);
        if (isOwnItem)
        {
            into!.AddItem(sequence, content!);
        }
    }

    private static uint ReadTag(ReadOnlySpan<byte> bytes, DicomEncoding encoding) => encoding.IsBigEndian
        ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
        : ((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16) | BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]);

    private static uint ReadUInt32(ReadOnlySpan<byte> bytes, DicomEncoding encoding) =>
        encoding.IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
