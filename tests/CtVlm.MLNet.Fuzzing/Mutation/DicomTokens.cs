using System.Buffers.Binary;
using System.Text;
using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Fuzzing;

/// <summary>Tags, lengths, value representations and values that steer the parser.</summary>
internal static class DicomTokens
{
    /// <summary>The elements that a data set may keep.</summary>
    public static IReadOnlyList<uint> KeptTags { get; } = [.. Constants().Where(tag => DicomTags.IsKept(tag) || DicomTags.IsHint(tag) || DicomTags.IsHintSequence(tag))];

    public static IReadOnlyList<byte[]> All { get; } = [.. Make()];

    private static IEnumerable<byte[]> Make()
    {
        foreach (uint tag in Constants())
        {
            yield return LittleEndian(tag);
            byte[] big = new byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(big, tag);
            yield return big;
        }

        yield return [0xFF, 0xFF, 0xFF, 0xFF];
        yield return [.. LittleEndian(DicomTags.Item), 0xFF, 0xFF, 0xFF, 0xFF];
        yield return [.. LittleEndian(DicomTags.Item), 0, 0, 0, 0];
        yield return [.. LittleEndian(DicomTags.ItemDelimitation), 0, 0, 0, 0];
        yield return [.. LittleEndian(DicomTags.SequenceDelimitation), 0, 0, 0, 0];
        string[] representations = ["AE", "AS", "AT", "CS", "DA", "DS", "DT", "FD", "FL", "IS", "LO", "LT", "OB", "OD", "OF", "OL", "OV", "OW",
            "PN", "SH", "SL", "SQ", "SS", "ST", "SV", "TM", "UC", "UI", "UL", "UN", "UR", "US", "UT", "UV", "ZZ"];
        string[] values = ["1\\0\\0\\0\\1\\0", "0\\0\\0", "NaN", "1e400", "-1", "65536", "4294967296", "CT", "MONOCHROME1", "MONOCHROME2", "RGB", "\\ISO 2022 IR 87", "GB18030", "ISO_IR 192", "\\\\\\\\"];
        foreach (string text in representations.Concat(values).Concat(FrameDecoders.SupportedUids))
        {
            yield return Encoding.ASCII.GetBytes(text);
        }
    }

    private static byte[] LittleEndian(uint tag) => [(byte)(tag >> 16), (byte)(tag >> 24), (byte)tag, (byte)(tag >> 8)];

    private static IEnumerable<uint> Constants() => typeof(DicomTags).GetFields()
        .Where(field => field.IsLiteral && field.FieldType == typeof(uint)).Select(field => (uint)field.GetRawConstantValue()!);
}
