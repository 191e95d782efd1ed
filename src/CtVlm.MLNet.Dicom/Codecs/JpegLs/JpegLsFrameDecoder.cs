namespace CtVlm.MLNet.Dicom;

/// <summary>JPEG-LS frames, lossless and near-lossless, 2 to 16 bits, one component. See the README beside it.</summary>
/// <remarks><b>Source:</b> ITU-T T.87; DICOM PS3.5 8.2.3 and A.4.3.</remarks>
internal sealed class JpegLsFrameDecoder : IFrameDecoder
{
    public IReadOnlyList<string> TransferSyntaxUids { get; } = ["1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.81"];

    public bool DecodesRuns => false;

    public Span<byte> Decode(Span<byte> encoded, PixelFormat format, Span<byte> samples)
    {
        JpegLsHeader header = JpegLsHeaderReader.Read(encoded, format);
        JpegLsScan.Decode(header, encoded, format, samples);
        return samples;
    }
}
