using System.Globalization;
using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Fuzzing;

/// <summary>Makes one small CT slice of choices: implicit little endian, well formed, with contents that need not agree with the other slices.</summary>
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
        Optional(elements, DicomTags.SliceThickness, choose);
        Optional(elements, DicomTags.SpacingBetweenSlices, choose);
        elements.Text(DicomTags.SeriesInstanceUid, choose.Of("1.3.1", "1.3.1", "1.3.1", "1.3.2", ""));
        elements.Text(DicomTags.AcquisitionNumber, choose.Of("", "1", "2", index.ToString(CultureInfo.InvariantCulture)));
        WritePlane(elements, choose, index);
        WritePixels(elements, choose, index);
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

        elements.Text(DicomTags.ImageOrientationPatient, choose.Rarely() ? choose.RawText() : choose.Of<string>(Orientations));
        elements.Text(DicomTags.TemporalPositionIdentifier, choose.Of("", "", "1", "2"));
        Optional(elements, DicomTags.SliceLocation, choose);
    }

    private static void WritePixels(ImplicitElements elements, ByteChooser choose, int index)
    {
        int rows = choose.Of(2, 2, 2, 1, 3), columns = choose.Of(3, 3, 3, 1, 2);
        int allocated = choose.Of(16, 16, 8, 32);
        int stored = choose.Rarely(8) ? 1 + choose.Below(allocated) : allocated;
        elements.Word(DicomTags.SamplesPerPixel, 1);
        elements.Word(DicomTags.Rows, rows);
        elements.Word(DicomTags.Columns, columns);
        elements.Text(DicomTags.PixelSpacing, choose.Rarely(8) ? $"{Number(choose)}\\{Number(choose)}" : @"1\1");
        elements.Word(DicomTags.BitsAllocated, allocated);
        elements.Word(DicomTags.BitsStored, stored);
        elements.Word(DicomTags.HighBit, choose.Rarely(8) ? choose.Below(allocated) : stored - 1);
        elements.Word(DicomTags.PixelRepresentation, choose.Below(2));
        if (choose.Rarely(4))
        {
            elements.Word(DicomTags.PixelPaddingValue, choose.Below(256));
            elements.Word(DicomTags.PixelPaddingRangeLimit, choose.Below(256));
        }

        Optional(elements, DicomTags.RescaleIntercept, choose);
        Optional(elements, DicomTags.RescaleSlope, choose);
        byte[] pixels = new byte[rows * columns * allocated / 8];
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
