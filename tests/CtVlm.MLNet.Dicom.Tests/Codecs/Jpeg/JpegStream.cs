using System.Buffers;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Makes lossless streams and takes them apart into marker segments.</summary>
internal static class JpegStream
{
    public const int Rows = 11;
    public const int Columns = 13;

    public static PixelFormat Format { get; } = MakeFormat(Rows, Columns, 16, 12);

    public static PixelFormat MakeFormat(int rows, int columns, int allocated, int stored, bool isSigned = false) => new()
    {
        Rows = rows,
        Columns = columns,
        BitsAllocated = allocated,
        BitsStored = stored,
        HighBit = stored - 1,
        IsSigned = isSigned,
    };

    /// <summary>A smooth image with some noise.</summary>
    public static ushort[] Image(int rows, int columns, int precision, int seed = 1)
    {
        Random random = new(seed);
        int greatest = (1 << precision) - 1;
        return [.. Enumerable.Range(0, rows * columns).Select(i =>
            (ushort)Math.Clamp((greatest * (0.4 + (0.3 * Math.Sin(i % columns * 0.2) * Math.Cos(i / columns * 0.3)))) + random.Next(-20, 21), 0, greatest))];
    }

    public static byte[] Encode(ushort[] samples, JpegLosslessParameters parameters)
    {
        ArrayBufferWriter<byte> output = new();
        JpegLosslessEncoder.Encode(samples, parameters, output);
        return output.WrittenSpan.ToArray();
    }

    public static byte[] Valid(int restartLines = 0) => Encode(
        Image(Rows, Columns, 12), new JpegLosslessParameters { Columns = Columns, Precision = 12, RestartLines = restartLines });

    public static ushort[] Decode(byte[] stream, PixelFormat format)
    {
        byte[] samples = new byte[format.FrameBytes];
        new JpegLosslessFrameDecoder().Decode((byte[])stream.Clone(), format, samples);
        return [.. Enumerable.Range(0, format.PixelCount).Select(i => format.BitsAllocated == 8 ? samples[i] : BitConverter.ToUInt16(samples, 2 * i))];
    }

    /// <summary>Where a marker stands; each occurs once before the entropy-coded data.</summary>
    public static int IndexOf(byte[] stream, byte marker) => stream.AsSpan().IndexOf([(byte)0xFF, marker]);

    /// <summary>The stream with bytes put in at a position.</summary>
    public static byte[] Insert(byte[] stream, int position, params byte[] bytes) => [.. stream[..position], .. bytes, .. stream[position..]];

    /// <summary>The stream with one byte of a segment changed; offset 0 is the marker's FF.</summary>
    public static byte[] Change(byte[] stream, byte marker, int offset, byte value)
    {
        byte[] changed = (byte[])stream.Clone();
        changed[IndexOf(stream, marker) + offset] = value;
        return changed;
    }
}
