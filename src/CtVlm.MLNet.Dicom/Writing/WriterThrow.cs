using System.Diagnostics.CodeAnalysis;

namespace CtVlm.MLNet.Dicom;

/// <summary>The wordings of what cannot be written.</summary>
internal static class WriterThrow
{
    public static ArgumentException UnknownSyntax(string transferSyntax, IEnumerable<string> known) =>
        new($"No series can be written in transfer syntax '{transferSyntax}'. Known: {string.Join(", ", known)}; their UIDs are accepted too.", nameof(transferSyntax));

    [DoesNotReturn]
    public static void Size(int slices, int rows, int columns, int got) =>
        throw new ArgumentException($"A series of {slices} x {rows} x {columns} holds {(long)slices * rows * columns} values in Hu, got {got}.");

    [DoesNotReturn]
    public static void Range(int slice, int hu, int low, int high, int bits) =>
        throw new ArgumentException(
            $"Slice {slice}: {hu} HU does not fit {bits} bits with Rescale Intercept -1024; expected {low} to {high}. Clamp the values or write 16 bits.");

    [DoesNotReturn]
    public static void Bits(int bits) =>
        throw new ArgumentException($"BitsStored must be 12 or 16, got {bits}.");

    [DoesNotReturn]
    public static void Dimension(string name, int value) =>
        throw new ArgumentException($"{name} must be 1 to 65535, got {value}.", name);

    // The value itself stays out of the message: it may be a name.
    [DoesNotReturn]
    public static void Text(uint tag, string vr, int length, int limit) =>
        throw new ArgumentException(
            $"Element ({tag >> 16:X4},{tag & 0xFFFF:X4}) of kind {vr} must be at most {limit} printable ASCII characters, got {length} characters or others.");
}
