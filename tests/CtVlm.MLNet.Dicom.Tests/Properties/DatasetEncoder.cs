using System.Buffers.Binary;
using System.Text;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Writes made-up data sets in every encoding; shares no code with the reader or the writer.</summary>
/// <remarks><b>Source:</b> DICOM PS3.5 7.1, 7.5 and 6.2.2.</remarks>
internal sealed class DatasetEncoder(Random random, DicomEncoding encoding)
{
    private const uint UndefinedLength = 0xFFFF_FFFF;

    private readonly List<byte> _bytes = [];

    public int Position => _bytes.Count;

    /// <summary>Writes elements in order. Sequences and items take a defined or an undefined length as it falls.</summary>
    public DatasetEncoder Write(IEnumerable<ElementNode> elements)
    {
        foreach (ElementNode element in elements)
        {
            Write(element);
        }

        return this;
    }

    /// <summary>Writes the header of an element whose value is written elsewhere.</summary>
    public void Header(uint tag, string vr, uint length)
    {
        Tag(tag);
        if (!encoding.IsExplicit || tag >> 16 == 0xFFFE)
        {
            UInt32(length);
            return;
        }

        _bytes.AddRange(Encoding.ASCII.GetBytes(vr));
        if (vr is "OB" or "OD" or "OF" or "OL" or "OV" or "OW" or "SQ" or "SV" or "UC" or "UN" or "UR" or "UT" or "UV")
        {
            UInt16(0);
            UInt32(length);
        }
        else
        {
            UInt16((ushort)length);
        }
    }

    public byte[] ToArray() => [.. _bytes];

    private void Write(ElementNode element)
    {
        if (element.Items == null)
        {
            Header(element.Tag, element.Vr, (uint)element.Value.Length);
            _bytes.AddRange(Ordered(element));
            return;
        }

        // A sequence of unknown representation has undefined length and implicit little-endian items, whatever surrounds it.
        bool isUnknown = element.Vr == "UN";
        bool isUndefined = isUnknown || random.Next(2) == 0;
        byte[] items = new DatasetEncoder(random, isUnknown ? DicomEncoding.ImplicitLittleEndian : encoding).Items(element.Items, isUndefined);
        Header(element.Tag, element.Vr, isUndefined ? UndefinedLength : (uint)items.Length);
        _bytes.AddRange(items);
    }

    private byte[] Items(IReadOnlyList<IReadOnlyList<ElementNode>> items, bool hasDelimiter)
    {
        foreach (IReadOnlyList<ElementNode> item in items)
        {
            bool isUndefined = random.Next(2) == 0;
            byte[] content = new DatasetEncoder(random, encoding).Write(item).ToArray();
            Header(DicomTags.Item, "", isUndefined ? UndefinedLength : (uint)content.Length);
            _bytes.AddRange(content);
            if (isUndefined)
            {
                Header(DicomTags.ItemDelimitation, "", 0);
            }
        }

        if (hasDelimiter)
        {
            Header(DicomTags.SequenceDelimitation, "", 0);
        }

        return ToArray();
    }

    private byte[] Ordered(ElementNode element)
    {
        if (!encoding.IsBigEndian || element.Unit == 1)
        {
            return element.Value;
        }

        byte[] value = [.. element.Value];
        for (int i = 0; i + element.Unit <= value.Length; i += element.Unit)
        {
            Array.Reverse(value, i, element.Unit);
        }

        return value;
    }

    private void Tag(uint tag)
    {
        UInt16((ushort)(tag >> 16));
        UInt16((ushort)tag);
    }

    private void UInt16(ushort value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, encoding.IsBigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
        _bytes.AddRange(bytes);
    }

    private void UInt32(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, encoding.IsBigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
        _bytes.AddRange(bytes);
    }
}
