using System.Buffers.Binary;
using System.Text;
using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Fuzzing;

/// <summary>Writes elements in implicit little endian, whatever their contents; shares no code with the library.</summary>
internal sealed class ImplicitElements
{
    private readonly List<byte> _bytes = [];

    /// <summary>Writes the preamble and a meta group that names the transfer syntax.</summary>
    public void Preamble(string transferSyntaxUid)
    {
        byte[] uid = Even(Encoding.ASCII.GetBytes(transferSyntaxUid), padding: 0);
        _bytes.AddRange(new byte[128]);
        _bytes.AddRange("DICM"u8);
        _bytes.AddRange([2, 0, 0x10, 0, (byte)'U', (byte)'I', (byte)uid.Length, 0, .. uid]);
    }

    public void Text(uint tag, string value) => Bytes(tag, Even(Encoding.Latin1.GetBytes(value), padding: (byte)' '));

    public void Word(uint tag, int value) => Bytes(tag, [(byte)value, (byte)(value >> 8)]);

    public void Bytes(uint tag, byte[] value)
    {
        byte[] header = new byte[8];
        BinaryPrimitives.WriteUInt16LittleEndian(header, (ushort)(tag >> 16));
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(2), (ushort)tag);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), value.Length);
        _bytes.AddRange(header);
        _bytes.AddRange(value);
    }

    /// <summary>Writes a sequence of defined length.</summary>
    public void Sequence(uint tag, params IEnumerable<ImplicitElements> items)
    {
        ImplicitElements content = new();
        foreach (ImplicitElements item in items)
        {
            content.Bytes(DicomTags.Item, item.ToArray());
        }

        Bytes(tag, content.ToArray());
    }

    public byte[] ToArray() => [.. _bytes];

    private static byte[] Even(byte[] value, byte padding) => value.Length % 2 == 0 ? value : [.. value, padding];
}
