namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Writes bits that are read from the last byte backwards (VLC, MagRef): from bit 0 up; after a byte above 0x8F, one whose low seven bits are ones has seven.</summary>
/// <remarks><b>Source:</b> ITU-T T.814 7.1.4 and 7.1.6, read backwards.</remarks>
internal sealed class HtBackwardWriter
{
    // In the order of reading, so the last byte of the part comes first.
    private readonly List<byte> _bytes = [];
    private int _current;
    private int _used;
    private bool _isAfterLarge = true;

    /// <summary>The VLC part: a last byte and four bits belong to Scup, which counts as all ones for the stuffing.</summary>
    public static HtBackwardWriter ForVlc()
    {
        HtBackwardWriter writer = new();
        writer._bytes.Add(0xFF);
        (writer._current, writer._used) = (0x0F, 4);
        return writer;
    }

    public void Write(long bits, int count)
    {
        for (int i = 0; i < count; i++)
        {
            _current |= (int)((bits >> i) & 1) << _used++;
            if (_used == 8 || (_used == 7 && _isAfterLarge && _current == 0x7F))
            {
                Flush();
            }
        }
    }

    /// <summary>Ends the part, in the order of the file.</summary>
    public byte[] End()
    {
        if (_used > 0)
        {
            Flush();
        }

        return [.. Enumerable.Reverse(_bytes)];
    }

    private void Flush()
    {
        _bytes.Add((byte)_current);
        _isAfterLarge = _current > 0x8F;
        (_current, _used) = (0, 0);
    }
}
