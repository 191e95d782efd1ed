using System.Globalization;
using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Fuzzing;

/// <summary>Makes one small CT image of choices, in one frame or a few: implicit little endian, well formed, with contents that need not agree with the other files.</summary>
internal static class SliceGrammar
{
    private static readonly string[] Orientations =
    [
        @"1\0\0\0\1\0", @"1\0\0\0\1\0", @"1\0\0\0\1\0", @"1\0\0\0\0\-1", @"0\1\0\0\0\-1", @"-1\0\0\0\1\0", @"0.8\0.6\0\-0.6\0.8\0",
        @"0.9999\0.01\0\0\1\0.005", @"1\0\0\0\0.995\0.09", @"0\0\0\0\0\0", @"1\0\0\1\0\0",
    ];

    private static readonly string[] OddNumbers =
        ["0", "-0", "1e6", "-1e6", "999999.9995", "0.0005", "0.001", "1e-300", "1e-6", "1e9", "-1", "NaN", "1e400", "", " 7 ", "1000"];

    /// <summary>The bytes of a file.</summary>
    /// <param name="choose">Where the choices come from.</param>
    /// <param name="index">Index of the file, so that without any choice slices lie a millimetre apart.</param>
    public static byte[] Make(ByteChooser choose, int index)
    {
        ImplicitElements elements = new();
        elements.Preamble(TransferSyntaxes.ImplicitLittleEndian);
        elements.Text(DicomTags.ImageType, choose.Of(@"ORIGINAL\PRIMARY\AXIAL", @"ORIGINAL\PRIMARY\AXIAL", @"DERIVED\SECONDARY", "LOCALIZER", ""));
        elements.Text(DicomTags.SopInstanceUid, choose.Rarely(8) ? choose.Of("", "1.2.0", "1.2.1") : $"1.2.{index}");
        elements.Text(DicomTags.Modality, choose.Rarely() ? choose.Of("", "MR", choose.RawText()) : "CT");
        elements.Text(DicomTags.SeriesInstanceUid, choose.Of("1.3.1", "1.3.1", "1.3.1", "1.3.2", ""));
        elements.Text(DicomTags.AcquisitionNumber, choose.Of("", "1", "2", index.ToString(CultureInfo.InvariantCulture)));
        int frames = choose.Rarely(4) ? 1 + choose.Below(4) : 0;
        if (frames == 0)
        {
            WritePlane(elements, choose, index);
            WriteMeasures(elements, choose);
            WriteTransform(elements, choose);
        }
        else
        {
            WriteGroups(elements, choose, index, frames);
        }

        WritePixels(elements, choose, index, Math.Max(frames, 1));
        return elements.ToArray();
    }

    private static void WritePlane(ImplicitElements elements, ByteChooser choose, int index)
    {
        if (!choose.Rarely())
        {
            string z = choose.Rarely(8) ? Number(choose) : (index * 1.0).ToString(CultureInfo.InvariantCulture);
            string x = choose.Rarely(8) ? Number(choose) : "0";
            elements.Text(DicomTags.ImagePositionPatient, $"{x}\\{(choose.Rarely() ? Number(choose) : "0")}\\{z}");
        }

        WriteOrientation(elements, choose);
        elements.Text(DicomTags.TemporalPositionIdentifier, choose.Of("", "", "1", "2"));
        Optional(elements, DicomTags.SliceLocation, choose);
    }

    private static void WriteOrientation(ImplicitElements elements, ByteChooser choose) =>
        elements.Text(DicomTags.ImageOrientationPatient, choose.Rarely() ? choose.RawText() : choose.Of<string>(Orientations));

    private static void WriteMeasures(ImplicitElements elements, ByteChooser choose)
    {
        elements.Text(DicomTags.PixelSpacing, choose.Rarely(8) ? $"{Number(choose)}\\{Number(choose)}" : @"1\1");
        Optional(elements, DicomTags.SliceThickness, choose);
        Optional(elements, DicomTags.SpacingBetweenSlices, choose);
    }

