namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>The decoder against streams of the test encoder, the slow decoder and the golden files.</summary>
public sealed class JpegLsFrameDecoderTests
{
    private static readonly JpegLsFrameDecoder Decoder = new();

    public static TheoryData<int, int> PrecisionsAndNears =>
        new(from precision in Enumerable.Range(2, 15) from near in Enumerable.Range(0, 6) where near <= ((1 << precision) - 1) / 2 select (precision, near));

    [Theory]
    [MemberData(nameof(PrecisionsAndNears))]
    public void Decode_EveryKindOfImage_EqualsWhatWasWritten(int precision, int near)
    {
        T87Settings settings = new(precision, near);
        foreach (string kind in T87Images.Kinds)
        {
            foreach ((int rows, int columns) in new[] { (1, 1), (1, 17), (13, 1), (23, 31), (40, 67) })
            {
                int[,] image = T87Images.Make(kind, rows, columns, settings.MaxValue, precision + near);
                byte[] stream = T87Stream.Encode(image, settings, out int[,] expected);
                Assert.All(image.Cast<int>().Zip(expected.Cast<int>()), pair => Assert.InRange(pair.First - pair.Second, -near, near));
                AssertDecodes(stream, expected, precision);
            }
        }
    }

    [Theory]
    [InlineData(12, 0, 0)]
    [InlineData(12, 0, 2)]
    [InlineData(16, 0, 0)]
    [InlineData(16, 0, 3)]
    [InlineData(8, 0, 0)]
    [InlineData(7, 0, 1)]
    public void Decode_RandomSizesAndSeeds_EqualsTheSlowDecoder(int precision, int firstSeed, int near)
    {
        for (int seed = firstSeed; seed < firstSeed + 60; seed++)
        {
            Random random = new(seed);
            T87Settings settings = new(precision, near);
            int[,] image = T87Images.Make(T87Images.Kinds[seed % T87Images.Kinds.Length], random.Next(1, 40), random.Next(1, 90), settings.MaxValue, seed);
            byte[] stream = T87Stream.Encode(image, settings, out int[,] _);
            int[,] slow = new int[image.GetLength(0), image.GetLength(1)];
            T87Stream.Decode(stream, slow, settings);
            AssertDecodes(stream, slow, precision);
        }
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(3, 3)]
    [InlineData(4, 4)]
    [InlineData(39, 2)]
    [InlineData(60000, 2)]
    public void Decode_RestartIntervals_EqualsWhatWasWritten(int lines, int restartBytes)
    {
        foreach (string kind in T87Images.Kinds)
        {
            T87Settings settings = new(12) { RestartLines = lines, RestartBytes = restartBytes };
            int[,] image = T87Images.Make(kind, 40, 37, settings.MaxValue, lines);
            AssertDecodes(T87Stream.Encode(image, settings, out int[,] expected), expected, 12);
        }
    }

    [Theory]
    [InlineData(12, 0, 4000, 5, 9, 30, 17)]
    [InlineData(12, 0, 4095, 1, 1, 1, 3)]
    [InlineData(12, 3, 3000, 0, 50, 0, 255)]
    [InlineData(16, 0, 65535, 18, 67, 276, 65535)]
    [InlineData(16, 2, 65534, 40, 400, 4000, 31)]
    [InlineData(8, 0, 1, 0, 0, 0, 0)]
    [InlineData(8, 0, 200, 0, 0, 0, 64)]
    [InlineData(16, 255, 40000, 0, 0, 0, 0)]
    public void Decode_PresetCodingParameters_EqualsWhatWasWritten(int precision, int near, int max, int t1, int t2, int t3, int reset)
    {
        T87Settings settings = new(precision, near) { Presets = [max, t1, t2, t3, reset] };
        foreach (string kind in T87Images.Kinds)
        {
            int[,] image = T87Images.Make(kind, 50, 70, max, max);
            AssertDecodes(T87Stream.Encode(image, settings, out int[,] expected), expected, precision);
        }
    }

    [Fact]
    public void Decode_LongRuns_EqualsWhatWasWritten()
    {
        T87Settings settings = new(12);
        int[,] image = T87Images.Make("constant", 30, 5000, settings.MaxValue, 1);
        for (int i = 0; i < 30; i++)
        {
            image[i, (i * 163) % 5000] = 4095 * (i & 1);
        }

        AssertDecodes(T87Stream.Encode(image, settings, out int[,] expected), expected, 12);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(32)]
    public void Decode_SamplesWiderThanThePrecision_WritesWholeSamples(int bitsAllocated)
    {
        int[,] image = T87Images.Make("smooth", 20, 30, 63, 1);
        byte[] stream = T87Stream.Encode(image, new T87Settings(6), out int[,] _);
        PixelFormat format = T87Images.Format(image, 6, bitsAllocated);

        Assert.Equal(T87Images.Samples(image, format), Decode(stream, format));
    }

