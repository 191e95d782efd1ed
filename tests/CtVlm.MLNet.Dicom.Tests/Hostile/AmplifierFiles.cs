using System.IO.Compression;
using System.Text;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>
/// Well-formed files in which few bytes ask for much memory or time: each multiplies something that a reader keeps or repeats. Made when they are needed, because the largest
/// has megabytes.
/// </summary>
internal static class AmplifierFiles
{
    private const int Frames = 16_000;

    private static readonly Dictionary<string, Func<byte[]>> ByName = new(StringComparer.Ordinal)
    {
        ["items-empty"] = () => File(Sequence(DicomTags.PerFrameFunctionalGroupsSequence, Repeat(Item([]), 1_500_000)), Pixels(1)),
        ["items-of-one-element"] = () => File(
            Sequence(DicomTags.PerFrameFunctionalGroupsSequence, Repeat(Item(Element(DicomTags.SliceThickness, [])), 900_000)), Pixels(1)),
        ["elements-empty"] = () => File(Repeat(Element(DicomTags.SliceThickness, []), 1_900_000), Pixels(1)),
        ["elements-short"] = () => File(Repeat(Text(DicomTags.SliceThickness, "1 "), 1_900_000), Pixels(1)),
        ["value-long-in-every-frame"] = () => MultiFrame(
            Group(DicomTags.PixelMeasuresSequence, [.. Text(DicomTags.SliceThickness, new string('1', 1_000_000)), .. Text(DicomTags.PixelSpacing, @"1\1 ")]), Position),
        ["identifier-long-in-every-frame"] = () => MultiFrame(Measures, Position, seriesUid: new string('1', 1_000_000)),
        ["table-in-every-frame"] = () => MultiFrame(
            [
                .. Measures,
                .. Group(DicomTags.PixelValueTransformationSequence, Sequence(DicomTags.ModalityLutSequence, Item(
                    [.. Element(DicomTags.LutDescriptor, [0, 0, 0, 0, 16, 0]), .. Element(DicomTags.LutData, new byte[131_072])]))),
            ],
            Position),
        ["shared-items-without-end"] = () => MultiFrame([.. Measures, .. Sequence(DicomTags.ModalityLutSequence, Repeat(Item([]), 700_000))], Position),
        ["frames-at-one-place"] = () => MultiFrame(Measures, _ => Group(DicomTags.PlanePositionSequence, Text(DicomTags.ImagePositionPatient, @"0\0\0 "))),
        ["frames-of-many-grids"] = () => MultiFrame([], frame => [.. Position(frame), .. Group(
            DicomTags.PixelMeasuresSequence, Text(DicomTags.PixelSpacing, $"{1 + (0.01 * frame)}\\1"))]),
        ["frames-in-a-long-stack"] = () => MultiFrame(Measures, Position),
        ["hint-groups-of-one-frame"] = () => File(
            Sequence(DicomTags.PerFrameFunctionalGroupsSequence, Item(Repeat(Group(DicomTags.CtReconstructionSequence, Text(DicomTags.ConvolutionKernel, "B30f")), 450_000))), Pixels(1)),
        ["hint-groups-damaged"] = () => File(
            Sequence(DicomTags.PerFrameFunctionalGroupsSequence, Item(Repeat(Element(DicomTags.CtReconstructionSequence, [1, 2]), 900_000))), Pixels(1)),
        ["hint-groups-in-every-frame"] = () => MultiFrame(Measures, frame =>
        [
            .. Group(DicomTags.CtReconstructionSequence, Text(DicomTags.ConvolutionKernel, FormattableString.Invariant($"B{frame % 100:D2}f"))),
            .. Group(DicomTags.CtXRayDetailsSequence, Text(DicomTags.KilovoltagePeak, "120 ")), .. Group(DicomTags.CtPositionSequence, Text(DicomTags.TablePosition, "1 ")),
            .. Group(DicomTags.ContrastBolusUsageSequence, Text(DicomTags.ContrastBolusAgentAdministered, "YES ")), .. Position(frame),
        ]),
        ["text-of-separators"] = () => File(Text(DicomTags.ImageType, new string('\\', 1_000_000)), Text(DicomTags.ImagePositionPatient, new string('\\', 1_000_000)), Pixels(1)),
        ["deflated-zeros"] = () => Deflated(60_000_000),
    };

