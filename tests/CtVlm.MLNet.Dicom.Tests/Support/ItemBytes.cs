using System.Buffers.Binary;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Encapsulated Pixel Data, byte by byte. Shares no code with the reader or the writer.</summary>
internal static class ItemBytes
{
    public static byte[] Delimiter => [0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0];

    /// <summary>The element's header with undefined length, then the parts as they are.</summary>
    public static byte[] PixelData(params byte[][] parts) =>
        [0xE0, 0x7F, 0x10, 0, (byte)'O', (byte)'B', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, .. parts.SelectMany(part => part)];

    public static byte[] Item(params byte[] value) => ItemOfLength((uint)value.Length, value);

    /// <summary>An item that says any length.</summary>
    public static byte[] ItemOfLength(uint length, params byte[] value)
    {
        byte[] item = [0xFE, 0xFF, 0, 0xE0, 0, 0, 0, 0, .. value];
        BinaryPrimitives.WriteUInt32LittleEndian(item.AsSpan(4), length);
        return item;
    }

    public static byte[] BasicTable(params uint[] offsets) => Item([.. offsets.SelectMany(BitConverter.GetBytes)]);

    /// <summary>Extended Offset Table and Lengths, as they stand before Pixel Data.</summary>
    public static byte[] ExtendedTable(ulong[] offsets, ulong[] lengths) => [.. Longs(0x01, offsets), .. Longs(0x02, lengths)];

    private static byte[] Longs(byte element, ulong[] values) =>
    [
        0xE0, 0x7F, element, 0, (byte)'O', (byte)'V', 0, 0, .. BitConverter.GetBytes(values.Length * 8), .. values.SelectMany(BitConverter.GetBytes),
    ];
}
