namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Sequential DCT streams of an independent encoder: sizes, restart intervals, table forms, and refusals by name.</summary>
public sealed class JpegDctFrameDecoderTests
{
    private static readonly TestDctEncoder Encoder = new() { Rows = 19, Columns = 29 };

    [Theory]
    [InlineData(8, 8)]
    [InlineData(1, 1)]
    [InlineData(7, 9)]
    [InlineData(16, 23)]
    [InlineData(33, 8)]
    public void Decode_AnySize_IsWithinRounding(int rows, int columns)
    {
        foreach (int precision in new[] { 8, 12 })
        {
            AssertClose(Encoder with { Rows = rows, Columns = columns, Precision = precision }, greatestError: 1);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(100)]
    public void Decode_RestartIntervals_IsWithinRounding(int interval) => AssertClose(Encoder with { RestartInterval = interval }, greatestError: 1);

    [Theory]
    [InlineData(0, true, 1)]
    [InlineData(3, false, 1)]
    [InlineData(1, true, 300)]
    public void Decode_AnyTableForm_IsWithinItsStep(byte table, bool isWide, int step) =>
        AssertClose(Encoder with { Table = table, HasWideSteps = isWide, Step = step }, greatestError: 1 + (4 * (step - 1)));

    [Fact]
    public void Decode_NoiseAtTheEndsOfTheRange_IsClamped()
    {
        Random random = new(8);
        ushort[] noise = [.. Enumerable.Range(0, 19 * 29).Select(_ => (ushort)(random.Next(2) * 4095))];

        ushort[] samples = Decode((Encoder with { Step = 40 }).Encode(noise), Encoder);

        Assert.All(samples, sample => Assert.InRange(sample, 0, 4095));
        Assert.Contains((ushort)4095, samples);
        Assert.Contains((ushort)0, samples);
    }

    [Fact]
    public void Decode_LosslessStreamUnderALossySyntax_IsExact()
    {
        byte[] samples = new byte[JpegStream.Format.FrameBytes];

        new JpegDctFrameDecoder().Decode(JpegStream.Valid(), JpegStream.Format, samples);

        Assert.Equal(JpegStream.Image(JpegStream.Rows, JpegStream.Columns, 12), Enumerable.Range(0, JpegStream.Format.PixelCount).Select(i => BitConverter.ToUInt16(samples, 2 * i)));
    }

    [Theory]
    [InlineData(0xC1, 1, 0xC2, "progressive")]
    [InlineData(0xC1, 1, 0xC0, "precision is 12, 8 expected")]
    [InlineData(0xC1, 4, 8, "precision is 8, 12 to 16 expected by HighBit 11")]
    [InlineData(0xC1, 4, 16, "precision is 16, 8 or 12 expected")]
    [InlineData(0xC1, 6, 40, "40 x 29 lines and columns")]
    [InlineData(0xC1, 9, 3, "3 components")]
    [InlineData(0xC1, 12, 9, "quantization table selector")]
    [InlineData(0xC1, 12, 2, "quantization table 2 is used but never defined")]
    [InlineData(0xDB, 4, 0x20, "quantization table precision")]
    [InlineData(0xDB, 4, 0x04, "quantization table destination")]
    [InlineData(0xDB, 4, 0x10, "too short or too long")]
    [InlineData(0xDB, 20, 0, "a step of 0")]
    [InlineData(0xDA, 6, 0x10, "DC Huffman table 1 is used but never defined")]
    [InlineData(0xDA, 6, 0x01, "AC Huffman table 1 is used but never defined")]
    [InlineData(0xDA, 7, 1, "Ss, Se, Ah or Al")]
    [InlineData(0xDA, 8, 5, "Ss, Se, Ah or Al")]
    [InlineData(0xDA, 9, 1, "Ss, Se, Ah or Al")]
    public void Decode_HeaderValueOutOfRange_IsRefused(byte marker, int offset, byte value, string words)
    {
        byte[] stream = JpegStream.Change(Encoder.Encode(JpegStream.Image(19, 29, 12)), marker, offset, value);

        Assert.Contains(words, Assert.Throws<CodecException>(() => Decode(stream, Encoder)).Message);
    }

    [Fact]
    public void Decode_DataOfOnes_IsRefused()
    {
        byte[] stream = Encoder.Encode(JpegStream.Image(19, 29, 12));
        int start = JpegStream.IndexOf(stream, 0xDA) + 10;
        byte[] ones = [.. stream[..start], .. Enumerable.Repeat<byte[]>([0xFF, 0], 400).SelectMany(pair => pair), 0xFF, 0xD9];

        Assert.Contains("no Huffman code", Assert.Throws<CodecException>(() => Decode(ones, Encoder)).Message);
    }

    private static void AssertClose(TestDctEncoder encoder, int greatestError)
    {
        ushort[] image = JpegStream.Image(encoder.Rows, encoder.Columns, encoder.Precision);

        ushort[] samples = Decode(encoder.Encode(image), encoder);

        Assert.InRange(image.Zip(samples, (a, b) => Math.Abs(a - b)).Max(), 0, greatestError);
        if (encoder.Precision == 8)
        {
            Assert.Equal(samples, Decode(encoder.Encode(image), encoder, allocated: 8));
        }
    }

    private static ushort[] Decode(byte[] stream, TestDctEncoder encoder, int allocated = 16)
    {
        PixelFormat format = JpegStream.MakeFormat(encoder.Rows, encoder.Columns, allocated, encoder.Precision);
        byte[] samples = new byte[format.FrameBytes];
        new JpegDctFrameDecoder().Decode(stream, format, samples);
        return [.. Enumerable.Range(0, format.PixelCount).Select(i => allocated == 8 ? samples[i] : BitConverter.ToUInt16(samples, 2 * i))];
    }
}
