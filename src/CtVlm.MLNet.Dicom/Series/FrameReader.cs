using System.Buffers;

namespace CtVlm.MLNet.Dicom;

/// <summary>Reads the stored bytes of one frame from its file. Every call opens the file anew, so that calls may run at once and no handle stays open.</summary>
internal static class FrameReader
{
    /// <summary>Fills the buffer with the frame's stored bytes, <see cref="SliceImage.PixelLength"/> of them.</summary>
    /// <exception cref="DicomException">The file cannot be read, or is shorter than when it was scanned.</exception>
    public static void ReadStored(SliceImage image, Span<byte> buffer, DicomLimits limits)
    {
        using IByteSource source = DicomHeaderReader.OpenDataset(image.FullPath, image.DeflatedFrom, limits);
        try
        {
            // A frame of an odd number of swapped bytes at the very end of a file may lack its padding byte.
            int count = source.Read(image.PixelPosition, buffer[..image.PixelLength]);
            if (count < Math.Min(image.PixelLength, image.Format.FrameBytes) || (image.Syntax.IsEncapsulated && count < image.PixelLength))
            {
                throw PixelThrow.Changed(image.Name);
            }
        }
        catch (IOException failure)
        {
            throw DicomThrow.CannotRead(image.Name, failure);
        }
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
