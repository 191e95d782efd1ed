namespace CtVlm.MLNet.Dicom;

/// <summary>Reads the bits of a raw codeword segment; after a byte 0xFF the next byte holds 7 bits, and beyond the end all bits are ones.</summary>
/// <remarks><b>Source:</b> ITU-T T.800 D.6.</remarks>
internal ref struct RawDecoder(ReadOnlySpan<byte> segment)
{
    private readonly ReadOnlySpan<byte> _segment = segment;
    private int _position;
    private int _current;
    private int _left;

    public int ReadBit()
    {
        if (_left == 0)
        {
            _left = _current == 0xFF ? 7 : 8;
            _current = _position < _segment.Length ? _segment[_position++] : 0xFF;
        }

        return (_current >> --_left) & 1;
    }
}
