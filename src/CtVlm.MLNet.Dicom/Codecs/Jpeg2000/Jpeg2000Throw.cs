using System.Diagnostics.CodeAnalysis;

namespace CtVlm.MLNet.Dicom;

/// <summary>The refusals of the JPEG 2000 decoder, worded in one place.</summary>
internal static class Jpeg2000Throw
{
    /// <summary>A refusal whose words are made at the place that found the fault.</summary>
    public static CodecException Invalid(FormattableString message) => new("JPEG 2000: " + FormattableString.Invariant(message));

    [DoesNotReturn]
    public static void Ends(string what) => throw Invalid($"the codestream ends inside {what}. The frame is truncated.");

    [DoesNotReturn]
    public static void PacketDataCut(int needed, int available) =>
        throw Invalid($"a packet of {needed} bytes is promised where the tile has {available} left. The frame is truncated; missing code blocks are not made up.");

    [DoesNotReturn]
    public static void PacketHeaderCut() =>
        throw Invalid($"the packets of a tile end inside a packet header. The frame is truncated; missing code blocks are not made up.");

    [DoesNotReturn]
    public static void TooManyPackets(long packets, long bytes) =>
        throw Invalid($"a tile of {bytes} bytes promises {packets} packets, and a packet takes a byte at least. The frame is truncated or its header damaged.");

    [DoesNotReturn]
    public static void MissingMarker(string marker) => throw Invalid($"the marker segment {marker} is missing; without it nothing can be decoded.");

    [DoesNotReturn]
    public static void Field(string marker, string field, long value, string expected) =>
        throw Invalid($"{marker} says {field} = {value}, expected {expected}.");

    [DoesNotReturn]
    public static void Size(int codestreamColumns, int codestreamRows, int columns, int rows) =>
        throw Invalid($"SIZ says {codestreamColumns} x {codestreamRows} samples (columns x rows), expected {columns} x {rows} as the data set says.");

    [DoesNotReturn]
    public static void Passes(int passes, int planes) =>
        throw Invalid($"a code block has {passes} coding passes for {planes} bit planes, at most {Math.Max(0, (3 * planes) - 2)} expected.");

    [DoesNotReturn]
    public static void Planes(int planes, int limit) =>
        throw Invalid($"a code block has {planes} magnitude bit planes; this decoder works in 32 bits and takes {limit}.");
}
