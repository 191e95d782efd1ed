namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Reads coded data bit by bit. For good streams only.</summary>
internal sealed class T87BitReader(byte[] bytes, int start) : IT87Coder
{
    private int _position = start;
    private int _left = 8;

    public bool IsEncoder => false;

    public int Bit(int value)
    {
        int bit = (bytes[_position] >> --_left) & 1;
        if (_left == 0)
        {
            _left = bytes[_position++] == 0xFF ? 7 : 8;
        }

        return bit;
    }

    public int Golomb(int value, int k, int limit, int escapeBits)
    {
        int zeros = 0;
        while (Bit(0) == 0)
        {
            zeros++;
        }

        bool escapes = zeros == limit - escapeBits - 1;
        int number = escapes ? 0 : zeros;
        for (int i = 0; i < (escapes ? escapeBits : k); i++)
        {
            number = (number << 1) | Bit(0);
        }

        return escapes ? number + 1 : number;
    }

    public void Align(byte? marker)
    {
        while (_left != 8)
        {
            Bit(0);
        }

        if (marker is { } code)
        {
            Assert.Equal(new byte[] { 0xFF, code }, bytes[_position..(_position + 2)]);
            _position += 2;
        }
    }
}