    private static void WriteTransform(ImplicitElements elements, ByteChooser choose)
    {
        Optional(elements, DicomTags.RescaleIntercept, choose);
        Optional(elements, DicomTags.RescaleSlope, choose);
        if (choose.Rarely())
        {
            int entries = choose.Below(4);
            ImplicitElements table = new();
            table.Bytes(DicomTags.LutDescriptor, [(byte)entries, 0, choose.Next(), 0, (byte)choose.Of(16, 8, 12), 0]);
            table.Bytes(DicomTags.LutData, new byte[2 * (choose.Rarely(4) ? choose.Below(4) : entries)]);
            elements.Sequence(DicomTags.ModalityLutSequence, table);
        }
    }

    /// <summary>Functional groups: a shared item that has any of them, and an item a frame, sometimes one too many or too few.</summary>
    private static void WriteGroups(ImplicitElements elements, ByteChooser choose, int index, int frames)
    {
        elements.Text(DicomTags.NumberOfFrames, choose.Rarely(8) ? Number(choose) : frames.ToString(CultureInfo.InvariantCulture));
        elements.Sequence(DicomTags.SharedFunctionalGroupsSequence, Groups(choose, index, rarity: 1));
        int items = frames + (choose.Rarely() ? choose.Below(3) - 1 : 0);
        elements.Sequence(DicomTags.PerFrameFunctionalGroupsSequence, [.. Enumerable.Range(0, items).Select(frame => Groups(choose, (10 * index) + frame, rarity: 8))]);
    }

    /// <summary>Any of the groups; the position always, the others once in <paramref name="rarity"/> times.</summary>
    private static ImplicitElements Groups(ByteChooser choose, int index, int rarity)
    {
        ImplicitElements groups = new();
        Group(groups, DicomTags.PlanePositionSequence, group => WritePlane(group, choose, index));
        (uint Tag, Action<ImplicitElements, ByteChooser> Write)[] others =
        [
            (DicomTags.PlaneOrientationSequence, WriteOrientation),
            (DicomTags.PixelMeasuresSequence, WriteMeasures),
            (DicomTags.PixelValueTransformationSequence, WriteTransform),
        ];
        foreach ((uint tag, Action<ImplicitElements, ByteChooser> write) in others)
        {
            if (choose.Rarely(rarity))
            {
                Group(groups, tag, group => write(group, choose));
            }
        }

        return groups;
    }

    private static void Group(ImplicitElements groups, uint sequence, Action<ImplicitElements> write)
    {
        ImplicitElements item = new();
        write(item);
        groups.Sequence(sequence, item);
    }

    private static void WritePixels(ImplicitElements elements, ByteChooser choose, int index, int frames)
    {
        int rows = choose.Of(2, 2, 2, 1, 3), columns = choose.Of(3, 3, 3, 1, 2);
        int allocated = choose.Of(16, 16, 8, 32);
        int stored = choose.Rarely(8) ? 1 + choose.Below(allocated) : allocated;
        elements.Word(DicomTags.SamplesPerPixel, 1);
        elements.Word(DicomTags.Rows, rows);
        elements.Word(DicomTags.Columns, columns);
        elements.Word(DicomTags.BitsAllocated, allocated);
        elements.Word(DicomTags.BitsStored, stored);
        elements.Word(DicomTags.HighBit, choose.Rarely(8) ? choose.Below(allocated) : stored - 1);
        elements.Word(DicomTags.PixelRepresentation, choose.Below(2));
        if (choose.Rarely(4))
        {
            elements.Word(DicomTags.PixelPaddingValue, choose.Below(256));
            elements.Word(DicomTags.PixelPaddingRangeLimit, choose.Below(256));
        }

        byte[] pixels = new byte[frames * rows * columns * allocated / 8];
        Array.Fill(pixels, choose.Rarely(4) ? choose.Next() : (byte)index);
        elements.Bytes(DicomTags.PixelData, pixels);
    }

    private static void Optional(ImplicitElements elements, uint tag, ByteChooser choose)
    {
        if (choose.Rarely(4))
        {
            elements.Text(tag, Number(choose));
        }
    }

    private static string Number(ByteChooser choose) => choose.Rarely() ? choose.RawText() : choose.Of<string>(OddNumbers);
}
