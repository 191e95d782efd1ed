using System.Globalization;

namespace CtVlm.MLNet.Dicom;

/// <summary>Reads and checks the image pixel module, before any byte of Pixel Data is read or room for it made.</summary>
/// <remarks><b>Source:</b> DICOM PS3.3 C.7.6.3; PS3.5 8.2 for which transfer syntax may hold what.</remarks>
internal static class PixelFormatReader
{
    /// <summary>The format of the frames.</summary>
    /// <exception cref="DicomException">An element is missing, out of range, or contradicts another.</exception>
    public static PixelFormat Read(DicomHeader header, DicomLimits limits)
    {
        DicomDataset data = header.Dataset;
        int rows = Dimension(data, DicomTags.Rows);
        int columns = Dimension(data, DicomTags.Columns);
        int limit = Math.Min(limits.MaxSlicePixels, Array.MaxLength / sizeof(float));
        if ((long)rows * columns > limit)
        {
            throw PixelThrow.TooLarge(data.Name, rows, columns, limit);
        }

        CheckSamples(data);
        int allocated = (int)Math.Min(Required(data, DicomTags.BitsAllocated), int.MaxValue);
        if (allocated is not (8 or 16 or 32))
        {
            throw DicomThrow.OutOfRange(data.Name, DicomTags.BitsAllocated, "8, 16 or 32", Text(allocated));
        }

        // HighBit is BitsStored - 1 in all but exotic images, so either can stand in for the other.
        int storedWhenAbsent = (int)Math.Min(data.GetUnsigned(DicomTags.HighBit) ?? (uint)(allocated - 1), (uint)(allocated - 1)) + 1;
        int stored = Bits(data, DicomTags.BitsStored, storedWhenAbsent, 1, allocated);
        return new PixelFormat
        {
            Rows = rows,
            Columns = columns,
            BitsAllocated = allocated,
            BitsStored = stored,
            HighBit = Bits(data, DicomTags.HighBit, stored - 1, stored - 1, allocated - 1),
            IsSigned = Bits(data, DicomTags.PixelRepresentation, 0, 0, 1) == 1,
            SwapBytes = header.Pixels is { IsBigEndian: true } pixels ? SwapUnit(allocated, pixels.Vr) : 0,
        };
    }

    /// <summary>A byte string is never swapped; 8-bit samples in 16-bit words are swapped with their words.</summary>
    private static int SwapUnit(int allocated, ushort vr) => (allocated, vr) switch
    {
        (8, DicomVr.OtherByte) => 0,
        (32, _) => 4,
        _ => 2,
    };

    private static void CheckSamples(DicomDataset data)
    {
        uint samples = data.GetUnsigned(DicomTags.SamplesPerPixel) ?? 1;
        if (samples != 1)
        {
            throw PixelThrow.NotGrey(data.Name, $"{DicomTags.Describe(DicomTags.SamplesPerPixel)} must be 1, got {samples}");
        }

        string photometric = data.GetText(DicomTags.PhotometricInterpretation);
        if (photometric is not ("" or "MONOCHROME1" or "MONOCHROME2"))
        {
            throw PixelThrow.NotGrey(
                data.Name, $"{DicomTags.Describe(DicomTags.PhotometricInterpretation)} must be MONOCHROME1 or MONOCHROME2, got {DicomThrow.Printable(photometric)}");
        }
    }

    private static int Dimension(DicomDataset data, uint tag)
    {
        uint value = Required(data, tag);
        return value is >= 1 and <= ushort.MaxValue ? (int)value : throw DicomThrow.OutOfRange(data.Name, tag, "1 to 65535", Text(value));
    }

    private static int Bits(DicomDataset data, uint tag, int whenAbsent, int least, int greatest)
    {
        uint value = data.GetUnsigned(tag) ?? (uint)whenAbsent;
        return value >= least && value <= greatest
            ? (int)value
            : throw DicomThrow.OutOfRange(data.Name, tag, $"{least} to {greatest}", Text(value));
    }

    private static uint Required(DicomDataset data, uint tag) => data.GetUnsigned(tag) ?? throw DicomThrow.Missing(data.Name, tag);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
