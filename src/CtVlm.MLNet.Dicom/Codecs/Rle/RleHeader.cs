using System.Buffers.Binary;

namespace CtVlm.MLNet.Dicom;

/// <summary>The 64 bytes before the segments: how many there are, and where each starts. Every offset has been checked.</summary>
/// <remarks><b>Source:</b> DICOM PS3.5 G.5.</remarks>
internal readonly struct RleHeader
{
    public const int Bytes = 64;

    /// <summary>A packet of two bytes unpacks to at most 128.</summary>
    private const int MostGain = 64;

    private readonly uint _first;
    private readonly uint _second;
    private readonly uint _third;
    private readonly uint _fourth;
    private readonly int _length;

    private RleHeader(int segments, ReadOnlySpan<uint> starts, int length)
    {
        Segments = segments;
        (_first, _second, _third, _fourth) = (starts[0], starts[1], starts[2], starts[3]);
        _length = length;
    }

    /// <summary>How many segments there are: one a byte of a sample, 1, 2 or 4.</summary>
    public int Segments { get; }

    /// <summary>Where a segment lies in the frame.</summary>
    public Range Segment(int index) => (int)Start(index)..(index + 1 < Segments ? (int)Start(index + 1) : _length);

    /// <summary>Reads and checks the header.</summary>
    /// <exception cref="CodecException">The frame is shorter than it, or the segments are not those of the format.</exception>
    public static RleHeader Read(ReadOnlySpan<byte> encoded, PixelFormat format)
    {
        if (encoded.Length < Bytes)
        {
            throw RleThrow.ShortHeader(encoded.Length);
        }

        uint count = BinaryPrimitives.ReadUInt32LittleEndian(encoded);
        if (count != format.SampleBytes)
        {
            throw RleThrow.WrongSegments(count, format);
        }

        Span<uint> starts = stackalloc uint[4];
        uint least = Bytes;
        for (int i = 0; i < count; i++)
        {
            starts[i] = BinaryPrimitives.ReadUInt32LittleEndian(encoded[(4 + (4 * i))..]);
            if (starts[i] < least || starts[i] > encoded.Length)
            {
                throw RleThrow.WrongOffset(i, starts[i], least, encoded.Length);
            }

            least = starts[i] + 1;
        }

        RleHeader header = new((int)count, starts, encoded.Length);
        header.CheckLengths(format);
        return header;
    }

    /// <summary>A segment that is too short for any packing is refused before room for the planes is made.</summary>
    private void CheckLengths(PixelFormat format)
    {
        for (int i = 0; i < Segments; i++)
        {
            (_, int length) = Segment(i).GetOffsetAndLength(_length);
            if ((long)length * MostGain < format.PixelCount)
            {
                throw RleThrow.TooShort(i, Segments, length, format.PixelCount);
            }
        }
    }

    private uint Start(int index) => index switch { 0 => _first, 1 => _second, 2 => _third, _ => _fourth };
}
