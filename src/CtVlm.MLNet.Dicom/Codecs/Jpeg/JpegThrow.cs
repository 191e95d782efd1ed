using System.Globalization;

namespace CtVlm.MLNet.Dicom;

/// <summary>The wordings of JPEG codestreams that cannot be decoded. Clauses are those of ITU-T T.81.</summary>
internal static class JpegThrow
{
    public static CodecException NotJpeg(ReadOnlySpan<byte> stream) => new(stream.Length < 2
        ? $"the JPEG codestream has {stream.Length} bytes, an SOI marker (FF D8) expected"
        : $"the codestream starts with {stream[0]:X2} {stream[1]:X2}, an SOI marker (FF D8) expected; it is no JPEG stream");

    public static CodecException NoMarker(int position, byte got) =>
        new($"byte {Text(position)} of the JPEG stream is {got:X2}, a marker (FF) expected");

    public static CodecException Ended(string where) => new($"the JPEG stream ends {where}; it is truncated");

    public static CodecException BadSegment(byte marker, int length, int available) =>
        new($"JPEG segment FF {marker:X2} has length {Text(length)}, 2 to {Text(available)} possible here");

    public static CodecException ShortSegment(byte marker, int length) =>
        new($"JPEG segment FF {marker:X2} of {Text(length)} bytes is too short or too long for what it declares");

    public static CodecException UnexpectedMarker(byte marker) => new($"JPEG marker FF {marker:X2} is out of place");

    public static CodecException Process(string name) =>
        new($"the JPEG process is {name}; baseline, extended sequential (Huffman) and lossless (Huffman) are decoded");

    public static CodecException Lossy() =>
        new("the JPEG process is lossy (DCT), but the transfer syntax is a lossless one; the header and the pixels contradict each other");

    public static CodecException NoHeader(string segment) => new($"the JPEG stream has no {segment} segment before its scan");

    public static CodecException SecondHeader() => new("the JPEG stream has two frame headers (SOF)");

    public static CodecException SecondScan() => new("the JPEG stream has more than one scan; one is expected of one component");

    public static CodecException Components(int got) => new($"JPEG frame or scan of {got} components, 1 expected; colour is not CT");

    public static CodecException Dimensions(int lines, int columns, PixelFormat format) =>
        new($"JPEG frame of {lines} x {columns} lines and columns, {format.Rows} x {format.Columns} expected by Rows and Columns");

    public static CodecException Precision(int precision, PixelFormat format) =>
        new($"JPEG sample precision is {precision}, {format.HighBit + 1} to {Math.Min(16, format.BitsAllocated)} expected by HighBit {format.HighBit} "
            + $"and BitsAllocated {format.BitsAllocated}");

    public static CodecException ProcessPrecision(int precision, string expected) => new($"JPEG sample precision is {precision}, {expected} expected of this process");

    public static CodecException Allocated(int bits) => new($"BitsAllocated is {bits}; JPEG holds samples in 8 or 16 bits");

    public static CodecException Parameter(string name, int got, string expected) => new($"JPEG {name} is {Text(got)}, {expected} expected");

    public static CodecException NoTable(string kind, int index) => new($"JPEG {kind} table {index} is used but never defined");

    public static CodecException BadTable(string kind, string what) => new($"JPEG {kind} table: {what}");

    public static CodecException NoCode() => new("JPEG entropy-coded data holds bits that are no Huffman code; it is damaged");

    public static CodecException DataShort() => new("JPEG entropy-coded data ends before the last sample; it is truncated or damaged");

    public static CodecException DataLong(int bytes) => new($"{Text(bytes)} bytes of JPEG entropy-coded data remain after the last sample; it is damaged");

    public static CodecException Restart(int expected, byte got) =>
        new($"JPEG restart marker FF {expected:X2} expected, got FF {got:X2}; an interval is lost");

    public static CodecException SampleRange(int bits) => new($"a decoded JPEG sample does not fit {bits} bits; the entropy-coded data is damaged");

    public static CodecException Coefficient(string what) => new($"JPEG block: {what}; the entropy-coded data is damaged");

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
