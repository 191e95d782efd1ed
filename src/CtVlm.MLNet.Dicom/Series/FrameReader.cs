using System.Buffers;

namespace CtVlm.MLNet.Dicom;

/// <summary>Reads the stored bytes of one frame from its file. Files are opened for one slice at a time, so that slices may be read at once and no handle stays open.</summary>
internal static class FrameReader
{
    /// <summary>Opens the bytes that hold the slice.</summary>
    /// <exception cref="DicomException">The file cannot be opened.</exception>
    public static IByteSource Open(SliceImage image) => image.File.Open(image.Stored.Position);

    /// <summary>Fills the buffer with stored bytes from an offset within the frame, item headers included if it has several fragments.</summary>
    /// <exception cref="DicomException">The file cannot be read, or is shorter than when it was scanned.</exception>
    public static void Read(IByteSource source, SliceImage image, int offset, Span<byte> buffer)
    {
        int needed = image.Syntax.IsEncapsulated ? buffer.Length : Math.Min(buffer.Length, image.Format.FrameBytes - offset);

        // Beyond the needed bytes lies at most the padding byte of an odd frame of swapped words, which may be absent.
        if (source.Read(image.Stored.Position + offset, buffer) < needed)
        {
            throw PixelThrow.Changed(image.Name);
        }
    }

    /// <summary>Reads the frame's stored bytes into a buffer of at least <see cref="StoredFrame.Length"/> bytes.</summary>
    /// <returns>The bytes, fragments joined: a part of the buffer.</returns>
    /// <exception cref="DicomException">The file cannot be read, or is not what it was when it was scanned.</exception>
    public static Span<byte> ReadStored(SliceImage image, Span<byte> buffer)
    {
        using IByteSource source = Open(image);
        Span<byte> stored = buffer[..image.Stored.Length];
        Read(source, image, 0, stored);
        source.CheckAfterRead();
        if (image.Stored.Fragments == 1)
        {
            return stored;
        }

        return FragmentJoiner.TryJoin(stored, image.Stored.Fragments, out Span<byte> joined) ? joined : throw PixelThrow.Changed(image.Name);
    }

    /// <summary>Whether two slices have equal stored bytes, format and transform.</summary>
    /// <exception cref="DicomException">A file cannot be read.</exception>
    public static bool HoldsSamePixels(SliceImage a, SliceImage b)
    {
        bool isComparable = a.Format == b.Format && a.Stored.JoinedLength == b.Stored.JoinedLength && a.Syntax.Uid == b.Syntax.Uid
            && a.Transform.Slope.Equals(b.Transform.Slope) && a.Transform.Intercept.Equals(b.Transform.Intercept)
            && a.Transform.Lut == null && b.Transform.Lut == null;
        if (!isComparable)
        {
            return false;
        }

        byte[] first = ArrayPool<byte>.Shared.Rent(a.Stored.Length);
        byte[] second = ArrayPool<byte>.Shared.Rent(b.Stored.Length);
        try
        {
            return ReadStored(a, first).SequenceEqual(ReadStored(b, second));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(first);
            ArrayPool<byte>.Shared.Return(second);
        }
    }
}
