using System.Numerics;

namespace CtVlm.MLNet.Dicom;

/// <summary>Reads the bits of a packet header, most significant first; after a byte 0xFF the next byte's first bit is left out.</summary>
/// <remarks><b>Source:</b> ITU-T T.800 B.10.1.</remarks>
internal ref struct PacketBits(ReadOnlySpan<byte> bytes, int position)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _current;
    private int _left;

    /// <summary>Position of the next byte that was not touched.</summary>
    public int Position { get; private set; } = position;

    public int ReadBit()
    {
        if (_left == 0)
        {
            Fill();
        }

        return (_current >> --_left) & 1;
    }

    /// <summary>Reads a number of up to 32 bits.</summary>
    public uint Read(int count)
    {
        uint value = 0;
        for (int i = 0; i < count; i++)
        {
            value = (value << 1) | (uint)ReadBit();
        }

        return value;
    }

    /// <summary>The number of coding passes that a packet adds to a code block, 1 to 164.</summary>
    /// <remarks><b>Source:</b> ITU-T T.800 table B.4.</remarks>
    public int ReadPasses()
    {
        if (ReadBit() == 0)
        {
            return 1;
        }

        if (ReadBit() == 0)
        {
            return 2;
        }

        int count = (int)Read(2);
        if (count < 3)
        {
            return 3 + count;
        }

        count = (int)Read(5);
        return count < 31 ? 6 + count : 37 + (int)Read(7);
    }

    /// <summary>Ends the header: drops the rest of the byte, and the byte of stuffing that must follow a last 0xFF.</summary>
    public void Align()
    {
        _left = 0;
        if (_current == 0xFF)
        {
            Fill();
            _left = 0;
        }
    }

    /// <summary>The bits that the length of a segment takes (equation B-19).</summary>
    public static int LengthBits(int bits, int passes) => bits + BitOperations.Log2((uint)passes);

    private void Fill()
    {
        if (Position >= _bytes.Length)
        {
            Jpeg2000Throw.PacketHeaderCut();
        }

        _left = _current == 0xFF ? 7 : 8;
        _current = _bytes[Position++];
    }
}
