namespace CtVlm.MLNet.Dicom;

/// <summary>The wording of failures of high-throughput code blocks.</summary>
internal static class HtThrow
{
    public static CodecException BadPasses(int passes) =>
        new($"HTJ2K code block: 1 to 3 coding passes expected, got {passes}.");

    public static CodecException BadPlanes(int passes, int zeroBitPlanes, int magnitudeBitPlanes, int limit) =>
        new($"HTJ2K code block: {passes} coding passes below {zeroBitPlanes} missing bit planes do not fit {magnitudeBitPlanes} magnitude bit planes (at most {limit}).");

    public static CodecException BadSize(int width, int height) =>
        new($"HTJ2K code block: a block of at most 4096 samples and 1024 a side expected, got {width} x {height}.");

    public static CodecException ShortCleanup(int length) =>
        new($"HTJ2K code block: the cleanup segment must hold 2 to 65,535 bytes, got {length}.");

    public static CodecException BadSuffixLength(int suffixLength, int length) =>
        new($"HTJ2K code block: Scup, the length of the MEL and VLC parts, must be 2 to {Math.Min(length, 4079)}, got {suffixLength}.");

    public static CodecException StuffingLost() =>
        new("HTJ2K code block: a byte after 0xFF has its first bit set; the segment is damaged.");

    public static CodecException VlcExhausted(int row) =>
        new($"HTJ2K code block: the VLC part ends before row {row} of quads is complete; the segment is damaged or cut.");

    public static CodecException ExponentTooLarge(int exponent, int limit) =>
        new($"HTJ2K code block: a magnitude exponent of at most {limit} expected, got {exponent}; the segment is damaged.");

    public static CodecException Outside() =>
        new("HTJ2K code block: a sample outside the block is coded as significant; the segment is damaged.");
}
