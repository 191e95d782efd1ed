using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Dicom;

/// <summary>Uncompressed frames: the bytes are the samples, swapped where the file is big endian.</summary>
/// <remarks><b>Source:</b> DICOM PS3.5 8.1.1 and A.1-A.5.</remarks>
internal sealed class NativeFrameDecoder : IFrameDecoder
{
    public IReadOnlyList<string> TransferSyntaxUids { get; } =
    [
        TransferSyntaxes.ImplicitLittleEndian,
        TransferSyntaxes.ExplicitLittleEndian,
        TransferSyntaxes.DeflatedLittleEndian,
        TransferSyntaxes.ExplicitBigEndian,
    ];

    public bool DecodesRuns => true;

    public Span<byte> Decode(Span<byte> encoded, PixelFormat format, Span<byte> samples)
    {
        if (format.SwapBytes == 2)
        {
            Span<short> words = MemoryMarshal.Cast<byte, short>(encoded);
            BinaryPrimitives.ReverseEndianness(words, words);
        }
        else if (format.SwapBytes == 4)
        {
            Span<int> words = MemoryMarshal.Cast<byte, int>(encoded);
            BinaryPrimitives.ReverseEndianness(words, words);
        }

        return encoded;
    }
}
