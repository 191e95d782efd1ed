namespace CtVlm.MLNet.Dicom;

/// <summary>JPEG 2000 part 1, and the codestream of high-throughput JPEG 2000, which differs in its code blocks alone.</summary>
/// <remarks>
/// One component, as a CT has. What the packets do not hold is never made up: a codestream with a packet, a tile or a part of one missing is
/// refused. <b>Source:</b> ITU-T T.800, T.814; DICOM PS3.5 A.4.4.
/// </remarks>
internal sealed class Jpeg2000FrameDecoder : IFrameDecoder
{
    /// <summary>A tile decoder without memory that no frame uses now: frames one after another share one, frames at once have their own.</summary>
    private TileDecoder? _idle;

    public IReadOnlyList<string> TransferSyntaxUids { get; } =
    [
        "1.2.840.10008.1.2.4.90",
        "1.2.840.10008.1.2.4.91",
        "1.2.840.10008.1.2.4.201",
        "1.2.840.10008.1.2.4.202",
        "1.2.840.10008.1.2.4.203",
    ];

    public bool DecodesRuns => false;

    public Span<byte> Decode(Span<byte> encoded, PixelFormat format, Span<byte> samples)
    {
        Jpeg2000Codestream codestream = default;
        TileDecoder decoder = Interlocked.Exchange(ref _idle, null) ?? new TileDecoder();
        try
        {
            codestream.Read(Jp2Boxes.FindCodestream(encoded), format);
            for (int tile = 0; tile < codestream.Grid.TileCount; tile++)
            {
                decoder.Decode(in codestream, tile, format, samples);
            }

            return samples[..format.FrameBytes];
        }
        finally
        {
            codestream.Dispose();
            decoder.Dispose();
            Volatile.Write(ref _idle, decoder);
        }
    }
}
