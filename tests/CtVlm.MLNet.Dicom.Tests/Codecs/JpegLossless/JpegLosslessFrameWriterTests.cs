using System.Buffers;

namespace CtVlm.MLNet.Dicom.Tests;

public sealed class JpegLosslessFrameWriterTests
{
    [Theory]
    [InlineData(4095)]
    [InlineData(65535)]
    public void WritePixelData_AnyImage_DecodesEqual(int greatest)
    {
        Random random = new(3);
        ushort[] pixels = [.. Enumerable.Range(0, 30 * 20).Select(_ => (ushort)random.Next(greatest + 1))];
        ArrayBufferWriter<byte> output = new();

        FrameWriters.Find("JPEGLosslessSV1").WritePixelData(new ElementWriter(output, isExplicit: true), pixels, columns: 20);

        byte[] stream = EncapsulatedFrame.In(output.WrittenSpan);
        Assert.Equal(0, stream.Length % 2);
        Assert.Equal(pixels, JpegStream.Decode(stream, JpegStream.MakeFormat(30, 20, 16, greatest == 4095 ? 12 : 16)));
    }

    [Fact]
    public void WritePixelData_CompressedElement_EndsWithADelimiter()
    {
        ArrayBufferWriter<byte> output = new();

        FrameWriters.Find("1.2.840.10008.1.2.4.70").WritePixelData(new ElementWriter(output, isExplicit: true), [1, 2, 3, 4], columns: 2);

        Assert.Equal([0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0], output.WrittenSpan[^8..].ToArray());
        Assert.Equal([0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0], output.WrittenSpan[12..20].ToArray());
    }
}
