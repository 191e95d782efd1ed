using System.Buffers.Binary;

namespace CtVlm.MLNet.Fuzzing;

/// <summary>Takes a frame's codestream out of encapsulated Pixel Data. Shares no code with the reader and believes no length.</summary>
/// <remarks><b>Source:</b> DICOM PS3.5 A.4.</remarks>
internal static class Fragments
{
    private static ReadOnlySpan<byte> Item => [0xFE, 0xFF, 0x00, 0xE0];

    /// <summary>The fragments of the only frame joined, or the first fragment of several frames; empty when there is none.</summary>
    public static byte[] First(ReadOnlySpan<byte> file, long firstItem, bool isMultiFrame)
    {
        ReadOnlySpan<byte> items = file[(int)Math.Min(firstItem, file.Length)..];
        List<byte> frame = [];
        for (bool isTable = true; items.StartsWith(Item) && items.Length >= 8; isTable = false)
        {
            int length = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(items[4..]), (uint)items.Length - 8);
            if (!isTable)
            {
                frame.AddRange(items.Slice(8, length));
                if (isMultiFrame)
                {
                    break;
                }
            }

            items = items[(8 + length)..];
        }

        return [.. frame];
    }
}
