using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Dicom;

/// <summary>Decodes the scan of a baseline or extended sequential frame, block by block.</summary>
/// <remarks><b>Source:</b> ITU-T T.81 annex F, processes 1, 2 and 4 (Huffman), one component; A.2.2 (order of blocks), A.2.4 (partial blocks).</remarks>
internal static class JpegDctScan
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
        JpegScanHeader scan = header.Scan;
        Span<float> steps = stackalloc float[JpegInverseDct.BlockLength];
        JpegQuantizationTable.Read(stream, header, steps);
        JpegCodeTable dc = new(JpegHuffmanCodes.Read(stream, header.DcTables[scan.DcTable], "DC", scan.DcTable), stackalloc int[JpegCodeTable.ScratchLength]);
        JpegCodeTable ac = new(JpegHuffmanCodes.Read(stream, header.AcTables[scan.AcTable], "AC", scan.AcTable), stackalloc int[JpegCodeTable.ScratchLength]);
        DecodeBlocks(stream, header, format, new JpegBlockDecoder(dc, ac, steps, header.Frame.Precision), samples);
    }

    // B.2.2, B.2.3, tables B.2 and B.3.
    private static void Check(in JpegHeader header, PixelFormat format, int bytes)
    {
        int precision = header.Frame.Precision;

        // Streams of 16 bits exist, but no standard says what they mean: their one writer leaves out the level shift.
        bool isKnown = precision == 8 || (precision == 12 && header.Frame.Process == JpegMarker.ExtendedSequential);
        if (!isKnown)
        {
            throw JpegThrow.ProcessPrecision(precision, header.Frame.Process == JpegMarker.Baseline ? "8" : "8 or 12");
        }

        header.Check(format);
        JpegScanHeader scan = header.Scan;
        if (scan.Start != 0 || scan.End != JpegInverseDct.BlockLength - 1 || scan.High != 0 || scan.Low != 0)
        {
            throw JpegThrow.Parameter("scan header's Ss, Se, Ah or Al", scan.Start, "0, 63, 0 and 0 in a sequential scan");
        }

        // Each block takes two codes of one bit at least.
        if (2L * Blocks(format.Rows) * Blocks(format.Columns) > 8L * bytes)
        {
            throw JpegThrow.DataShort();
        }
    }

    private static int Blocks(int samples) => (samples + JpegInverseDct.Side - 1) / JpegInverseDct.Side;

    private static void DecodeBlocks(Span<byte> stream, in JpegHeader header, PixelFormat format, JpegBlockDecoder decoder, Span<byte> samples)
    {
        Span<float> coefficients = stackalloc float[JpegInverseDct.BlockLength];
        Span<ushort> block = stackalloc ushort[JpegInverseDct.BlockLength];
        JpegEntropyData data = new(stream, header.Scan.DataStart);
        JpegBitReader bits = data.NextInterval();
        int columns = Blocks(format.Columns);
        int count = columns * Blocks(format.Rows);
        for (int i = 0; i < count; i++)
        {
            if (header.RestartInterval > 0 && i > 0 && i % header.RestartInterval == 0)
            {
                bits.CheckEnd();
                bits = data.NextInterval();
                decoder.StartInterval();
            }

            int frequencies = decoder.Decode(ref bits, coefficients);
            JpegInverseDct.Transform(coefficients, frequencies, header.Frame.Precision, block);
            Store(block, format, i % columns * JpegInverseDct.Side, i / columns * JpegInverseDct.Side, samples);
        }

        bits.CheckEnd();
        data.Finish(header, format);
    }

    /// <summary>A.2.4: what a block has beyond the right and lower edge is dropped.</summary>
    private static void Store(ReadOnlySpan<ushort> block, PixelFormat format, int left, int top, Span<byte> samples)
    {
        int width = Math.Min(JpegInverseDct.Side, format.Columns - left);
        int height = Math.Min(JpegInverseDct.Side, format.Rows - top);
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<ushort> line = block.Slice(y * JpegInverseDct.Side, width);
            int at = ((top + y) * format.Columns) + left;
            if (format.BitsAllocated == 16)
            {
                line.CopyTo(MemoryMarshal.Cast<byte, ushort>(samples).Slice(at, width));
                continue;
            }

            Span<byte> target = samples.Slice(at, width);
            for (int x = 0; x < width; x++)
            {
                target[x] = (byte)line[x];
            }
        }
    }
}
