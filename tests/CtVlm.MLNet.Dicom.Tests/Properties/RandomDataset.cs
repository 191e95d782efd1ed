using System.Globalization;
using System.Text;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Makes up well-formed data sets: kept elements, unknown ones of every value representation, private ones, nested sequences.</summary>
internal sealed class RandomDataset(Random random)
{
    private const int MaxDepth = 4;

    /// <summary>Value representations with the size of their numbers; 1 for text and bytes.</summary>
    private static readonly (string Vr, int Unit)[] Representations =
    [
        ("AE", 1), ("AS", 1), ("AT", 2), ("CS", 1), ("DA", 1), ("DS", 1), ("DT", 1), ("FD", 8), ("FL", 4), ("IS", 1), ("LO", 1), ("LT", 1), ("OB", 1), ("OD", 8),
        ("OF", 4), ("OL", 4), ("OV", 8), ("OW", 2), ("PN", 1), ("SH", 1), ("SL", 4), ("SS", 2), ("ST", 1), ("SV", 8), ("TM", 1), ("UC", 1), ("UI", 1), ("UL", 4), ("UN", 1),
        ("UR", 1), ("US", 2), ("UT", 1), ("UV", 8),
    ];

    private static readonly uint[] KeptTexts =
    [
        DicomTags.ImageType, DicomTags.SopClassUid, DicomTags.SopInstanceUid, DicomTags.Modality, DicomTags.SeriesInstanceUid, DicomTags.PhotometricInterpretation,
        DicomTags.RescaleType,
    ];

    private static readonly uint[] KeptDecimals =
    [
        DicomTags.SliceThickness, DicomTags.ImagePositionPatient, DicomTags.ImageOrientationPatient, DicomTags.SliceLocation, DicomTags.PixelSpacing,
        DicomTags.RescaleIntercept, DicomTags.RescaleSlope,
    ];

    private static readonly uint[] KeptNumbers =
    [
        DicomTags.SamplesPerPixel, DicomTags.Rows, DicomTags.Columns, DicomTags.BitsAllocated, DicomTags.BitsStored, DicomTags.HighBit, DicomTags.PixelRepresentation,
        DicomTags.PixelPaddingValue,
    ];

    private static readonly uint[] KeptSequences =
    [
        DicomTags.ModalityLutSequence, DicomTags.SharedFunctionalGroupsSequence, DicomTags.PerFrameFunctionalGroupsSequence, DicomTags.PlanePositionSequence,
        DicomTags.PixelMeasuresSequence,
    ];

    /// <summary>A whole data set without Pixel Data, in ascending order, that starts in group 0008 and says what the image is.</summary>
    public IReadOnlyList<ElementNode> Make() =>
    [
        new ElementNode(0x0008_0005, "CS", "ISO_IR 100"u8.ToArray(), 1),
        .. Elements(depth: 0, [DicomTags.Rows, DicomTags.Columns, DicomTags.BitsAllocated]),
    ];

    private IReadOnlyList<ElementNode> Elements(int depth, IReadOnlyList<uint> required)
    {
        SortedDictionary<uint, ElementNode> elements = [];
        foreach (uint tag in required.Concat(Some(KeptNumbers)))
        {
            elements[tag] = Number(tag);
        }

        foreach (uint tag in Some(KeptTexts))
        {
            elements[tag] = Text(tag, "CS", RandomText());
        }

        foreach (uint tag in Some(KeptDecimals))
        {
            elements[tag] = Text(tag, "DS", string.Join('\\', Enumerable.Range(0, random.Next(1, 7)).Select(_ => RandomDecimal())));
        }

        for (int i = random.Next(8); i > 0; i--)
        {
            ElementNode unknown = Unknown();
            elements[unknown.Tag] = unknown;
        }

        foreach (ElementNode sequence in depth < MaxDepth ? Sequences(depth) : [])
        {
            elements[sequence.Tag] = sequence;
        }

        return [.. elements.Values];
    }

    private IEnumerable<ElementNode> Sequences(int depth)
    {
        foreach (uint tag in Some(KeptSequences).Concat(Enumerable.Range(0, random.Next(3)).Select(_ => UnknownTag())))
        {
            string vr = random.Next(4) == 0 ? "UN" : "SQ";
            yield return new ElementNode(tag, vr, [], 1, [.. Enumerable.Range(0, random.Next(4)).Select(_ => Elements(depth + 1, []))]);
        }
    }

    private uint[] Some(uint[] tags) => [.. tags.Where(_ => random.Next(3) == 0)];

    private ElementNode Number(uint tag) => new(tag, "US", BitConverter.GetBytes((ushort)random.Next(65536)), 2);

    private static ElementNode Text(uint tag, string vr, string value) => new(tag, vr, Encoding.ASCII.GetBytes(value.Length % 2 == 0 ? value : value + " "), 1);

    private ElementNode Unknown()
    {
        (string vr, int unit) = Representations[random.Next(Representations.Length)];
        byte[] value = new byte[8 * random.Next(6)];
        random.NextBytes(value);
        return new ElementNode(UnknownTag(), vr, value, unit);
    }

    /// <summary>A tag between those of the meta group and Pixel Data that the reader does not keep; every second one is private.</summary>
    private uint UnknownTag()
    {
        while (true)
        {
            uint group = (uint)random.Next(0x0009, 0x7F00);
            uint tag = (((group & ~1u) + (uint)random.Next(2)) << 16) | (uint)random.Next(0x1000, 0xFFFF);
            if (!DicomTags.IsKept(tag) && !DicomTags.IsHint(tag) && !DicomTags.IsHintSequence(tag) && tag >> 16 > 0x0008)
            {
                return tag;
            }
        }
    }

    private string RandomText() => new([.. Enumerable.Range(0, random.Next(1, 17)).Select(i => (char)random.Next(i == 0 ? 'A' : ' ', 'Z'))]);

    private string RandomDecimal() => (random.Next(-100_000, 100_000) / 64.0).ToString(CultureInfo.InvariantCulture);
}
