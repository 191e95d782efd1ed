namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Writes coded data bit by bit, a zero bit stuffed after each byte FF (A.1).</summary>
internal sealed class T87BitWriter(List<byte> output) : IT87Coder
{
    private int _byte;
    private int _room = 8;

    public bool IsEncoder => true;

    public int Bit(int value)
    {
        _byte |= value << --_room;
        if (_room == 0)
        {
            output.Add((byte)_byte);
            _room = _byte == 0xFF ? 7 : 8;
            _byte = 0;
        }

        return value;
    }

    public int Golomb(int value, int k, int limit, int escapeBits)
    {
        int zeros = value >> k;
        bool escapes = zeros >= limit - escapeBits - 1;
        for (int i = 0; i < (escapes ? limit - escapeBits - 1 : zeros); i++)
        {
            Bit(0);
        }

        Bit(1);
        for (int i = (escapes ? escapeBits : k) - 1; i >= 0; i--)
        {
            Bit(((escapes ? value - 1 : value) >> i) & 1);
        }

        return value;
    }

    public void Align(byte? marker)
    {
        // A byte FF at the end is followed by its stuffed bit, too, so that it cannot be taken for a marker's.
        while (_room != 8)
        {
            Bit(0);
        }

        if (marker is { } code)
        {
            output.AddRange([0xFF, code]);
        }
    }
}
