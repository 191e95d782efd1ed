namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Writes bits that are read from the first byte on (MagSgn, SigProp): from bit 0 up, a byte after 0xFF having seven of them.</summary>
/// <remarks><b>Source:</b> ITU-T T.814 7.1.2 and 7.1.5, read backwards.</remarks>
internal sealed class HtForwardWriter
{
    private readonly List<byte> _bytes = [];
    private int _current;
    private int _used;

    private int Room => _bytes.Count > 0 && _bytes[^1] == 0xFF ? 7 : 8;

    public void Write(long bits, int count)
    {
        for (int i = 0; i < count; i++)
        {
            _current |= (int)((bits >> i) & 1) << _used++;
            if (_used == Room)
            {
                _bytes.Add((byte)_current);
                (_current, _used) = (0, 0);
            }
        }
    }

    /// <summary>Ends a part that the decoder continues with ones, so that a last 0xFF need not be written.</summary>
    public byte[] EndWithOnes()
    {
        if (_used > 0)
        {
            int room = Room;
            Write(-1, room - _used);
        }

        while (_bytes.Count > 0 && _bytes[^1] == 0xFF)
        {
            _bytes.RemoveAt(_bytes.Count - 1);
        }

        return [.. _bytes];
    }

    /// <summary>Ends a part that the decoder continues with zeros; it never ends in 0xFF.</summary>
    public byte[] EndWithZeros()
    {
        if (_used > 0 || (_bytes.Count > 0 && _bytes[^1] == 0xFF))
        {
            _bytes.Add((byte)_current);
        }

        return [.. _bytes];
    }
}
