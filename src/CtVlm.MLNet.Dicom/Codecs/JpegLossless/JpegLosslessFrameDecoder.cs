namespace CtVlm.MLNet.Dicom;

/// <summary>JPEG lossless frames: process 14, any selection value.</summary>
/// <remarks><b>Source:</b> DICOM PS3.5 A.4.1 and 8.2.1; ITU-T T.81 annex H.</remarks>
internal sealed class JpegLosslessFrameDecoder : IFrameDecoder
{
    public IReadOnlyList<string> TransferSyntaxUids { get; } = ["1.2.840.10008.1.2.4.57", "1.2.840.10008.1.2.4.70"];

    public bool DecodesRuns => false;

    public Span<byte> Decode(Span<byte> encoded, PixelFormat format, Span<byte> samples)
    {
        JpegHeader header = JpegHeaderReader.Read(encoded);
        if (header.Frame.Process != JpegMarker.Lossless)
        {
            throw JpegThrow.Lossy();
        }

        JpegLosslessScan.Decode(encoded, header, format, samples);
        return samples[..format.FrameBytes];
    }
}