    public static IEnumerable<string> Names => ByName.Keys;

    private static byte[] Measures => Group(DicomTags.PixelMeasuresSequence, Text(DicomTags.PixelSpacing, @"1\1 "));

    private static byte[] Orientation => Group(DicomTags.PlaneOrientationSequence, Text(DicomTags.ImageOrientationPatient, @"1\0\0\0\1\0 "));

    public static byte[] Make(string name) => ByName[name]();

    private static byte[] Position(int frame) => Group(DicomTags.PlanePositionSequence, Text(DicomTags.ImagePositionPatient, FormattableString.Invariant($@"0\0\{frame}")));

    private static byte[] MultiFrame(byte[] shared, Func<int, byte[]> perFrame, string seriesUid = "1.2.3") => File(
        Text(DicomTags.SeriesInstanceUid, seriesUid),
        Text(DicomTags.NumberOfFrames, FormattableString.Invariant($"{Frames}")),
        Sequence(DicomTags.SharedFunctionalGroupsSequence, Item([.. shared, .. Orientation])),
        Sequence(DicomTags.PerFrameFunctionalGroupsSequence, [.. Enumerable.Range(0, Frames).SelectMany(frame => Item(perFrame(frame)))]),
        Pixels(Frames));

    /// <summary>Implicit little endian: eight bytes an element, the least that there is.</summary>
    private static byte[] File(params byte[][] content)
    {
        byte[] description =
        [
            .. Text(DicomTags.Modality, "CT"), .. Text(DicomTags.ImageOrientationPatient, @"1\0\0\0\1\0 "), .. Word(DicomTags.Rows, 1), .. Word(DicomTags.Columns, 1),
            .. Word(DicomTags.BitsAllocated, 8),
        ];
        return [.. Meta(TransferSyntaxes.ImplicitLittleEndian), .. description, .. content.SelectMany(bytes => bytes)];
    }

    private static byte[] Deflated(int zeros)
    {
        using MemoryStream output = new();
        output.Write(Meta(TransferSyntaxes.DeflatedLittleEndian));
        using (DeflateStream deflate = new(output, CompressionLevel.Fastest, leaveOpen: true))
        {
            // A private value that is stepped over, and nothing else.
            deflate.Write(TestSlice.Text(DicomTags.Modality, "CS", "CT"));
            deflate.Write([0x11, 0, 0x10, 0x10, (byte)'O', (byte)'B', 0, 0, .. BitConverter.GetBytes(zeros)]);
            byte[] block = new byte[1 << 20];
            for (int left = zeros; left > 0; left -= block.Length)
            {
                deflate.Write(block, 0, Math.Min(left, block.Length));
            }
        }

        return output.ToArray();
    }

    private static byte[] Meta(string syntax) => [.. new byte[128], .. "DICM"u8, .. TestSlice.Text(DicomTags.TransferSyntaxUid, "UI", syntax)];

    private static byte[] Pixels(int frames) => Element(DicomTags.PixelData, new byte[frames]);

    private static byte[] Group(uint sequence, byte[] content) => Sequence(sequence, Item(content));

    private static byte[] Sequence(uint tag, byte[] items) => Element(tag, items);

    private static byte[] Item(byte[] content) => Element(DicomTags.Item, content);

    private static byte[] Word(uint tag, ushort value) => Element(tag, BitConverter.GetBytes(value));

    private static byte[] Text(uint tag, string value) => Element(tag, Encoding.ASCII.GetBytes(value));

    private static byte[] Element(uint tag, byte[] value) =>
        [(byte)(tag >> 16), (byte)(tag >> 24), (byte)tag, (byte)(tag >> 8), .. BitConverter.GetBytes(value.Length), .. value];

    private static byte[] Repeat(byte[] bytes, int count)
    {
        byte[] all = new byte[bytes.Length * count];
        for (int i = 0; i < count; i++)
        {
            bytes.CopyTo(all, i * bytes.Length);
        }

        return all;
    }
}
