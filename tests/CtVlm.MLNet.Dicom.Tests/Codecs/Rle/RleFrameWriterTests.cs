using System.Buffers;
using System.Buffers.Binary;

namespace CtVlm.MLNet.Dicom.Tests;

public sealed class RleFrameWriterTests
{
    private const int Columns = 37;
    private const int Rows = 11;

    [Fact]
    public void WritePixelData_AnyPixels_IsOneFragmentThatDecodesToThem()
    {
        ushort[] pixels = Pixels();

        byte[] frame = Write(pixels);
        byte[] samples = new byte[2 * pixels.Length];
        new RleFrameDecoder().Decode(frame, Format, samples);

        Assert.Equal(pixels.SelectMany(BitConverter.GetBytes), samples);
    }

    [Fact]
    public void WritePixelData_AnyPixels_NoPacketCrossesARowAndSegmentsAreEven()
    {
        byte[] frame = Write(Pixels());
        int[] starts = [.. Enumerable.Range(1, 2).Select(i => BinaryPrimitives.ReadInt32LittleEndian(frame.AsSpan(4 * i))), frame.Length];

        Assert.Equal(2, BinaryPrimitives.ReadInt32LittleEndian(frame));
        Assert.Equal(64, starts[0]);
        Assert.All(frame[12..64], value => Assert.Equal(0, value));
        foreach ((int start, int end) in starts.Zip(starts[1..]))
        {
            Assert.Equal(0, (end - start) % 2);
            HashSet<int> ends = [.. Ends(frame[start..end])];
            Assert.All(Enumerable.Range(1, Rows), row => Assert.Contains(row * Columns, ends));
        }
    }

    [Fact]
    public void Write_FrameOfOddLength_IsPaddedAndDelimited()
    {
        ArrayBufferWriter<byte> output = new();

        EncapsulatedPixelData.Write(new ElementWriter(output, isExplicit: true), [1, 2, 3]);

        Assert.Equal(ItemBytes.PixelData(ItemBytes.Item(), ItemBytes.Item(1, 2, 3, 0), ItemBytes.Delimiter), output.WrittenSpan.ToArray());
    }

    private static PixelFormat Format => new() { Rows = Rows, Columns = Columns, BitsAllocated = 16, BitsStored = 16, HighBit = 15, IsSigned = false };

    /// <summary>Flat parts that reach over the ends of rows, and noise.</summary>
    private static ushort[] Pixels() => [.. Enumerable.Range(0, Rows * Columns).Select(i => (ushort)(i % 150 < 60 ? 0x0107 : i * 7919))];

    private static IEnumerable<int> Ends(byte[] segment)
    {
        int total = 0;
        return ReferencePackBits.Packets(segment).Select(packet => total += packet.Length).ToArray();
    }

    private static byte[] Write(ushort[] pixels)
    {
        ArrayBufferWriter<byte> output = new();
        new RleFrameWriter().WritePixelData(new ElementWriter(output, isExplicit: true), pixels, Columns);
        return EncapsulatedFrame.In(output.WrittenSpan);
    }
}
