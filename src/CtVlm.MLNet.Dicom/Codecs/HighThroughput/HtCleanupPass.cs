using System.Buffers;
using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Dicom;

/// <summary>The cleanup pass: all magnitudes and signs down to one bit plane.</summary>
/// <remarks>
/// The segment is MagSgn, MEL and VLC; its last 12 bits are Scup, the length of the latter two. <b>Source:</b> ITU-T T.814 7.1.1, 7.2 and 7.3.
/// </remarks>
internal static class HtCleanupPass
{
    private const int MaxSegment = 65535;
    private const int MaxSuffix = 4079;

    /// <summary>Decodes the pass.</summary>
    /// <param name="segment">The cleanup segment.</param>
    /// <param name="block">The block.</param>
    /// <param name="coefficients">Receives Width x Height coefficients.</param>
    /// <exception cref="CodecException">The segment is damaged.</exception>
    public static void Decode(ReadOnlySpan<byte> segment, HtBlock block, Span<int> coefficients)
    {
        if (segment.Length is < 2 or > MaxSegment)
        {
            throw HtThrow.ShortCleanup(segment.Length);
        }

        int suffix = (segment[^1] << 4) | (segment[^2] & 15);
        if (suffix < 2 || suffix > segment.Length || suffix > MaxSuffix)
        {
            throw HtThrow.BadSuffixLength(suffix, segment.Length);
        }

        int quads = block.QuadsPerRow;
        int magnitudeBytes = segment.Length - suffix + HtBits.Padding + HtMagnitudeReader.BytesPerRow(quads);
        int suffixBytes = suffix + HtBits.Padding + (HtQuadReader.BytesPerPair * (quads + 1) / 2);
        int rowBytes = ((3 * (quads + 2)) + block.Width) * sizeof(int);
        byte[] scratch = ArrayPool<byte>.Shared.Rent(rowBytes + magnitudeBytes + suffixBytes);
        try
        {
            Span<uint> rows = MemoryMarshal.Cast<byte, uint>(scratch.AsSpan(0, rowBytes));
            HtMagnitudeReader magnitudes = new(segment[..^suffix], block, scratch.AsSpan(rowBytes, magnitudeBytes), rows[..(quads + 1)]);
            HtQuadReader quadReader = new(segment[^suffix..^1], scratch.AsSpan(rowBytes + magnitudeBytes, suffixBytes));
            DecodeRows(ref quadReader, ref magnitudes, block, rows[(quads + 2)..], coefficients);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }

    private static void DecodeRows(
        ref HtQuadReader quadReader, ref HtMagnitudeReader magnitudes, HtBlock block, Span<uint> rows, Span<int> coefficients)
    {
        int quads = block.QuadsPerRow;
        Span<uint> row = rows[..(quads + 1)];
        Span<uint> above = rows.Slice(quads + 2, quads + 1);
        Span<int> beyond = MemoryMarshal.Cast<uint, int>(rows.Slice(2 * (quads + 2), block.Width));
        for (int y = 0; y < block.Height; y += 2)
        {
            if (y == 0)
            {
                quadReader.ReadFirstRow(row);
            }
            else
            {
                quadReader.ReadRow(above, row, y >> 1);
            }

            bool isHalf = y + 1 == block.Height;
            if (isHalf)
            {
                CheckBottom(row);
            }

            Span<int> bottom = isHalf ? beyond : coefficients.Slice((y + 1) * block.Width, block.Width);
            magnitudes.ReadRow(row[..quads], coefficients.Slice(y * block.Width, block.Width), bottom);
            Span<uint> swap = row;
            row = above;
            above = swap;
        }
    }

    private static void CheckBottom(ReadOnlySpan<uint> row)
    {
        foreach (uint quad in row)
        {
            if ((quad & (0b1010u << HtQuadTable.RhoShift)) != 0)
            {
                throw HtThrow.Outside();
            }
        }
    }
}
