namespace CtVlm.MLNet.Dicom;

/// <summary>Compares what the header promises with the bytes that exist, before any of them is read.</summary>
/// <remarks><b>Source:</b> DICOM PS3.5 8.1.1 (native) and A.4 (encapsulated).</remarks>
internal static class PixelDataChecks
{
    /// <summary>Checks the length of Pixel Data.</summary>
    /// <returns>The warnings that the length calls for.</returns>
    /// <exception cref="DicomPixelDataException">The bytes cannot hold the frames.</exception>
    public static IEnumerable<CtWarning> Check(DicomHeader header, PixelFormat format, int frames)
    {
        PixelDataElement pixels = header.Pixels!;
        if (pixels.Vr == DicomVr.Sequence)
        {
            throw PixelThrow.NotPixels(header.Name);
        }

        if (header.Syntax.IsEncapsulated)
        {
            return pixels.Length == null ? [] : throw PixelThrow.NotEncapsulated(header.Name, header.Syntax);
        }

        long declared = pixels.Length ?? throw PixelThrow.UndefinedLength(header.Name, header.Syntax);
        long needed = (long)frames * format.FrameBytes;
        long length = header.DeflatedFrom == null ? header.FileLength : header.InflatedLength;
        long available = Math.Min(declared, length - pixels.Position);
        if (available < needed)
        {
            throw PixelThrow.Short(header.Name, format, frames, available);
        }

        return LengthWarnings(declared, available, needed);
    }

    private static IEnumerable<CtWarning> LengthWarnings(long declared, long available, long needed)
    {
        if (available < declared)
        {
            yield return new CtWarning(CtWarningKind.NonConformant, "Pixel Data declares more bytes than the file has; the image itself is whole.");
        }

        // One byte makes an odd length even.
        long padded = needed + (needed & 1);
        if (declared > padded)
        {
            yield return new CtWarning(
                CtWarningKind.PixelDataTooLong, $"Pixel Data is {DicomThrow.Number(declared - needed)} bytes longer than the image needs; the rest was ignored.");
        }
    }
}
