using System.Globalization;

namespace CtVlm.MLNet.Dicom.Tests;

public sealed class HtBlockDecoderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Decode_RandomBlocks_GivesTheirValues(int seed)
    {
        Random random = new(seed);
        for (int i = 0; i < 100; i++)
        {
            HtTestBlock block = HtTestBlock.Random(random);
            block.AssertDecoded(block.Decode(block.Encode()));
        }
    }

    [Fact]
    public void Decode_EverySize_GivesItsValues()
    {
        Random random = new(11);
        for (int width = 1; width <= 64; width++)
        {
            foreach (int height in new[] { 1, 2, 3, 4, 5, 65 - width })
            {
                HtTestBlock block = HtTestBlock.Lossless(Noise(random, width * height, 1 << 11), width, height, bitPlanes: 12);
                block.AssertDecoded(block.Decode(block.Encode()));
            }
        }
    }

    [Theory]
    [InlineData(1024, 4)]
    [InlineData(4, 1024)]
    [InlineData(1024, 1)]
    [InlineData(1, 1024)]
    public void Decode_LongestSides_GivesItsValues(int width, int height)
    {
        HtTestBlock block = HtTestBlock.Lossless(Noise(new Random(12), width * height, 1 << 9), width, height, bitPlanes: 10);

        block.AssertDecoded(block.Decode(block.Encode()));
    }

    // Above 14 bits four samples no longer fit one load, above 28 two do not.
    [Fact]
    public void Decode_EveryNumberOfBitPlanes_GivesTheLargestValues()
    {
        Random random = new(13);
        for (int planes = 1; planes <= HtBlock.MaxBitPlanes; planes++)
        {
            int largest = (int)((1L << planes) - 1);
            int[] values = [.. Noise(random, 13 * 9, largest).Select((value, i) => i % 5 == 0 ? largest : i % 7 == 0 ? -largest : value)];
            HtTestBlock block = HtTestBlock.Lossless(values, 13, 9, planes);

            block.AssertDecoded(block.Decode(block.Encode()));
        }
    }

    // Magnitude bits that are all ones make nearly every byte 0xFF or the stuffed one after it.
    [Theory]
    [InlineData(-1)]
    [InlineData(-128)]
    [InlineData(-32768)]
    [InlineData(1)]
    [InlineData(4095)]
    public void Decode_OneValueEverywhere_GivesIt(int value)
    {
        HtTestBlock block = HtTestBlock.Lossless([.. Enumerable.Repeat(value, 64 * 64)], 64, 64, bitPlanes: 18);

        block.AssertDecoded(block.Decode(block.Encode()));
    }

    [Fact]
    public void Decode_NothingSignificant_GivesZeros()
    {
        HtTestBlock block = HtTestBlock.Lossless(new int[61 * 33], 61, 33, bitPlanes: 12);

        block.AssertDecoded(block.Decode(block.Encode()));
    }

    [Fact]
    public void Decode_SmoothBlock_GivesItsValues()
    {
        int[] values = [.. Enumerable.Range(0, 64 * 64).Select(i => (int)(2000 * Math.Sin(i % 64 / 9.0) * Math.Cos(i / 64 / 7.0)))];
        HtTestBlock block = HtTestBlock.Lossless(values, 64, 64, bitPlanes: 12);

        block.AssertDecoded(block.Decode(block.Encode()));
    }

    // What the propagation and refinement segments lack counts as zeros.
    [Fact]
    public void Decode_RefinementWithoutBytes_GivesTheLowerHalves()
    {
        HtTestBlock block = new([5, -4, 0, 1, 0, 0, -7, 2], 4, 2, Plane: 1, Passes: 3, BitPlanes: 4, IsVerticallyCausal: false);

        int[] decoded = block.Decode(block.Encode() with { Refinement = [] });

        Assert.Equal([9, -9, 0, 0, 0, 0, -13, 5], decoded);
    }

    [Fact]
    public void Decode_LowestPlaneAboveZero_GivesTheMiddle()
    {
        HtTestBlock block = new([9, -4, 3, 0], 2, 2, Plane: 2, Passes: 1, BitPlanes: 5, IsVerticallyCausal: false);

        Assert.Equal([20, -12, 0, 0], block.Decode(block.Encode()));
    }

    [Fact]
    public void Decode_AfterWarmUp_AllocatesNothing()
    {
        HtTestBlock block = new(Noise(new Random(14), 64 * 64, 4000), 64, 64, Plane: 1, Passes: 3, BitPlanes: 13, IsVerticallyCausal: false);
        HtEncodedBlock encoded = block.Encode();
        int[] coefficients = new int[64 * 64];
        void Decode() => HtBlockDecoder.Decode(
            encoded.Cleanup, encoded.Refinement, block.Passes, block.ZeroBitPlanes, block.BitPlanes, 64, 64, isVerticallyCausal: false, coefficients);
        Decode();
        long before = GC.GetAllocatedBytesForCurrentThread();

        Decode();

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Decode_ManyThreads_EqualsOne()
    {
        Random random = new(15);
        HtTestBlock[] blocks = [.. Enumerable.Range(0, 40).Select(_ => HtTestBlock.Random(random))];
        HtEncodedBlock[] encoded = [.. blocks.Select(block => block.Encode())];
        int[][] alone = [.. blocks.Select((block, i) => block.Decode(encoded[i]))];

        int[][] together = [.. Enumerable.Range(0, 200).AsParallel().AsOrdered().WithDegreeOfParallelism(4).Select(i => blocks[i % 40].Decode(encoded[i % 40]))];

        Assert.All(together.Select((coefficients, i) => (coefficients, i)), pair => Assert.Equal(alone[pair.i % 40], pair.coefficients));
    }

    [Theory]
    [InlineData(1, "1,0")]
    [InlineData(2, "00,00")]
    [InlineData(2, "FF,10")]
    public void Decode_SegmentWithoutRoomForScup_Refuses(int length, string bytes)
    {
        byte[] cleanup = [.. bytes.Split(',').Take(length).Select(text => byte.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];

        CodecException refusal = Assert.Throws<CodecException>(() => Decode(cleanup, 4, 4));

        Assert.Contains(length == 1 ? "2 to 65,535 bytes, got 1" : "Scup", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, 8, "1 to 3 coding passes")]
    [InlineData(4, 0, 8, "1 to 3 coding passes")]
    [InlineData(1, 8, 8, "do not fit")]
    [InlineData(2, 7, 8, "do not fit")]
    [InlineData(1, -1, 8, "do not fit")]
    [InlineData(1, 0, 31, "do not fit")]
    public void Decode_PassesOrPlanesThatCannotBe_Refuses(int passes, int zeroBitPlanes, int bitPlanes, string expected)
    {
        byte[] cleanup = HtBlockEncoder.Encode(new int[16], 4, 4).Cleanup;

        CodecException refusal = Assert.Throws<CodecException>(
            () => HtBlockDecoder.Decode(cleanup, [], passes, zeroBitPlanes, bitPlanes, 4, 4, isVerticallyCausal: false, new int[16]));

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(1025, 1)]
    [InlineData(65, 64)]
    [InlineData(8, 8)]
    public void Decode_SizeThatCannotBe_Refuses(int width, int height)
    {
        byte[] cleanup = HtBlockEncoder.Encode(new int[16], 4, 4).Cleanup;

        Assert.Throws<CodecException>(() => HtBlockDecoder.Decode(cleanup, [], 1, 7, 8, width, height, isVerticallyCausal: false, new int[63]));
    }

    [Theory]
    [InlineData(3, 4)]
    [InlineData(4, 3)]
    public void Decode_SignificanceBeyondTheEdge_Refuses(int width, int height)
    {
        byte[] cleanup = HtBlockEncoder.Encode([.. Enumerable.Repeat(9, 16)], 4, 4).Cleanup;

        CodecException refusal = Assert.Throws<CodecException>(() => Decode(cleanup, width, height));

        Assert.Contains("outside the block", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_ValueAboveTheBitPlanes_Refuses()
    {
        byte[] cleanup = HtBlockEncoder.Encode([.. Enumerable.Repeat(4000, 16)], 4, 4).Cleanup;

        CodecException refusal = Assert.Throws<CodecException>(() => Decode(cleanup, 4, 4));

        Assert.Contains("exponent of at most 9 expected, got 13", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_VlcPartOfAnotherBlock_Refuses()
    {
        byte[] cleanup = HtBlockEncoder.Encode(Noise(new Random(16), 64, 100), 8, 8).Cleanup;

        CodecException refusal = Assert.Throws<CodecException>(() => Decode(cleanup, 8, 64));

        Assert.StartsWith("HTJ2K code block: ", refusal.Message, StringComparison.Ordinal);
    }

    private static int[] Noise(Random random, int count, int largest) =>
        [.. Enumerable.Range(0, count).Select(_ => (int)random.NextInt64(-(long)largest, largest + 1L))];

    private static void Decode(byte[] cleanup, int width, int height) =>
        HtBlockDecoder.Decode(cleanup, [], 1, 7, 8, width, height, isVerticallyCausal: false, new int[width * height]);
}
