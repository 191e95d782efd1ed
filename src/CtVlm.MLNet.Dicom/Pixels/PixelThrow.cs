namespace CtVlm.MLNet.Dicom;

/// <summary>The wording of failures that concern pixels.</summary>
internal static class PixelThrow
{
    public static DicomPixelDataException TooLarge(string file, int rows, int columns, int limit) =>
        new($"{file}: Pixel Data (7FE0,0010) cannot be read: Rows (0028,0010) x Columns (0028,0011) = {rows} x {columns} is more than the limit "
            + $"{nameof(DicomLimits.MaxSlicePixels)} = {DicomThrow.Number(limit)}.");

    public static DicomPixelDataException VolumeTooLarge(string seriesUid, int slices, int rows, int columns, long limit) =>
        new($"Series {DicomThrow.ShortUid(seriesUid)}: a volume of {slices} x {rows} x {columns} takes {DicomThrow.Number(sizeof(float) * (long)slices * rows * columns)} bytes, "
            + $"more than the limit {nameof(DicomLimits.MaxVolumeBytes)} = {DicomThrow.Number(limit)}. Read it slice by slice.");

    public static DicomPixelDataException NotGrey(string file, string what) =>
        new($"{file}: {what}. Colour images are not CT; leave the file out.");

    public static DicomPixelDataException Short(string file, PixelFormat format, int frames, long available) =>
        new($"{file}: Pixel Data (7FE0,0010) holds {DicomThrow.Number(available)} bytes, {DicomThrow.Number((long)frames * format.FrameBytes)} expected "
            + $"({(frames > 1 ? $"{frames} frames x " : "")}{format.Rows} x {format.Columns} x {format.BitsAllocated / 8}). The file is truncated or Rows and Columns are wrong.");

    public static DicomPixelDataException UndefinedLength(string file, TransferSyntax syntax) =>
        new($"{file}: Pixel Data (7FE0,0010) has undefined length, as encapsulated data has, but the transfer syntax {syntax.Name} is not encapsulated.");

    public static DicomPixelDataException NotEncapsulated(string file, TransferSyntax syntax) =>
        new($"{file}: Pixel Data (7FE0,0010) has a defined length, as native data has, but the transfer syntax {syntax.Name} is encapsulated.");

    public static DicomPixelDataException NotPixels(string file) =>
        new($"{file}: Pixel Data (7FE0,0010) is written as a sequence.");

    public static DicomFormatException BadRescale(string file, uint tag, double value) =>
        DicomThrow.OutOfRange(file, tag, "of a size that gives Hounsfield units", value.ToString("R", System.Globalization.CultureInfo.InvariantCulture));

    public static DicomFormatException BadLut(string file, string what) =>
        new($"{file}: ModalityLUTSequence (0028,3000): {what}.");

    public static DicomPixelDataException Undecodable(SliceImage image, CodecException failure) =>
        new($"{image.Name}: frame {image.FrameIndex} of Pixel Data (7FE0,0010), {image.Syntax.Name}, cannot be decoded: {failure.Message}", failure);

    public static DicomPixelDataException Changed(string file) =>
        new($"{file}: Pixel Data (7FE0,0010) is shorter than when the folder was scanned. The file was changed or truncated since; scan again.");
}
