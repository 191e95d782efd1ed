using System.Buffers;
using System.Buffers.Binary;

namespace CtVlm.MLNet.Dicom;

/// <summary>Writes codes and additional bits, first bit first, with a zero byte stuffed behind each FF.</summary>
/// <remarks><b>Source:</b> ITU-T T.81 F.1.2.3 and B.1.1.5; F.1.2.1 for additional bits.</remarks>
internal ref struct JpegLosslessBitWriter(ArrayBufferWriter<byte> output)
{
    /// <summary>A sample takes at most 31 bits, each byte of which may need stuffing; the rest is what was left of the line before.</summary>
    private const int MaxBytesPerSample = 8;

    private ulong _bits;
    private int _count;

    /// <summary>Writes the differences of a line.</summary>
    public void WriteLine(ReadOnlySpan<short> differences, JpegLosslessCode code)
    {
        Span<byte> target = output.GetSpan((MaxBytesPerSample * differences.Length) + MaxBytesPerSample);
        ReadOnlySpan<byte> lengths = code.Lengths;
        ReadOnlySpan<ushort> codes = code.Codes;
        int written = 0;
        foreach (short difference in differences)
        {
            int category = JpegLosslessEncoder.Category(difference);
            Put(codes[category], lengths[category]);

            // Negative differences are written less one, so that their first bit is 0. Category 16 is one value and needs no bits.
            int size = category & 15;
            Put((uint)(difference + (difference >> 15)) & ((1u << size) - 1), size);
            if (_count >= 32)
            {
                _count -= 32;
                written += Flush((uint)(_bits >> _count), target[written..]);
            }
        }

        output.Advance(written);
    }

    /// <summary>F.1.2.3: fills the last byte with ones.</summary>
    public void EndInterval()
    {
        Put((1u << (-_count & 7)) - 1, -_count & 7);
        while (_count > 0)
        {
            _count -= 8;
            byte value = (byte)(_bits >> _count);
            ReadOnlySpan<byte> stuffed = [value, 0];
            output.Write(value == 0xFF ? stuffed : stuffed[..1]);
        }
    }

    private void Put(uint value, int length)
    {
        _bits = (_bits << length) | value;
        _count += length;
    }

    private static int Flush(uint bytes, Span<byte> target)
    {
        // Some byte is FF exactly if its complement has a zero byte.
        uint inverted = ~bytes;
        if (((inverted - 0x01010101u) & ~inverted & 0x80808080u) == 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(target, bytes);
            return sizeof(uint);
        }

        int written = 0;
        for (int shift = 24; shift >= 0; shift -= 8)
        {
            byte value = (byte)(bytes >> shift);
            target[written++] = value;
            if (value == 0xFF)
            {
                target[written++] = 0;
            }
        }

        return written;
    }
}
