using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Dicom;

/// <summary>Writes a tile's samples into the frame: rounded, level-shifted, clamped to the component's range, little endian.</summary>
/// <remarks><b>Source:</b> ITU-T T.800 G.1.2. DICOM PS3.5 8.1.1.</remarks>
internal static class SampleWriter
{
    /// <summary>Writes a tile.</summary>
    /// <param name="plane">The tile's samples row by row: integers, or the bits of floats.</param>
    /// <param name="tile">Where the tile lies on the reference grid.</param>
    /// <param name="grid">Where the image lies, and the component's precision.</param>
    /// <param name="isInteger">Whether the plane holds integers.</param>
    /// <param name="format">The frame.</param>
    /// <param name="samples">The frame's bytes.</param>
    public static void Write(ReadOnlySpan<int> plane, GridRectangle tile, TileGrid grid, bool isInteger, PixelFormat format, Span<byte> samples)
    {
        int shift = grid.IsSigned ? 0 : 1 << (grid.Precision - 1);
        int low = grid.IsSigned ? -(1 << (grid.Precision - 1)) : 0;
        int high = low + (int)((1L << grid.Precision) - 1);
        for (int row = 0; row < tile.Height; row++)
        {
            ReadOnlySpan<int> source = plane.Slice(row * tile.Width, tile.Width);
            long first = ((long)(tile.Y0 - grid.Y0 + row) * format.Columns) + (tile.X0 - grid.X0);
            Span<byte> target = samples.Slice((int)first * format.SampleBytes, tile.Width * format.SampleBytes);
            int done = format.BitsAllocated == 16 && BitConverter.IsLittleEndian
                ? WriteVectors(source, isInteger, shift, low, high, MemoryMarshal.Cast<byte, short>(target))
                : 0;
            for (int i = done; i < source.Length; i++)
            {
                // In 64 bits, so that the sum of a damaged frame's sample and the shift cannot wrap round.
                long value = (isInteger ? source[i] : Round(BitConverter.Int32BitsToSingle(source[i]))) + (long)shift;
                WriteSample(target.Slice(i * format.SampleBytes, format.SampleBytes), (int)Math.Clamp(value, low, high));
            }
        }
    }

    /// <summary>16-bit samples, two vectors at a time.</summary>
    /// <returns>How many were written; the caller does the rest.</returns>
    private static int WriteVectors(ReadOnlySpan<int> source, bool isInteger, int shift, int low, int high, Span<short> target)
    {
        // Clamped before the shift, which then cannot wrap round.
        Vector<int> lowest = new(low - shift), highest = new(high - shift), level = new(shift);
        int i = 0;
        for (; i <= source.Length - Vector<short>.Count; i += Vector<short>.Count)
        {
            Vector<int> first = new(source[i..]), second = new(source[(i + Vector<int>.Count)..]);
            if (!isInteger)
            {
                first = Round(Vector.AsVectorSingle(first));
                second = Round(Vector.AsVectorSingle(second));
            }

            first = Vector.Min(Vector.Max(first, lowest), highest) + level;
            second = Vector.Min(Vector.Max(second, lowest), highest) + level;
            Vector.Narrow(first, second).CopyTo(target[i..]);
        }

        return i;
    }

    /// <summary>To the nearest, halves to even, with the ends of the range for what lies beyond them.</summary>
    private static Vector<int> Round(Vector<float> value) => Vector.ConvertToInt32(Vector.Round(value));

    private static int Round(float value) => (int)MathF.Round(value);

    private static void WriteSample(Span<byte> target, int value)
    {
        switch (target.Length)
        {
            case 1:
                target[0] = (byte)value;
                break;
            case 2:
                BinaryPrimitives.WriteInt16LittleEndian(target, (short)value);
                break;
            default:
                BinaryPrimitives.WriteInt32LittleEndian(target, value);
                break;
        }
    }
}
