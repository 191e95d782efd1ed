using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>The codestream of a golden file's first frame, found without the reader under test: all fragments of its Pixel Data joined.</summary>
internal static class EncapsulatedFrame
{
    private static ReadOnlySpan<byte> Item => [0xFE, 0xFF, 0x00, 0xE0];

    private static ReadOnlySpan<byte> PixelData => [0xE0, 0x7F, 0x10, 0x00, (byte)'O', (byte)'B', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF];

    /// <summary>Reads a file below tests/Golden/dicom/files that holds one frame.</summary>
    public static byte[] Of(params string[] parts) => In(File.ReadAllBytes(GoldenFiles.Path(["dicom", "files", .. parts])));

    /// <summary>Joins the fragments of a file's bytes.</summary>
    public static byte[] In(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> items = file[(file.IndexOf(PixelData) + PixelData.Length)..];
        List<byte> frame = [];
        for (bool isTable = true; items.StartsWith(Item); isTable = false)
        {
            int length = BitConverter.ToInt32(items[4..]);
            if (!isTable)
            {
                frame.AddRange(items.Slice(8, length));
            }

            items = items[(8 + length)..];
        }

        return [.. frame];
    }
}
