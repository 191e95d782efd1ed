namespace CtVlm.MLNet.Dicom;

/// <summary>The wording of what is wrong with an RLE frame.</summary>
internal static class RleThrow
{
    public static CodecException ShortHeader(int length) =>
        new($"the RLE header takes {RleHeader.Bytes} bytes, the frame has {length}.");

    public static CodecException WrongSegments(uint count, PixelFormat format) =>
        new($"the RLE header must give {format.SampleBytes} segment{(format.SampleBytes == 1 ? "" : "s")}, one a byte of {format.BitsAllocated} bits, got {DicomThrow.Number(count)}.");

    public static CodecException WrongOffset(int segment, uint offset, uint least, int length) =>
        new($"RLE segment {segment} must start at byte {least} to {length}, got {DicomThrow.Number(offset)}.");

    public static CodecException TooShort(int segment, int segments, int length, int pixels) =>
        new($"RLE segment {segment} of {segments} has {length} bytes, which cannot unpack to {DicomThrow.Number(pixels)}. The frame is truncated.");

    public static CodecException Short(int segment, int segments, int count, int pixels) =>
        new($"RLE segment {segment} of {segments} unpacks to {DicomThrow.Number(count)} bytes, {DicomThrow.Number(pixels)} expected. The frame is truncated or damaged.");
}
