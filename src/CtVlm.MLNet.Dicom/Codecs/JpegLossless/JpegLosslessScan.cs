using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Dicom;

/// <summary>Decodes the scan of a lossless frame, line by line.</summary>
/// <remarks><b>Source:</b> ITU-T T.81 annex H, process 14 (Huffman), one component, all predictors.</remarks>
internal static class JpegLosslessScan
{
    /// <summary>Decodes a frame whose headers have been read.</summary>
    /// <param name="stream">The codestream; its entropy-coded part is overwritten.</param>
    /// <param name="header">Its headers.</param>
    /// <param name="format">What the DICOM header says.</param>
    /// <param name="samples">Receives <see cref="PixelFormat.FrameBytes"/> bytes.</param>
    /// <exception cref="CodecException">The stream is damaged, or contradicts the header.</exception>
    public static void Decode(Span<byte> stream, in JpegHeader header, PixelFormat format, Span<byte> samples)
    {
        Check(header, format, stream.Length);
        JpegHuffmanCodes codes = JpegHuffmanCodes.Read(stream, header.DcTables[header.Scan.DcTable], "lossless", header.Scan.DcTable);
        JpegDifferenceTable table = new(codes, stackalloc ushort[JpegDifferenceTable.LookupLength], stackalloc int[JpegCodeTable.ScratchLength]);
        ushort[]? turns = format.BitsAllocated == 8 ? ArrayPool<ushort>.Shared.Rent(2 * format.Columns) : null;
        try
        {
            DecodeLines(stream, header, format, table, new JpegLosslessLines(samples, turns, format.Columns, header.Scan.Low));
        }
        finally
        {
            if (turns != null)
            {
                ArrayPool<ushort>.Shared.Return(turns);
            }
        }
    }

    // B.2.3, table B.3 and H.1.1.
    private static void Check(in JpegHeader header, PixelFormat format, int bytes)
    {
        JpegScanHeader scan = header.Scan;
        int precision = header.Frame.Precision;
        if (precision is < 2 or > 16)
        {
            throw JpegThrow.ProcessPrecision(precision, "2 to 16");
        }

        header.Check(format);
        if (scan.Start is < 1 or > 7)
        {
            throw JpegThrow.Parameter("predictor", scan.Start, "1 to 7");
        }

        if (scan.End != 0 || scan.High != 0)
        {
            throw JpegThrow.Parameter("scan header's Se or Ah", Math.Max(scan.End, scan.High), "0 in a lossless scan");
        }

        if (scan.Low >= precision)
        {
            throw JpegThrow.Parameter("point transform", scan.Low, $"0 to {precision - 1} with precision {precision}");
        }

        if (header.RestartInterval % format.Columns != 0)
        {
            throw JpegThrow.Parameter("restart interval", header.RestartInterval, $"a multiple of {format.Columns} (whole lines)");
        }

        // Each sample takes a code of one bit at least.
        if (format.PixelCount > 8L * bytes)
        {
            throw JpegThrow.DataShort();
        }
    }

    private static void DecodeLines(Span<byte> stream, in JpegHeader header, PixelFormat format, in JpegDifferenceTable table, JpegLosslessLines lines)
    {
        JpegEntropyData data = new(stream, header.Scan.DataStart);
        JpegBitReader bits = data.NextInterval();
        int bitsLeft = header.Frame.Precision - header.Scan.Low;
        int linesPerInterval = header.RestartInterval == 0 ? format.Rows : header.RestartInterval / format.Columns;
        for (int y = 0; y < format.Rows; y++)
        {
            // H.1.2.1: a scan and an interval start from half the range, then predict from the left for one line.
            bool isFirst = y % linesPerInterval == 0;
            if (isFirst && y > 0)
            {
                bits.CheckEnd();
                bits = data.NextInterval();
            }

            Span<ushort> line = lines[y];
            ReadOnlySpan<ushort> above = isFirst ? [] : lines[y - 1];
            DecodeLine(ref bits, table, isFirst ? 1 : header.Scan.Start, isFirst ? 1 << (bitsLeft - 1) : above[0], above, line);
            CheckRange(line, bitsLeft, format.IsSigned);
            lines.FinishLine(y);
        }

        bits.CheckEnd();
        lines.FinishFrame();
        data.Finish(header, format);
    }

    private static void DecodeLine(
        ref JpegBitReader bits, in JpegDifferenceTable table, int predictor, int first, ReadOnlySpan<ushort> above, Span<ushort> line)
    {
        switch (predictor)
        {
            case 1:
                JpegLosslessLine.Decode<JpegPredictors.Left>(ref bits, table, first, above, line);
                break;
            case 2:
                JpegLosslessLine.Decode<JpegPredictors.Above>(ref bits, table, first, above, line);
                break;
            case 3:
                JpegLosslessLine.Decode<JpegPredictors.AboveLeft>(ref bits, table, first, above, line);
                break;
            case 4:
                JpegLosslessLine.Decode<JpegPredictors.Plane>(ref bits, table, first, above, line);
                break;
            case 5:
                JpegLosslessLine.Decode<JpegPredictors.LeftAndHalfStep>(ref bits, table, first, above, line);
                break;
            case 6:
                JpegLosslessLine.Decode<JpegPredictors.AboveAndHalfStep>(ref bits, table, first, above, line);
                break;
            default:
                JpegLosslessLine.Decode<JpegPredictors.Mean>(ref bits, table, first, above, line);
                break;
        }
    }

    /// <summary>
    /// A sound stream never leaves its range, a damaged one soon does. Signed samples may come with their sign extended to 16 bits.
    /// </summary>
    private static void CheckRange(ReadOnlySpan<ushort> line, int bits, bool isSigned)
    {
        bool fits = bits == 16;
        if (!fits && isSigned)
        {
            ReadOnlySpan<short> signed = MemoryMarshal.Cast<ushort, short>(line);
            fits = TensorPrimitives.Max(signed) < 1 << bits && TensorPrimitives.Min(signed) >= -(1 << (bits - 1));
        }
        else if (!fits)
        {
            fits = TensorPrimitives.Max(line) < 1 << bits;
        }

        if (!fits)
        {
            throw JpegThrow.SampleRange(bits);
        }
    }
}
