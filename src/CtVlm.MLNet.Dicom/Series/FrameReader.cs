using System.Buffers;

namespace CtVlm.MLNet.Dicom;

/// <summary>Reads the stored bytes of one frame from its file. Files are opened for one slice at a time, so that slices may be read at once and no handle stays open.</summary>
internal static class FrameReader
{
    /// <summary>Opens the bytes that hold the slice.</summary>
    /// <exception cref="DicomException">The file cannot be opened.</exception>
    public static IByteSource Open(SliceImage image, DicomLimits limits) =>
        DicomHeaderReader.OpenDataset(image.FullPath, image.DeflatedFrom, limits);

    /// <summary>Fills the buffer with stored bytes from an offset within the frame.</summary>
    /// <exception cref="DicomException">The file cannot be read, or is shorter than when it was scanned.</exception>
    public static void Read(IByteSource source, SliceImage image, int offset, Span<byte> buffer)
    {
        int needed = image.Syntax.IsEncapsulated ? buffer.Length : Math.Min(buffer.Length, image.Format.FrameBytes - offset);

        // Beyond the needed bytes lies at most the padding byte of an odd frame of swapped words, which may be absent.
        if (source.Read(image.PixelPosition + offset, buffer) < needed)
        {
            throw PixelThrow.Changed(image.Name);
        }
    }

    /// <summary>Fills the buffer with the frame's stored bytes, <see cref="SliceImage.PixelLength"/> of them.</summary>
    /// <exception cref="DicomException">The file cannot be read, or is shorter than when it was scanned.</exception>
    public static void ReadStored(SliceImage image, Span<byte> buffer, DicomLimits limits)
    {
        using IByteSource source = Open(image, limits);
        Read(source, image, 0, buffer[..image.PixelLength]);
    }

    /// <summary>Whether two slices have equal stored bytes, format and transform.</summary>
    /// <exception cref="DicomException">A file cannot be read.</exception>
    public static bool HoldsSamePixels(SliceImage a, SliceImage b, DicomLimits limits)
    {
        bool isComparable = a.Format == b.Format && a.PixelLength == b.PixelLength && a.Syntax.Uid == b.Syntax.Uid
            && a.Transform.Slope.Equals(b.Transform.Slope) && a.Transform.Intercept.Equals(b.Transform.Intercept)
            && a.Transform.Lut == null && b.Transform.Lut == null;
        if (!isComparable)
        {
            return false;
        }

        byte[] first = ArrayPool<byte>.Shared.Rent(a.PixelLength);
        byte[] second = ArrayPool<byte>.Shared.Rent(b.PixelLength);
        try
        {
            ReadStored(a, first, limits);
            ReadStored(b, second, limits);
            return first.AsSpan(0, a.PixelLength).SequenceEqual(second.AsSpan(0, b.PixelLength));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(first);
            ArrayPool<byte>.Shared.Return(second);
        }
    }
}
