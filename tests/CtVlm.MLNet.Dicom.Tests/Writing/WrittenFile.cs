using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>A plain walker over a written file, independent of the library's reader: it checks the encoding and keeps the values.</summary>
internal sealed class WrittenFile
{
    private readonly byte[] _bytes;
    private readonly Dictionary<uint, (string? Kind, byte[] Value)> _elements = [];

    public WrittenFile(string path)
    {
        _bytes = File.ReadAllBytes(path);
        Assert.All(_bytes[..128], value => Assert.Equal(0, value));
        Assert.Equal("DICM", Encoding.ASCII.GetString(_bytes, 128, 4));
        int at = 132;
        int groupLength = BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(140));
        int dataSet = 132 + 12 + groupLength;
        uint last = 0;
        while (at < dataSet)
        {
            at = ReadElement(at, isExplicit: true, ref last);
        }

        Assert.Equal(dataSet, at);
        bool isExplicit = Text(0x00020010) != "1.2.840.10008.1.2";
        while (at < _bytes.Length)
        {
            at = ReadElement(at, isExplicit, ref last);
        }

        Assert.Equal(_bytes.Length, at);
    }

    public IEnumerable<uint> Tags => _elements.Keys;

    public byte[] Value(uint tag) => _elements[tag].Value;

    public string? Kind(uint tag) => _elements[tag].Kind;

    public string Text(uint tag) => Encoding.ASCII.GetString(Value(tag)).TrimEnd(' ', '\0');

    public int Short(uint tag) => BinaryPrimitives.ReadUInt16LittleEndian(Value(tag));

    public double[] Numbers(uint tag) => [.. Text(tag).Split('\\').Select(part => double.Parse(part, CultureInfo.InvariantCulture))];

    private int ReadElement(int at, bool isExplicit, ref uint last)
    {
        uint tag = ((uint)BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(at)) << 16) | BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(at + 2));
        Assert.True(tag > last, $"{tag:X8} comes after {last:X8}");
        last = tag;
        string? kind = isExplicit ? Encoding.ASCII.GetString(_bytes, at + 4, 2) : null;
        (int header, int length) = kind switch
        {
            null => (8, BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(at + 4))),
            "OB" or "OW" => (12, BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(at + 8))),
            _ => (8, BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(at + 6))),
        };
        Assert.Equal(0, length % 2);
        _elements[tag] = (kind, _bytes[(at + header)..(at + header + length)]);
        return at + header + length;
    }
}
