namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Random images through the encoder and back, all predictors, bit depths, point transforms and restart intervals; and the fast decoder against a slow one.</summary>
public sealed class JpegLosslessRoundTripTests
{
    public static TheoryData<int> Predictors => [1, 2, 3, 4, 5, 6, 7];

    [Theory]
    [MemberData(nameof(Predictors))]
    public void Encode_EveryPrecision_DecodesEqual(int predictor)
    {
        for (int precision = 2; precision <= 16; precision++)
        {
            foreach (ushort[] image in Images(9, 21, precision, seed: precision))
            {
                AssertRoundTrip(image, 9, 21, new JpegLosslessParameters { Columns = 21, Precision = precision, Predictor = predictor });
            }
        }
    }

    [Theory]
    [MemberData(nameof(Predictors))]
    public void Encode_EveryPointTransform_DecodesToTheShiftedSamples(int predictor)
    {
        foreach (int precision in new[] { 8, 12, 16 })
        {
            for (int shift = 1; shift < precision; shift++)
            {
                ushort[] image = Images(7, 18, precision, seed: shift).First();
                AssertRoundTrip(image, 7, 18, new JpegLosslessParameters { Columns = 18, Precision = precision, Predictor = predictor, PointTransform = shift });
            }
        }
    }

    [Theory]
    [MemberData(nameof(Predictors))]
    public void Encode_EveryRestartInterval_DecodesEqual(int predictor)
    {
        ushort[] image = JpegStream.Image(20, 10, 12);
        for (int lines = 1; lines <= 20; lines++)
        {
            AssertRoundTrip(image, 20, 10, new JpegLosslessParameters { Columns = 10, Precision = 12, Predictor = predictor, RestartLines = lines });
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(1, 64)]
    [InlineData(64, 1)]
    [InlineData(2, 5)]
    [InlineData(3, 4)]
    public void Encode_SmallImages_DecodesEqual(int rows, int columns)
    {
        for (int predictor = 1; predictor <= 7; predictor++)
        {
            AssertRoundTrip(JpegStream.Image(rows, columns, 12), rows, columns, new JpegLosslessParameters { Columns = columns, Precision = 12, Predictor = predictor });
        }
    }

    [Fact]
    public void Encode_DifferencesOfHalfTheRange_UseCategorySixteen()
    {
        ushort[] image = [.. Enumerable.Range(0, 100).Select(i => (ushort)(i % 2 == 0 ? 0 : 0x8000))];

        byte[] stream = AssertRoundTrip(image, 10, 10, new JpegLosslessParameters { Columns = 10, Precision = 16 });

        int table = JpegStream.IndexOf(stream, JpegMarker.HuffmanTables);
        Assert.Contains((byte)16, stream[(table + 21)..JpegStream.IndexOf(stream, JpegMarker.StartOfScan)]);
    }

    [Fact]
    public void Encode_FlatImage_TakesOneBitASample()
    {
        ushort[] image = new ushort[64 * 64];
        Array.Fill(image, (ushort)2048);

        byte[] stream = AssertRoundTrip(image, 64, 64, new JpegLosslessParameters { Columns = 64, Precision = 12 });

        Assert.Equal(64 * 64 / 8, stream.Length - 2 - (JpegStream.IndexOf(stream, JpegMarker.StartOfScan) + 10));
    }

    [Theory]
    [MemberData(nameof(Predictors))]
    public void Decode_DamagedData_AgreesWithTheSlowDecoder(int predictor)
    {
        Random random = new(predictor);
        PixelFormat format = JpegStream.MakeFormat(8, 24, 16, 16);
        JpegLosslessParameters parameters = new() { Columns = 24, Precision = 16, Predictor = predictor, RestartLines = predictor % 2 * 4 };
        byte[] stream = JpegStream.Encode([.. Images(8, 24, 16, predictor).Last()], parameters);
        int start = JpegStream.IndexOf(stream, JpegMarker.StartOfScan) + 10;
        int accepted = 0;
        for (int i = 0; i < 400; i++)
        {
            byte[] damaged = (byte[])stream.Clone();
            int at = random.Next(start, stream.Length - 2);
            damaged[at] ^= (byte)(1 << random.Next(8));
            ushort[]? slow = SlowJpegLossless.Decode(damaged, 8, 24);
            if (TryDecode(damaged, format) is { } fast)
            {
                Assert.Equal(slow, fast);
                accepted++;
            }
        }

        Assert.InRange(accepted, 1, 400);
    }

    private static ushort[]? TryDecode(byte[] stream, PixelFormat format)
    {
        try
        {
            return JpegStream.Decode(stream, format);
        }
        catch (CodecException)
        {
            return null;
        }
    }

    /// <summary>Smooth, noise, and extremes.</summary>
    private static IEnumerable<ushort[]> Images(int rows, int columns, int precision, int seed)
    {
        Random random = new(seed);
        int greatest = (1 << precision) - 1;
        yield return JpegStream.Image(rows, columns, precision, seed);
        yield return [.. Enumerable.Range(0, rows * columns).Select(_ => (ushort)(random.Next(2) * greatest))];
        yield return [.. Enumerable.Range(0, rows * columns).Select(_ => (ushort)random.Next(greatest + 1))];
    }

    private static byte[] AssertRoundTrip(ushort[] image, int rows, int columns, JpegLosslessParameters parameters)
    {
        byte[] stream = JpegStream.Encode(image, parameters);
        ushort[] expected = [.. image.Select(sample => (ushort)(sample >> parameters.PointTransform << parameters.PointTransform))];
        Assert.Equal(expected, SlowJpegLossless.Decode(stream, rows, columns));
        Assert.Equal(expected, JpegStream.Decode(stream, JpegStream.MakeFormat(rows, columns, 16, parameters.Precision)));
        if (parameters.Precision <= 8)
        {
            Assert.Equal(expected, JpegStream.Decode(stream, JpegStream.MakeFormat(rows, columns, 8, parameters.Precision)));
        }

        return stream;
    }
}
