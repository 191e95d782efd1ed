namespace CtVlm.MLNet.Fuzzing;

/// <summary>Markers and segment starts of the JPEG family and header words of RLE.</summary>
/// <remarks><b>Source:</b> T.81 table B.1, T.87 C.1, T.800 table A.2, T.814 A, DICOM PS3.5 G.</remarks>
internal static class CodecTokens
{
    private static readonly byte[] Markers =
    [
        0xC0, 0xC1, 0xC2, 0xC3, 0xC4, 0xC5, 0xC7, 0xC8, 0xC9, 0xCC, 0xD0, 0xD1, 0xD7, 0xD8, 0xD9, 0xDA, 0xDB, 0xDC, 0xDD, 0xE0, 0xEE, 0xF7, 0xF8, 0xFE,
        0x4F, 0x50, 0x51, 0x52, 0x53, 0x55, 0x57, 0x58, 0x59, 0x5C, 0x5D, 0x5E, 0x5F, 0x60, 0x61, 0x63, 0x64, 0x90, 0x91, 0x92, 0x93, 0x00, 0x7F,
    ];

    public static IReadOnlyList<byte[]> All { get; } = [.. Markers.Select(marker => new byte[] { 0xFF, marker }), .. Segments()];

    private static IEnumerable<byte[]> Segments()
    {
        // A scan header of one component, restart interval 1, preset parameters, a coding style, an empty packet, and RLE segment counts.
        yield return [0xFF, 0xDA, 0, 8, 1, 1, 0, 1, 0, 0];
        yield return [0xFF, 0xDD, 0, 4, 0, 1];
        yield return [0xFF, 0xF8, 0, 13, 1, 0x0F, 0xFF, 0, 18, 0, 67, 1, 20, 0, 64];
        yield return [0xFF, 0x52, 0, 12, 0, 0, 0, 1, 0, 5, 4, 4, 0, 1];
        yield return [0xFF, 0x91, 0, 4, 0, 0];
        yield return [0, 0, 0, 0];
        yield return [64, 0, 0, 0];
        yield return [0xFF, 0xFF, 0xFF, 0xFF];
        yield return [0x80];
        yield return [0x81];
    }
}
