namespace CtVlm.MLNet.Dicom;

/// <summary>
/// Packet headers that were moved out of the packets into marker segments: PPM in the main header, PPT in a tile's. The segments are
/// numbered and are joined in the order of their numbers.
/// </summary>
/// <remarks><b>Source:</b> ITU-T T.800 A.7.4 and A.7.5.</remarks>
internal struct PackedHeaders : IDisposable
{
    /// <summary>The number of a segment is one byte.</summary>
    private const int MaxSegments = 256;

    private PooledList<(int Number, int Start, int Length)> _segments;
    private PooledList<byte> _joined;

    /// <summary>Whether any segment was met.</summary>
    public readonly bool IsPresent => _segments.Count > 0;

    /// <summary>The joined bytes, after <see cref="Join"/>.</summary>
    public readonly ReadOnlySpan<byte> Bytes => _joined.Items;

    /// <summary>Forgets everything and keeps the memory.</summary>
    public void Clear()
    {
        _segments.Clear();
        _joined.Clear();
    }

    /// <summary>Notes a segment.</summary>
    /// <param name="stream">The codestream.</param>
    /// <param name="start">Position of the segment's body in it.</param>
    /// <param name="length">Bytes of the body; the first is the number.</param>
    public void Note(ReadOnlySpan<byte> stream, int start, int length)
    {
        if (length < 1 || _segments.Count == MaxSegments)
        {
            throw Jpeg2000Throw.Invalid($"PPM or PPT is empty or occurs more than {MaxSegments} times.");
        }

        _segments.Add((stream[start], start + 1, length - 1));
    }

    /// <summary>Joins the segments in the order of their numbers.</summary>
    public void Join(ReadOnlySpan<byte> stream)
    {
        _segments.Items.Sort(static (a, b) => a.Number != b.Number ? a.Number.CompareTo(b.Number) : a.Start.CompareTo(b.Start));
        foreach ((_, int start, int length) in _segments.Items)
        {
            Append(stream.Slice(start, length));
        }
    }

    /// <summary>Adds bytes to the joined ones.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        int start = _joined.Extend(bytes.Length);
        bytes.CopyTo(_joined.Items[start..]);
    }

    public void Dispose()
    {
        _segments.Dispose();
        _joined.Dispose();
    }
}
