namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>The bits of a packet header: from bit 7 down, a byte after 0xFF having seven of them.</summary>
/// <remarks><b>Source:</b> ITU-T T.800 B.10.1.</remarks>
internal sealed class PacketHeaderBits
{
    private readonly List<byte> _bytes = [];
    private int _current;
    private int _room = 8;

    public void Write(int value, int count)
    {
        for (int i = count - 1; i >= 0; i--)
        {
            _current = (_current << 1) | ((value >> i) & 1);
            if (--_room == 0)
            {
                _bytes.Add((byte)_current);
                _room = _current == 0xFF ? 7 : 8;
                _current = 0;
            }
        }
    }

    /// <summary>Fills up the last byte; a header never ends in 0xFF.</summary>
    public byte[] End()
    {
        if (_room < 8)
        {
            _bytes.Add((byte)(_current << _room));
        }

        return [.. _bytes];
    }
}
