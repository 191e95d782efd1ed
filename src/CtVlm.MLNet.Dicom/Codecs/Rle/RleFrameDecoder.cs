using System.Buffers;

namespace CtVlm.MLNet.Dicom;

/// <summary>RLE Lossless: each byte of the samples is a plane of its own, the most significant first, packed by itself.</summary>
/// <remarks><b>Source:</b> DICOM PS3.5 annex G and A.4.2.</remarks>
internal sealed class RleFrameDecoder : IFrameDecoder
{
    public const string Uid = "1.2.840.10008.1.2.5";

    public IReadOnlyList<string> TransferSyntaxUids { get; } = [Uid];

    public bool DecodesRuns => false;

    public Span<byte> Decode(Span<byte> encoded, PixelFormat format, Span<byte> samples)
    {
        RleHeader header = RleHeader.Read(encoded, format);
        int pixels = format.PixelCount;
        if (header.Segments == 1)
        {
            Unpack(encoded, header, segment: 0, samples[..pixels]);
            return samples[..pixels];
        }

        byte[] planes = ArrayPool<byte>.Shared.Rent(format.FrameBytes);
        try
        {
            for (int i = 0; i < header.Segments; i++)
            {
                Unpack(encoded, header, i, planes.AsSpan(i * pixels, pixels));
            }

            BytePlanes.Interleave(planes.AsSpan(0, format.FrameBytes), header.Segments, samples);
            return samples[..format.FrameBytes];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(planes);
        }
    }

    private static void Unpack(ReadOnlySpan<byte> encoded, RleHeader header, int segment, Span<byte> plane)
    {
        int count = PackBits.Unpack(encoded[header.Segment(segment)], plane);
        if (count < plane.Length)
        {
            throw RleThrow.Short(segment, header.Segments, count, plane.Length);
        }
    }
}
