using System.Buffers.Binary;

namespace CtVlm.MLNet.Dicom;

/// <summary>Takes the item headers out of a frame that was read with them, within its own buffer.</summary>
internal static class FragmentJoiner
{
    /// <summary>FE FF 00 E0 as a little-endian number.</summary>
    private const uint ItemTagBytes = 0xE000_FFFE;

    /// <summary>Moves the fragments together.</summary>
    /// <param name="stored">Items from the first header to the last byte; changed in place.</param>
    /// <param name="fragments">How many items there are.</param>
    /// <param name="joined">The values of the items, a part of <paramref name="stored"/>.</param>
    /// <returns>False when the bytes are not that many items.</returns>
    public static bool TryJoin(Span<byte> stored, int fragments, out Span<byte> joined)
    {
        joined = [];
        int read = 0, written = 0;
        for (int i = 0; i < fragments; i++)
        {
            if (stored.Length - read < Fragment.HeaderBytes)
            {
                return false;
            }

            Span<byte> header = stored.Slice(read, Fragment.HeaderBytes);
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            read += Fragment.HeaderBytes;
            if (BinaryPrimitives.ReadUInt32LittleEndian(header) != ItemTagBytes || length > stored.Length - read)
            {
                return false;
            }

            stored.Slice(read, (int)length).CopyTo(stored[written..]);
            read += (int)length;
            written += (int)length;
        }

        joined = stored[..written];
        return read == stored.Length;
    }
}
