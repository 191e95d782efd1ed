using System.Buffers.Binary;

namespace CtVlm.MLNet.Dicom;

/// <summary>Finds the codestream in a frame that holds a whole JP2 file. Not allowed in DICOM, but written by some; the boxes add nothing to a CT.</summary>
/// <remarks><b>Source:</b> ITU-T T.800 I.4 and I.5.4; DICOM PS3.5 A.4.4.</remarks>
internal static class Jp2Boxes
{
    private const uint SignatureBox = 0x6A502020;
    private const uint CodestreamBox = 0x6A703263;

    /// <summary>The codestream: the frame itself, or the content of its first codestream box.</summary>
    /// <exception cref="CodecException">The frame is a JP2 file without a codestream box.</exception>
    public static ReadOnlySpan<byte> FindCodestream(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < 12 || BinaryPrimitives.ReadUInt32BigEndian(frame[4..]) != SignatureBox)
        {
            return frame;
        }

        ReadOnlySpan<byte> rest = frame;
        while (rest.Length >= 8)
        {
            (long header, long length) = Extent(rest);
            if (length < header || length > rest.Length)
            {
                break;
            }

            if (BinaryPrimitives.ReadUInt32BigEndian(rest[4..]) == CodestreamBox)
            {
                return rest[(int)header..(int)length];
            }

            rest = rest[(int)length..];
        }

        throw Jpeg2000Throw.Invalid($"the frame is a JP2 file without a whole codestream box (jp2c).");
    }

    /// <summary>Bytes of a box's header and of the whole box. A length of 0 means up to the end, 1 that 64 bits follow the type.</summary>
    private static (long Header, long Length) Extent(ReadOnlySpan<byte> box)
    {
        uint length = BinaryPrimitives.ReadUInt32BigEndian(box);
        return length switch
        {
            0 => (8, box.Length),
            1 when box.Length >= 16 => (16, (long)Math.Min(BinaryPrimitives.ReadUInt64BigEndian(box[8..]), long.MaxValue)),
            1 => (16, 0),
            _ => (8, length),
        };
    }
}