    [Fact]
    public void Decode_SegmentsPaddingAndMissingEnd_ChangeNothing()
    {
        int[,] image = T87Images.Make("smooth", 20, 30, 4095, 1);
        byte[] stream = T87Stream.Encode(image, new T87Settings(12), out int[,] expected);
        byte[] comment = [0xFF, 0xFE, 0, 5, 1, 0xFF, 0xD9];
        byte[] spiff = [0xFF, 0xFF, 0xE8, 0, 4, 0xFF, 0xDA];

        AssertDecodes([.. stream[..2], .. spiff, .. comment, .. stream[2..]], expected, 12);
        AssertDecodes([.. stream, 0, 0, 0], expected, 12);
        AssertDecodes(stream[..^2], expected, 12);
        AssertDecodes([.. stream[..^2], .. new byte[40]], expected, 12);
    }

    [Fact]
    public void Decode_ManyThreads_EqualsOne()
    {
        byte[] stream = EncapsulatedFrame.Of("ts-jpegls-81", "IM0001.dcm");
        PixelFormat format = GoldenFormat(12);
        byte[] expected = Decode(stream, format);

        Parallel.For(0, 64, new ParallelOptions { CancellationToken = TestContext.Current.CancellationToken }, _ => Assert.Equal(expected, Decode(stream, format)));
    }

    [Fact]
    public void Decode_AfterTheFirstFrame_AllocatesNothing()
    {
        byte[] stream = EncapsulatedFrame.Of("ts-jpegls-80", "IM0001.dcm");
        PixelFormat format = GoldenFormat(12);
        byte[] samples = new byte[format.FrameBytes];
        byte[] encoded = new byte[stream.Length];
        long least = long.MaxValue;
        for (int i = 0; i < 20; i++)
        {
            // The decoder works in the codestream's place, so each turn needs a fresh one. Another test's collection may empty the pools once.
            stream.CopyTo(encoded, 0);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Decoder.Decode(encoded, format, samples);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [Theory]
    [InlineData("ts-jpegls-80", "ts-jpegls-81-lossless", 12)]
    public void Decode_GoldenFrames_SamePixelsUnderBothSyntaxes(string lossless, string near, int precision)
    {
        Assert.Equal(Golden(lossless, precision), Golden(near, precision));
        Assert.NotEqual(Golden(lossless, precision), Golden("ts-jpegls-81", precision));
    }

    [Theory]
    [InlineData("ts-jpegls-80", 12, 0)]
    [InlineData("ts-jpegls-80-8bit", 8, 0)]
    [InlineData("ts-jpegls-80-noise16", 16, 0)]
    [InlineData("ts-jpegls-80-signed12", 12, 0)]
    [InlineData("ts-jpegls-80-signed16", 16, 0)]
    [InlineData("ts-jpegls-81", 12, 2)]
    [InlineData("ts-jpegls-81-lossless", 12, 0)]
    public void Decode_GoldenFrames_EqualsTheSlowDecoder(string id, int precision, int near)
    {
        byte[] stream = EncapsulatedFrame.Of(id, "IM0002.dcm");
        PixelFormat format = GoldenFormat(precision);
        int[,] slow = new int[format.Rows, format.Columns];
        T87Stream.Decode(stream, slow, new T87Settings(precision, near));

        Assert.Equal(T87Images.Samples(slow, format), Decode(stream, format));
    }

    private static byte[] Golden(string id, int precision) => Decode(EncapsulatedFrame.Of(id, "IM0001.dcm"), GoldenFormat(precision));

    private static PixelFormat GoldenFormat(int precision) => T87Images.Format(new int[56, 66], precision);

    private static void AssertDecodes(byte[] stream, int[,] expected, int precision)
    {
        PixelFormat format = T87Images.Format(expected, precision);
        Assert.Equal(T87Images.Samples(expected, format), Decode(stream, format));
    }

    private static byte[] Decode(byte[] stream, PixelFormat format) =>
        Decoder.Decode(stream.ToArray(), format, new byte[format.FrameBytes]).ToArray();
}
