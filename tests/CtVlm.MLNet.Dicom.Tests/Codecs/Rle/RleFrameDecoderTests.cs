using System.Buffers.Binary;

namespace CtVlm.MLNet.Dicom.Tests;

public sealed class RleFrameDecoderTests
{
    private static readonly RleFrameDecoder Decoder = new();

    [Fact]
    public void Decode_EightBits_IsTheOneSegment() =>
        Assert.Equal([9, 9, 9, 1, 2, 3], Decode(Frame([0xFE, 9, 2, 1, 2, 3]), Format(2, 3, 8)));

    [Fact]
    public void Decode_SixteenBits_PutsTheHighByteSecond() =>
        Assert.Equal([4, 1, 5, 2, 6, 3, 7, 3], Decode(Frame([3, 1, 2, 3, 3], [3, 4, 5, 6, 7]), Format(2, 2, 16)));

    [Fact]
    public void Decode_ThirtyTwoBits_PutsTheFirstSegmentLast() =>
        Assert.Equal([7, 5, 3, 1, 8, 6, 4, 2], Decode(Frame([1, 1, 2], [1, 3, 4], [1, 5, 6], [1, 7, 8]), Format(1, 2, 32)));

    [Fact]
    public void Decode_RunAcrossRows_FillsThem() => Assert.Equal(Enumerable.Repeat((byte)5, 300), Decode(Frame([0x81, 5, 0x81, 5, 0xD5, 5]), Format(100, 3, 8)));

    [Fact]
    public void Decode_BytesBeyondTheImage_AreIgnored() => Assert.Equal([8, 8, 8, 8], Decode(Frame([0x81, 8, 0x81, 9, 0]), Format(2, 2, 8)));

    [Fact]
    public void Decode_NothingPackets_AreSteppedOver() => Assert.Equal([8, 8, 8, 8], Decode(Frame([0x80, 0xFF, 8, 0x80, 0x80, 1, 8, 8]), Format(2, 2, 8)));

    [Fact]
    public void Decode_PaddedFrame_IsTheSame() => Assert.Equal([1, 2], Decode([.. Frame([1, 1, 2]), 0, 0, 0], Format(1, 2, 8)));

    [Theory]
    [InlineData(new byte[] { 1, 2, 3 }, "takes 64 bytes, the frame has 3")]
    [InlineData(new byte[] { }, "takes 64 bytes, the frame has 0")]
    public void Decode_ShortHeader_Throws(byte[] frame, string reason) => AssertRefused(frame, reason);

    [Theory]
    [InlineData(0u)]
    [InlineData(1u)]
    [InlineData(3u)]
    [InlineData(16u)]
    [InlineData(0xFFFF_FFFFu)]
    public void Decode_WrongNumberOfSegments_Throws(uint count) =>
        AssertRefused(WithWord(Frame([3, 1, 2, 3, 4], [3, 1, 2, 3, 4]), 0, count), "must give 2 segments, one a byte of 16 bits");

    [Theory]
    [InlineData(0, 63u)]
    [InlineData(0, 0u)]
    [InlineData(1, 64u)]
    [InlineData(1, 2000u)]
    [InlineData(1, 0xFFFF_FFF0u)]
    [InlineData(1, 0x8000_0000u)]
    public void Decode_WrongOffset_Throws(int segment, uint offset) =>
        AssertRefused(WithWord(Frame([3, 1, 2, 3, 4], [3, 1, 2, 3, 4]), 1 + segment, offset), $"RLE segment {segment} must start at byte");

    [Fact]
    public void Decode_SegmentTooShortForAnyPacking_Throws() =>
        AssertRefused(Frame([0x81, 1], []), "RLE segment 1 of 2 has 0 bytes, which cannot unpack to 4");

    [Fact]
    public void Decode_SegmentThatEndsEarly_Throws() =>
        AssertRefused(Frame([3, 1, 2, 3, 4], [2, 1, 2, 3]), "RLE segment 1 of 2 unpacks to 3 bytes, 4 expected");

    [Fact]
    public void Decode_EveryByteOfAFrameChanged_ThrowsNothingButCodecException()
    {
        byte[] frame = EncapsulatedFrame.Of("ts-rle", "IM0001.dcm");
        PixelFormat format = Format(64, 64, 16);
        Random random = new(8);
        byte[] samples = new byte[format.FrameBytes];
        for (int trial = 0; trial < 5000; trial++)
        {
            byte[] changed = frame[..random.Next(frame.Length + 1)];
            for (int i = 0; i < 3 && changed.Length > 0; i++)
            {
                changed[random.Next(Math.Min(changed.Length, trial % 2 == 0 ? 80 : int.MaxValue))] = (byte)random.Next(256);
            }

            Exception? failure = Record.Exception(() => { Decoder.Decode(changed, format, samples); });
            Assert.True(failure is null or CodecException, $"{failure}");
        }
    }

    [Fact]
    public void Decode_AfterWarmUp_AllocatesNothing()
    {
        byte[] frame = Frame([.. Enumerable.Repeat(new byte[] { 0x81, 5 }, 8).SelectMany(run => run)], [.. Enumerable.Repeat(new byte[] { 0x81, 6 }, 8).SelectMany(run => run)]);
        PixelFormat format = Format(32, 32, 16);
        byte[] samples = new byte[format.FrameBytes];
        Decoder.Decode(frame, format, samples);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Decoder.Decode(frame, format, samples);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Interleave_AnyLength_EqualsTheDefinition()
    {
        foreach (int count in new[] { 2, 4 })
        {
            for (int pixels = 0; pixels < 70; pixels++)
            {
                byte[] planes = [.. Enumerable.Range(0, pixels * count).Select(i => (byte)(i * 11))];
                byte[] samples = new byte[planes.Length];

                BytePlanes.Interleave(planes, count, samples);

                Assert.Equal(Enumerable.Range(0, planes.Length).Select(i => planes[((count - 1 - (i % count)) * pixels) + (i / count)]), samples);
            }
        }
    }

    private static byte[] Decode(byte[] frame, PixelFormat format) => Decoder.Decode(frame, format, new byte[format.FrameBytes]).ToArray();

    private static void AssertRefused(byte[] frame, string reason) =>
        Assert.Contains(reason, Assert.Throws<CodecException>(() => Decode(frame, Format(2, 2, 16))).Message);

    private static byte[] WithWord(byte[] frame, int index, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(4 * index), value);
        return frame;
    }

    private static byte[] Frame(params byte[][] segments)
    {
        byte[] frame = [.. new byte[64], .. segments.SelectMany(segment => segment)];
        WithWord(frame, 0, (uint)segments.Length);
        uint start = 64;
        for (int i = 0; i < segments.Length; i++)
        {
            WithWord(frame, 1 + i, start);
            start += (uint)segments[i].Length;
        }

        return frame;
    }

    private static PixelFormat Format(int rows, int columns, int bits) => new()
    {
        Rows = rows,
        Columns = columns,
        BitsAllocated = bits,
        BitsStored = bits,
        HighBit = bits - 1,
        IsSigned = false,
    };
}
