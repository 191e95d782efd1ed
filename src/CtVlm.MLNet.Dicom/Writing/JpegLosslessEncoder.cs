using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Numerics.Tensors;

namespace CtVlm.MLNet.Dicom;

/// <summary>Writes lossless JPEG frames of one component in two passes: the first counts difference categories, so that the code is the shortest for this frame.</summary>
/// <remarks><b>Source:</b> ITU-T T.81 annex H, process 14 (Huffman); B.2 for the order of segments.</remarks>
internal static class JpegLosslessEncoder
{
    /// <summary>H.1.2.2: categories 0 to 16.</summary>
    private const int Categories = 17;

    /// <summary>Encodes a frame.</summary>
    /// <param name="samples">The samples, line by line; only Precision bits may be set.</param>
    /// <param name="parameters">How to encode.</param>
    /// <param name="output">Receives the codestream.</param>
    public static void Encode(ReadOnlySpan<ushort> samples, JpegLosslessParameters parameters, ArrayBufferWriter<byte> output)
    {
        if (parameters.PointTransform > 0)
        {
            // A.4: what is predicted and coded are the shifted samples.
            ushort[] shifted = new ushort[samples.Length];
            TensorPrimitives.ShiftRightLogical(samples, parameters.PointTransform, shifted);
            samples = shifted;
        }

        short[] differences = ArrayPool<short>.Shared.Rent(parameters.Columns);
        try
        {
            Span<short> line = differences.AsSpan(0, parameters.Columns);
            JpegLosslessCode code = JpegLosslessCode.Make(Count(samples, parameters, line));
            WriteHeaders(samples.Length / parameters.Columns, parameters, code, output);
            WriteData(samples, parameters, code, line, output);
        }
        finally
        {
            ArrayPool<short>.Shared.Return(differences);
        }
    }

    /// <summary>The category of a difference modulo 65536: the number of bits of its magnitude.</summary>
    public static int Category(short difference) => 32 - BitOperations.LeadingZeroCount((uint)Math.Abs((int)difference));

    private static int[] Count(ReadOnlySpan<ushort> samples, JpegLosslessParameters parameters, Span<short> line)
    {
        int[] counts = new int[Categories];
        for (int y = 0; y < samples.Length / parameters.Columns; y++)
        {
            Differences(samples, y, parameters, line);
            foreach (short difference in line)
            {
                counts[Category(difference)]++;
            }
        }

        return counts;
    }

    private static void Differences(ReadOnlySpan<ushort> samples, int y, JpegLosslessParameters parameters, Span<short> differences)
    {
        ReadOnlySpan<ushort> line = samples.Slice(y * parameters.Columns, parameters.Columns);
        bool isFirst = y == 0 || (parameters.RestartLines > 0 && y % parameters.RestartLines == 0);
        ReadOnlySpan<ushort> above = isFirst ? [] : samples.Slice((y - 1) * parameters.Columns, parameters.Columns);
        int first = isFirst ? 1 << (parameters.Precision - parameters.PointTransform - 1) : above[0];
        JpegLosslessDifferences.OfLine(isFirst ? 1 : parameters.Predictor, first, above, line, differences);
    }

    private static void WriteHeaders(int rows, JpegLosslessParameters parameters, JpegLosslessCode code, ArrayBufferWriter<byte> output)
    {
        Marker(output, JpegMarker.StartOfImage);
        Segment(output, JpegMarker.Lossless, [
            (byte)parameters.Precision, (byte)(rows >> 8), (byte)rows, (byte)(parameters.Columns >> 8), (byte)parameters.Columns, 1, 1, 0x11, 0]);
        Segment(output, JpegMarker.HuffmanTables, [0, .. code.Counts, .. code.Symbols]);
        if (parameters.RestartLines > 0)
        {
            int interval = parameters.RestartLines * parameters.Columns;
            Segment(output, JpegMarker.RestartInterval, [(byte)(interval >> 8), (byte)interval]);
        }

        Segment(output, JpegMarker.StartOfScan, [1, 1, 0, (byte)parameters.Predictor, 0, (byte)parameters.PointTransform]);
    }

    private static void Segment(ArrayBufferWriter<byte> output, byte marker, ReadOnlySpan<byte> body)
    {
        Marker(output, marker);
        BinaryPrimitives.WriteUInt16BigEndian(output.GetSpan(sizeof(ushort)), (ushort)(body.Length + sizeof(ushort)));
        output.Advance(sizeof(ushort));
        output.Write(body);
    }

    private static void Marker(ArrayBufferWriter<byte> output, byte marker)
    {
        ReadOnlySpan<byte> bytes = [0xFF, marker];
        output.Write(bytes);
    }

    private static void WriteData(
        ReadOnlySpan<ushort> samples, JpegLosslessParameters parameters, JpegLosslessCode code, Span<short> line, ArrayBufferWriter<byte> output)
    {
        JpegLosslessBitWriter bits = new(output);
        int rows = samples.Length / parameters.Columns;
        for (int y = 0; y < rows; y++)
        {
            if (y > 0 && parameters.RestartLines > 0 && y % parameters.RestartLines == 0)
            {
                bits.EndInterval();
                Marker(output, (byte)(JpegMarker.Restart0 + (((y / parameters.RestartLines) - 1) & 7)));
            }

            Differences(samples, y, parameters, line);
            bits.WriteLine(line, code);
        }

        bits.EndInterval();
        Marker(output, JpegMarker.EndOfImage);
    }
}
