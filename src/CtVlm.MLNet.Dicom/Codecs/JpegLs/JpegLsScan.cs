using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Dicom;

/// <summary>Decodes the scan line by line, interval by interval, with pooled memory: two lines, the contexts and the gradient table.</summary>
/// <remarks><b>Source:</b> ITU-T T.87 A.2, A.8 and C.2.5.</remarks>
internal static class JpegLsScan
{
    private const int FirstRestart = 0xD0;

    /// <summary>Bits that may be left at an interval's end whatever they are: the last byte's, and a byte stuffed after FF.</summary>
    private const int PaddingBits = 16;

    /// <summary>Decodes a frame. The codestream's beginning is overwritten.</summary>
    /// <param name="header">What stands before the scan.</param>
    /// <param name="encoded">The codestream.</param>
    /// <param name="format">The frame's size and the size of a sample.</param>
    /// <param name="samples">Receives the samples.</param>
    /// <exception cref="CodecException">The coded data is truncated or damaged.</exception>
    public static void Decode(JpegLsHeader header, Span<byte> encoded, PixelFormat format, Span<byte> samples)
    {
        int stride = format.Columns + 2;
        ushort[] lines = ArrayPool<ushort>.Shared.Rent(2 * stride);
        JpegLsContext[] contexts = ArrayPool<JpegLsContext>.Shared.Rent(JpegLsLine.ContextCount);
        int gradientCount = (2 * header.Coding.MaxValue) + 1;
        sbyte[] gradients = ArrayPool<sbyte>.Shared.Rent(gradientCount);
        try
        {
            JpegLsLine.FillGradients(header.Coding, gradients.AsSpan(0, gradientCount));
            JpegLsLine line = new(header.Coding, contexts, gradients.AsSpan(0, gradientCount));
            DecodeLines(ref line, header, encoded, format, samples, lines.AsSpan(0, 2 * stride));
        }
        finally
        {
            ArrayPool<ushort>.Shared.Return(lines);
            ArrayPool<JpegLsContext>.Shared.Return(contexts);
            ArrayPool<sbyte>.Shared.Return(gradients);
        }
    }

    private static void DecodeLines(
        ref JpegLsLine line, JpegLsHeader header, Span<byte> encoded, PixelFormat format, Span<byte> samples, Span<ushort> lines)
    {
        int stride = format.Columns + 2;
        int interval = header.RestartLines == 0 ? format.Rows : header.RestartLines;
        int position = header.ScanStart;
        for (int y = 0; y < format.Rows; y++)
        {
            if (y % interval == 0)
            {
                if (y > 0)
                {
                    CheckEnd(ref line, encoded, y);
                    SkipRestart(encoded, ref position, y, (y / interval) - 1);
                }

                lines.Clear();
                line.Start(encoded, JpegLsBits.Unstuff(encoded, ref position));
            }

            Span<ushort> current = lines.Slice((y & 1) * stride, stride);
            if (!line.Decode(lines.Slice((~y & 1) * stride, stride), current))
            {
                Fail(ref line, y, format.Rows);
            }

            Store(current.Slice(1, format.Columns), samples, y, format);
        }

        CheckEnd(ref line, encoded, format.Rows);
    }

    private static void Fail(ref JpegLsLine line, int y, int rows)
    {
        if (line.BitsLeft <= 0)
        {
            JpegLsThrow.ScanEnds(y, rows);
        }

        JpegLsThrow.BadCode(y);
    }

    /// <summary>After the last line of an interval only padding may be left: damage inside it nearly always changes its length.</summary>
    private static void CheckEnd(ref JpegLsLine line, ReadOnlySpan<byte> encoded, int lines)
    {
        long left = line.BitsLeft;
        if (left < 0)
        {
            JpegLsThrow.ScanEnds(lines - 1, lines);
        }

        int start = (int)((line.BitCount - left + 7) / 8);
        int bytes = (int)((line.BitCount + 7) / 8) - start;
        if (left >= PaddingBits && encoded.Slice(start, bytes).ContainsAnyExcept((byte)0))
        {
            JpegLsThrow.LeftOver(lines, bytes);
        }
    }

    private static void SkipRestart(ReadOnlySpan<byte> encoded, ref int position, int y, int index)
    {
        // Fill bytes FF may precede the marker.
        while (position + 1 < encoded.Length && encoded[position + 1] == 0xFF)
        {
            position++;
        }

        int expected = FirstRestart + (index & 7);
        int got = position + 1 < encoded.Length ? encoded[position + 1] : -1;
        if (got != expected)
        {
            JpegLsThrow.Restart(y, expected, got);
        }

        position += 2;
    }

    private static void Store(ReadOnlySpan<ushort> line, Span<byte> samples, int y, PixelFormat format)
    {
        int size = format.SampleBytes;
        Span<byte> row = samples.Slice(y * format.Columns * size, format.Columns * size);
        if (size == 2 && BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(line).CopyTo(row);
            return;
        }

        for (int x = 0; x < line.Length; x++)
        {
            switch (size)
            {
                case 1:
                    row[x] = (byte)line[x];
                    break;
                case 2:
                    BinaryPrimitives.WriteUInt16LittleEndian(row[(2 * x)..], line[x]);
                    break;
                default:
                    BinaryPrimitives.WriteUInt32LittleEndian(row[(4 * x)..], line[x]);
                    break;
            }
        }
    }
}
