using System.Buffers;
using System.Buffers.Binary;

namespace CtVlm.MLNet.Dicom;

/// <summary>Writes pixels as RLE Lossless: no packet crosses the end of a row, and every segment has an even length.</summary>
/// <remarks><b>Source:</b> DICOM PS3.5 G.3.1, G.4 and G.5.</remarks>
internal sealed class RleFrameWriter : IFrameWriter
{
    private const int Segments = 2;

    public string Name => "RLELossless";

    public string Uid => RleFrameDecoder.Uid;

    public bool IsExplicit => true;

    public void WritePixelData(ElementWriter elements, ReadOnlySpan<ushort> pixels, int columns)
    {
        int rows = pixels.Length / columns;
        byte[] plane = ArrayPool<byte>.Shared.Rent(pixels.Length);
        byte[] frame = ArrayPool<byte>.Shared.Rent(RleHeader.Bytes + (Segments * ((rows * PackBits.MostPacked(columns)) + 1)));
        try
        {
            frame.AsSpan(0, RleHeader.Bytes).Clear();
            BinaryPrimitives.WriteInt32LittleEndian(frame, Segments);
            int length = RleHeader.Bytes;
            for (int segment = 0; segment < Segments; segment++)
            {
                BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(4 + (4 * segment)), length);
                BytePlanes.Extract(pixels, shift: 8 * (Segments - 1 - segment), plane);
                length += PackPlane(plane.AsSpan(0, pixels.Length), columns, frame.AsSpan(length));
            }

            EncapsulatedPixelData.Write(elements, frame.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plane);
            ArrayPool<byte>.Shared.Return(frame);
        }
    }

    private static int PackPlane(ReadOnlySpan<byte> plane, int columns, Span<byte> output)
    {
        int written = 0;
        for (; !plane.IsEmpty; plane = plane[columns..])
        {
            written += PackBits.Pack(plane[..columns], output[written..]);
        }

        if (written % 2 != 0)
        {
            output[written++] = 0;
        }

        return written;
    }
}
