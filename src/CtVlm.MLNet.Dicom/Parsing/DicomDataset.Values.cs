using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace CtVlm.MLNet.Dicom;

/// <content>Typed access. The element decides how a value is read; where the file's value representation differs, it is followed if it can be.</content>
internal sealed partial class DicomDataset
{
    /// <summary>Values are padded with a space, or with NUL by writers that treat every text as a UID.</summary>
    private static ReadOnlySpan<byte> Padding => " \0"u8;

    /// <summary>The text without padding; empty when the element is absent or has no value.</summary>
    public string GetText(uint tag) => Find(tag) is { } entry ? Decode(Bytes(entry)) : "";

    /// <summary>The text in the character set that the data set declares, without padding; empty when the element is absent or has no value.</summary>
    public string GetLocalText(uint tag) =>
        Find(tag) is { } entry ? CharacterSets.Decode(Bytes(entry).Trim(Padding), GetText(DicomTags.SpecificCharacterSet)) : "";

    /// <summary>The number of an element that decides nothing on its own, in text or binary; null when absent, empty or not a finite number.</summary>
    public double? TryGetNumber(uint tag)
    {
        if (Find(tag) is not { Length: > 0 } entry)
        {
            return null;
        }

        ReadOnlySpan<byte> bytes = Bytes(entry);
        double? value = (entry.Vr, bytes.Length) switch
        {
            (DicomVr.Double, 8) => entry.IsBigEndian ? BinaryPrimitives.ReadDoubleBigEndian(bytes) : BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            (DicomVr.UnsignedLong, 4) => entry.IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            (DicomVr.UnsignedShort, 2) => Read16(entry, bytes),
            _ => TryGetDecimal(tag),
        };
        return value is { } number && double.IsFinite(number) ? value : null;
    }

    /// <summary>The numbers of a decimal string; null when the element is absent or has no value.</summary>
    /// <exception cref="DicomFormatException">A component is not a finite number.</exception>
    public double[]? GetDecimals(uint tag)
    {
        if (Find(tag) is not { Length: > 0 } entry)
        {
            return null;
        }

        if (entry.Vr is DicomVr.Double or DicomVr.Float)
        {
            return GetFloats(entry);
        }

        ReadOnlySpan<byte> text = Bytes(entry).Trim(Padding);
        return text.IsEmpty ? null : ParseDecimals(tag, text);
    }

    /// <summary>The number of a decimal string of one value; null when the element is absent or has no value.</summary>
    /// <exception cref="DicomFormatException">The value is not one finite number.</exception>
    public double? GetDecimal(uint tag)
    {
        double[]? values = GetDecimals(tag);
        if (values == null)
        {
            return null;
        }

        return values.Length == 1 ? values[0] : throw DicomThrow.WrongCount(Name, tag, 1, values.Length);
    }

    /// <summary>The first number of a decimal string; null when absent, empty or not a finite number. For elements that decide nothing on their own.</summary>
    public double? TryGetDecimal(uint tag) =>
        double.TryParse(GetText(tag).Split('\\')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : null;

    /// <summary>The number of an unsigned short, or of any integer written in its place; null when the element is absent or has no value.</summary>
    /// <exception cref="DicomFormatException">The value is not one number from 0 to 4,294,967,295.</exception>
    public uint? GetUnsigned(uint tag)
    {
        if (Find(tag) is not { Length: > 0 } entry)
        {
            return null;
        }

        ReadOnlySpan<byte> bytes = Bytes(entry);
        if (entry.Vr is DicomVr.DecimalString or DicomVr.IntegerString)
        {
            string text = Decode(bytes);
            return uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint parsed)
                ? parsed
                : throw DicomThrow.NotANumber(Name, tag, text);
        }

        return bytes.Length switch
        {
            2 => Read16(entry, bytes),
            4 => entry.IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            _ => throw DicomThrow.WrongLength(Name, tag, 2, bytes.Length),
        };
    }

    /// <summary>The words of a value of 16-bit words; empty when the element is absent.</summary>
    public ushort[] GetWords(uint tag)
    {
        if (Find(tag) is not { } entry)
        {
            return [];
        }

        ReadOnlySpan<byte> bytes = Bytes(entry);
        ushort[] words = new ushort[bytes.Length / 2];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = Read16(entry, bytes[(2 * i)..]);
        }

        return words;
    }

    /// <summary>The numbers of a value of 64-bit words, a last part of one dropped; empty when the element is absent.</summary>
    public ulong[] GetUnsignedLongs(uint tag)
    {
        if (Find(tag) is not { } entry)
        {
            return [];
        }

        ReadOnlySpan<byte> bytes = Bytes(entry);
        ulong[] values = new ulong[bytes.Length / 8];
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> at = bytes[(8 * i)..];
            values[i] = entry.IsBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(at) : BinaryPrimitives.ReadUInt64LittleEndian(at);
        }

        return values;
    }

    /// <summary>The whole number of an integer string; null when absent, empty or not a number. For elements that only help to tell images apart.</summary>
    public long? TryGetInteger(uint tag) =>
        long.TryParse(GetText(tag), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : null;

    private static ushort Read16(Entry entry, ReadOnlySpan<byte> bytes) =>
        entry.IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static string Decode(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes.Trim(Padding));

    private double[] GetFloats(Entry entry)
    {
        ReadOnlySpan<byte> bytes = Bytes(entry);
        int size = entry.Vr == DicomVr.Double ? 8 : 4;
        double[] values = new double[bytes.Length / size];
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> at = bytes.Slice(i * size, size);
            values[i] = (size, entry.IsBigEndian) switch
            {
                (8, false) => BinaryPrimitives.ReadDoubleLittleEndian(at),
                (8, true) => BinaryPrimitives.ReadDoubleBigEndian(at),
                (_, false) => BinaryPrimitives.ReadSingleLittleEndian(at),
                _ => BinaryPrimitives.ReadSingleBigEndian(at),
            };
            if (!double.IsFinite(values[i]))
            {
                throw DicomThrow.NotANumber(Name, entry.Tag, values[i].ToString(CultureInfo.InvariantCulture));
            }
        }

        return values;
    }

    private double[] ParseDecimals(uint tag, ReadOnlySpan<byte> text)
    {
        double[] values = new double[text.Count((byte)'\\') + 1];
        int index = 0;
        foreach (Range range in text.Split((byte)'\\'))
        {
            ReadOnlySpan<byte> component = text[range].Trim(Padding);
            bool isNumber = double.TryParse(component, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value);
            values[index++] = isNumber ? value : throw DicomThrow.NotANumber(Name, tag, Decode(component));
        }

        return values;
    }
}
