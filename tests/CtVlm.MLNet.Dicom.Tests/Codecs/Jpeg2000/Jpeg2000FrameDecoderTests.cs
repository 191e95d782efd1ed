using System.Buffers.Binary;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Whole codestreams made by another encoder, of every kind that the DICOM set lacks.</summary>
public sealed class Jpeg2000FrameDecoderTests
{
    public static TheoryData<string> Names => [.. Jpeg2000Case.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_GoldenCodestream_DeliversTheSamples(string name)
    {
        Jpeg2000Case golden = Jpeg2000Case.All[name];
        byte[] actual = golden.Decode(golden.Codestream), expected = golden.Expected;

        Assert.Equal(expected.Length, actual.Length);
        Assert.InRange(GreatestDifference(expected, actual, golden.Format), 0, golden.Tolerance);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(16)]
    public void Decode_LargerCell_HoldsTheSameValues(int stored)
    {
        // 12-bit samples in 32 bits, whatever the data set says of the bits stored.
        Jpeg2000Case golden = Jpeg2000Case.All["causal"];
        PixelFormat wide = golden.Format with { BitsAllocated = 32, BitsStored = stored, HighBit = stored - 1 };
        byte[] actual = new Jpeg2000FrameDecoder().Decode(golden.Codestream, wide, new byte[wide.FrameBytes]).ToArray();

        byte[] expected = golden.Expected;
        for (int i = 0; i < wide.PixelCount; i++)
        {
            Assert.Equal(BinaryPrimitives.ReadUInt16LittleEndian(expected.AsSpan(2 * i)), BinaryPrimitives.ReadInt32LittleEndian(actual.AsSpan(4 * i)));
        }
    }

    [Fact]
    public void Decode_PaddingAndMissingEnd_IgnoresThem()
    {
        Jpeg2000Case golden = Jpeg2000Case.All["bypass"];
        byte[] whole = golden.Codestream;

        Assert.Equal(golden.Expected, golden.Decode([.. whole, .. new byte[33]]));
        Assert.Equal(golden.Expected, golden.Decode(whole[..^2]));
        Assert.Equal(golden.Expected, golden.Decode([.. whole[..^2], 0, 0, 0]));
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(0xFFFFFFF0u)]
    public void Decode_LastTilePartWithoutLength_EndsWithTheData(uint length)
    {
        Jpeg2000Case golden = Jpeg2000Case.All["bypass"];
        byte[] stream = golden.Codestream;
        BinaryPrimitives.WriteUInt32BigEndian(stream.AsSpan(stream.AsSpan().IndexOf<byte>([0xFF, 0x90]) + 6), length);

        Assert.Equal(golden.Expected, golden.Decode(stream));
        Assert.Equal(golden.Expected, golden.Decode([.. stream, 0, 0]));
    }

    [Fact]
    public void Decode_ManyThreads_EqualsOne()
    {
        Jpeg2000Case[] cases = [.. Jpeg2000Case.All.Values];
        byte[][] alone = [.. cases.Select(item => item.Decode(item.Codestream))];
        byte[][] together = new byte[cases.Length * 8][];

        Parallel.For(0, together.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            together[i] = cases[i % cases.Length].Decode(cases[i % cases.Length].Codestream));

        Assert.All(Enumerable.Range(0, together.Length), i => Assert.Equal(alone[i % cases.Length], together[i]));
    }

    [Theory]
    [InlineData("all-styles")]
    [InlineData("ppm")]
    [InlineData("irreversible-tiles")]
    public void Decode_WarmedUp_AllocatesNothing(string name)
    {
        Jpeg2000Case golden = Jpeg2000Case.All[name];
        Jpeg2000FrameDecoder decoder = new();
        PixelFormat format = golden.Format;
        byte[] stream = golden.Codestream, samples = new byte[format.FrameBytes];
        decoder.Decode(stream, format, samples);
        decoder.Decode(stream, format, samples);

        long before = GC.GetAllocatedBytesForCurrentThread();
        decoder.Decode(stream, format, samples);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
    }

    private static int GreatestDifference(byte[] expected, byte[] actual, PixelFormat format) => Enumerable.Range(0, format.PixelCount)
        .Max(i => format.SampleBytes == 1
            ? Math.Abs(expected[i] - actual[i])
            : Math.Abs(Value(expected, i, format.IsSigned) - Value(actual, i, format.IsSigned)));

    private static int Value(byte[] samples, int index, bool isSigned) => isSigned
        ? BinaryPrimitives.ReadInt16LittleEndian(samples.AsSpan(2 * index))
        : BinaryPrimitives.ReadUInt16LittleEndian(samples.AsSpan(2 * index));
}
