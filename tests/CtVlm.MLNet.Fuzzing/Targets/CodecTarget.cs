using System.Buffers.Binary;
using System.Text.RegularExpressions;
using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Fuzzing;

/// <summary>
/// One decoder over a codestream. The input is a header of <see cref="HeaderBytes"/> bytes that stands for what a file says of its pixels (rows and columns, 16 bits little
/// endian each; code of bits allocated; bits stored - 1; high bit above the least possible; flags), then the codestream. Each delivered frame is decoded again
/// into a buffer of other contents: equal samples prove that every one was written.
/// </summary>
internal sealed partial class CodecTarget(IFrameDecoder decoder) : IFuzzTarget
{
    public const int HeaderBytes = 8;

    /// <summary>Frames above this size cost time and find nothing that small ones do not.</summary>
    private const int MaxPixels = 1 << 22;

    private byte[] _samples = [];

    public string Name { get; } = "codec-" + NameOf(decoder);

    public int MaxInputBytes => 1 << 16;

    public IReadOnlyList<byte[]> Tokens => CodecTokens.All;

    public IEnumerable<byte[]> Seeds() => SeedFiles.Frames(decoder.TransferSyntaxUids);

    public bool Run(byte[] input)
    {
        if (input.Length < HeaderBytes || ReadFormat(input) is not { } format)
        {
            return false;
        }

        try
        {
            Span<byte> first = Decode(input, format, fill: 0x00);
            int hash = Hash(first);
            Span<byte> second = Decode(input, format, fill: 0xA5);
            FuzzFailureException.Unless(hash == Hash(second), "Two runs gave different samples: some were never written, or state is kept.");
            return true;
        }
        catch (CodecException)
        {
            return false;
        }
    }

    public void Dispose()
    {
    }

    /// <summary>An input that makes the target decode a codestream in a format.</summary>
    public static byte[] Compose(PixelFormat format, ReadOnlySpan<byte> codestream)
    {
        byte[] input = new byte[HeaderBytes + codestream.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(input, (ushort)format.Rows);
        BinaryPrimitives.WriteUInt16LittleEndian(input.AsSpan(2), (ushort)format.Columns);
        input[4] = (byte)(format.BitsAllocated / 16);
        input[5] = (byte)(format.BitsStored - 1);
        input[6] = (byte)(format.HighBit - format.BitsStored + 1);
        input[7] = (byte)((format.IsSigned ? 1 : 0) | format.SwapBytes);
        codestream.CopyTo(input.AsSpan(HeaderBytes));
        return input;
    }

    /// <summary>Any eight bytes stand for a format that <see cref="PixelFormatReader"/> may deliver; null when it is too large to try.</summary>
    private static PixelFormat? ReadFormat(ReadOnlySpan<byte> header)
    {
        int rows = Math.Max((int)BinaryPrimitives.ReadUInt16LittleEndian(header), 1);
        int columns = Math.Max((int)BinaryPrimitives.ReadUInt16LittleEndian(header[2..]), 1);
        int allocated = 8 << (header[4] % 3);
        int stored = 1 + (header[5] % allocated);
        return (long)rows * columns > MaxPixels
            ? null
            : new PixelFormat
            {
                Rows = rows,
                Columns = columns,
                BitsAllocated = allocated,
                BitsStored = stored,
                HighBit = stored - 1 + (header[6] % (allocated - stored + 1)),
                IsSigned = (header[7] & 1) != 0,
                SwapBytes = (header[7] & 6) == 0 ? 0 : Math.Max(allocated / 8, 2),
            };
    }

    private Span<byte> Decode(byte[] input, PixelFormat format, byte fill)
    {
        byte[] encoded = input[HeaderBytes..];
        if (decoder.DecodesRuns)
        {
            int samples = Math.Min(encoded.Length / 4 * 4 / format.SampleBytes, format.PixelCount);
            Span<byte> run = decoder.Decode(encoded.AsSpan(0, format.StoredBytes(samples)), format, []);
            FuzzFailureException.Unless(run.Length >= samples * format.SampleBytes, $"{samples} samples expected, {run.Length} bytes delivered.");
            return run;
        }

        if (_samples.Length < format.FrameBytes)
        {
            _samples = new byte[format.FrameBytes];
        }

        Span<byte> room = _samples.AsSpan(0, format.FrameBytes);
        room.Fill(fill);
        Span<byte> frame = decoder.Decode(encoded, format, room);
        FuzzFailureException.Unless(frame.Length >= format.FrameBytes, $"{format.FrameBytes} bytes expected, {frame.Length} delivered.");
        return frame;
    }

    private static int Hash(ReadOnlySpan<byte> bytes)
    {
        HashCode hash = default;
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    private static string NameOf(IFrameDecoder decoder)
    {
        string name = decoder.GetType().Name.Replace("FrameDecoder", "", StringComparison.Ordinal).Replace("Decoder", "", StringComparison.Ordinal);
        return WordStart().Replace(name, "-").ToLowerInvariant();
    }

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex WordStart();
}
