using System.Diagnostics.CodeAnalysis;

namespace CtVlm.MLNet.Dicom;

/// <summary>The wording of every failure of the JPEG-LS decoder.</summary>
internal static class JpegLsThrow
{
    /// <summary>Refuses a number outside its range. Takes no made-up text, so that a good stream costs no allocation.</summary>
    public static void UnlessWithin(string what, int from, int to, int got)
    {
        if (got < from || got > to)
        {
            throw new CodecException($"JPEG-LS: {what} must be {(from == to ? $"{from}" : $"{from} to {to}")}, got {got}.");
        }
    }

    /// <summary>Refuses a number that contradicts the DICOM header.</summary>
    public static void UnlessEqual(string what, string element, int expected, int got)
    {
        if (expected != got)
        {
            throw new CodecException($"JPEG-LS: {what} must be {element} = {expected}, got {got}.");
        }
    }

    [DoesNotReturn]
    public static void Precision(PixelFormat format, int precision) =>
        throw new CodecException($"JPEG-LS: the precision must be above HighBit (0028,0102) = {format.HighBit} and at most BitsAllocated (0028,0100) = {format.BitsAllocated}, got {precision} bits.");

    [DoesNotReturn]
    public static void SegmentLength(int marker, int length) =>
        throw new CodecException($"JPEG-LS: the length of the segment FF {marker:X2} must be 2 or more, got {length}.");

    [DoesNotReturn]
    public static void Refuse(string what) => throw new CodecException($"JPEG-LS: {what}.");

    [DoesNotReturn]
    public static void Truncated(string inside, int position) =>
        throw new CodecException($"JPEG-LS: the codestream ends inside {inside}, at byte {position}. It is truncated.");

    [DoesNotReturn]
    public static void ScanEnds(int line, int lines) =>
        throw new CodecException($"JPEG-LS: the coded data ends in line {line} of {lines}. It is truncated or damaged.");

    [DoesNotReturn]
    public static void BadCode(int line) =>
        throw new CodecException($"JPEG-LS: line {line} holds a prediction error beyond the range of the samples. The coded data is damaged.");

    [DoesNotReturn]
    public static void LeftOver(int lines, int bytes) =>
        throw new CodecException($"JPEG-LS: {bytes} bytes of coded data are left after line {lines - 1}, where the scan or restart interval must end. The coded data is damaged.");

    [DoesNotReturn]
    public static void Restart(int line, int expected, int got) =>
        throw new CodecException($"JPEG-LS: before line {line} the restart marker FF {expected:X2} is expected, got {(got < 0 ? "the end of the data" : $"FF {got:X2}")}.");
}
