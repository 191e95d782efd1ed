namespace CtVlm.MLNet.Dicom;

/// <summary>Turns the bytes of one frame, as they stand in the file, into stored samples. One implementation a folder, found by transfer syntax UID.</summary>
/// <remarks>
/// Implementations hold no state between calls and are safe for concurrent calls. They write nothing outside the spans given and bound every
/// length by <c>encoded</c> and <c>format</c>.
/// </remarks>
internal interface IFrameDecoder
{
    /// <summary>The transfer syntax UIDs that the decoder serves.</summary>
    IReadOnlyList<string> TransferSyntaxUids { get; }

    /// <summary>
    /// Whether any run of whole samples can be decoded alone and within its own bytes, so that a frame is streamed through a small buffer
    /// instead of being read whole.
    /// </summary>
    bool DecodesRuns { get; }

    /// <summary>Decodes one frame, or, if <see cref="DecodesRuns"/>, a run of it.</summary>
    /// <param name="encoded">The frame as stored, all its fragments joined, or the run; the decoder may overwrite it.</param>
    /// <param name="format">What the header says of the samples.</param>
    /// <param name="samples">Room for the frame, <see cref="PixelFormat.FrameBytes"/> bytes; empty for a decoder of runs.</param>
    /// <returns>The samples, little endian, BitsAllocated bits each, row by row: a part of <paramref name="encoded"/> or of <paramref name="samples"/>.</returns>
    /// <exception cref="CodecException">The bytes cannot be decoded to the frame that the header promises. No other exception leaves a decoder.</exception>
    Span<byte> Decode(Span<byte> encoded, PixelFormat format, Span<byte> samples);
}
