using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace CtVlm.MLNet.Dicom;

/// <summary>Writes data elements, little endian, in the order in which they are given: callers give them by ascending tag.</summary>
/// <remarks><b>Source:</b> DICOM PS3.5 7.1.2 and 7.1.3 (element structure), 6.2 (value lengths and padding).</remarks>
internal sealed class ElementWriter(ArrayBufferWriter<byte> output, bool isExplicit)
{
    /// <summary>Writes text, padded to an even length: identifiers with a zero byte, the rest with a space.</summary>
    public void Text(uint tag, string vr, string value)
    {
        Check(tag, vr, value);
        int length = value.Length + (value.Length & 1);
        Header(tag, vr, length);
        Span<byte> target = output.GetSpan(length)[..length];
        target.Fill(vr == "UI" ? (byte)0 : (byte)' ');
        Encoding.ASCII.GetBytes(value, target);
        output.Advance(length);
    }

    /// <summary>Writes a decimal string of one number or more.</summary>
    public void Decimal(uint tag, params ReadOnlySpan<double> values) => Text(tag, "DS", DecimalText.Format(values));

    /// <summary>Writes an integer string.</summary>
    public void Integer(uint tag, int value) => Text(tag, "IS", value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Writes one unsigned 16-bit number.</summary>
    public void Short(uint tag, int value)
    {
        Header(tag, "US", 2);
        BinaryPrimitives.WriteUInt16LittleEndian(output.GetSpan(2), (ushort)value);
        output.Advance(2);
    }

    /// <summary>Writes one unsigned 32-bit number.</summary>
    public void Long(uint tag, int value)
    {
        Header(tag, "UL", 4);
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(4), value);
        output.Advance(4);
    }

    /// <summary>Writes bytes of even length.</summary>
    public void Bytes(uint tag, string vr, ReadOnlySpan<byte> value)
    {
        Header(tag, vr, value.Length);
        output.Write(value);
    }

    /// <summary>Writes 16-bit words.</summary>
    public void Words(uint tag, ReadOnlySpan<ushort> values)
    {
        int length = values.Length * 2;
        Header(tag, "OW", length);
        Span<byte> target = output.GetSpan(length);
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(target[(2 * i)..], values[i]);
        }

        output.Advance(length);
    }

    /// <summary>Starts an element of undefined length, whose items follow.</summary>
    public void StartItems(uint tag, string vr) => Header(tag, vr, unchecked((int)DicomElement.UndefinedLength));

    /// <summary>Writes one item, a zero byte added where its length is odd.</summary>
    public void Item(ReadOnlySpan<byte> value)
    {
        ItemHeader(DicomTags.Item, value.Length + (value.Length & 1));
        output.Write(value);
        if (value.Length % 2 != 0)
        {
            output.Write((ReadOnlySpan<byte>)[0]);
        }
    }

    /// <summary>Ends the element that <see cref="StartItems"/> started.</summary>
    public void EndItems() => ItemHeader(DicomTags.SequenceDelimitation, 0);

    private static void Check(uint tag, string vr, string value)
    {
        // Several values share one text; the limit holds for each, and 64 for names and identifiers that come from callers.
        int limit = vr switch { "CS" or "SH" or "DS" => 16, "IS" => 12, "DA" => 8, "TM" => 14, _ => 64 };
        foreach (Range part in value.AsSpan().Split('\\'))
        {
            if (value.AsSpan(part).Length > limit)
            {
                WriterThrow.Text(tag, vr, value.Length, limit);
            }
        }

        if (value.AsSpan().ContainsAnyExceptInRange(' ', '~') || (vr is "LO" or "PN" && value.Contains('\\', StringComparison.Ordinal)))
        {
            WriterThrow.Text(tag, vr, value.Length, limit);
        }
    }

    // Explicit: tag, two letters, a length of two bytes, or two zero bytes and a length of four for the large kinds. Implicit: tag and four bytes.
    private void Header(uint tag, string vr, int length)
    {
        Span<byte> header = output.GetSpan(12);
        BinaryPrimitives.WriteUInt16LittleEndian(header, (ushort)(tag >> 16));
        BinaryPrimitives.WriteUInt16LittleEndian(header[2..], (ushort)tag);
        if (!isExplicit)
        {
            BinaryPrimitives.WriteInt32LittleEndian(header[4..], length);
            output.Advance(8);
            return;
        }

        header[4] = (byte)vr[0];
        header[5] = (byte)vr[1];
        if (vr is "OB" or "OW")
        {
            BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 0);
            BinaryPrimitives.WriteInt32LittleEndian(header[8..], length);
            output.Advance(12);
            return;
        }

        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], (ushort)length);
        output.Advance(8);
    }

    // Items have no value representation in any encoding.
    private void ItemHeader(uint tag, int length)
    {
        Span<byte> header = output.GetSpan(8);
        BinaryPrimitives.WriteUInt16LittleEndian(header, (ushort)(tag >> 16));
        BinaryPrimitives.WriteUInt16LittleEndian(header[2..], (ushort)tag);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], length);
        output.Advance(8);
    }
}
