namespace CtVlm.MLNet.Dicom;

/// <summary>JPEG baseline and extended sequential frames of 8 and 12 bits. A lossless stream under these syntaxes is read as what it is.</summary>
/// <remarks><b>Source:</b> DICOM PS3.5 A.4.1 and 8.2.1; ITU-T T.81 annex F, processes 1, 2 and 4.</remarks>
internal sealed class JpegDctFrameDecoder : IFrameDecoder
{
    public IReadOnlyList<string> TransferSyntaxUids { get; } = ["1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51"];

    public bool DecodesRuns => false;

    public Span<byte> Decode(Span<byte> encoded, PixelFormat format, Span<byte> samples)
    {
        JpegHeader header = JpegHeaderReader.Read(encoded);
        if (header.Frame.Process == JpegMarker.Lossless)
        {
            JpegLosslessScan.Decode(encoded, header, format, samples);
        }
        else
        {
            JpegDctScan.Decode(encoded, header, format, samples);
        }

        return samples[..format.FrameBytes];
    }
}
