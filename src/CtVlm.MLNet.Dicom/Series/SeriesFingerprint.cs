using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace CtVlm.MLNet.Dicom;

/// <summary>
/// SHA-256 over what the Hounsfield units are made of: shape, affine, positions, and for each slice its format, transform and stored
/// bytes. Identifiers and file names are no part of it; nothing is decoded.
/// </summary>
/// <remarks>
/// Layout, little endian: version (int), slices, rows, columns (int), 16 affine and n position numbers (double), padding policy (int); then for
/// each slice in order the 32 bytes of its own SHA-256, which is over a line of text with format and transform, the table if any, and the stored bytes.
/// </remarks>
internal static class SeriesFingerprint
{
    private const int Version = 1;

    public static string Compute(SliceImage[] images, CtGeometry geometry, CtReadOptions options, CancellationToken cancellationToken)
    {
        byte[][] slices = new byte[images.Length][];
        SliceLoop.Run(images.Length, options.MaxDegreeOfParallelism, z => slices[z] = HashSlice(images[z], options), cancellationToken);
        PixelFormat format = images[0].Format;
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(new ReadOnlySpan<int>([Version, images.Length, format.Rows, format.Columns])));
        hash.AppendData(MemoryMarshal.AsBytes(new ReadOnlySpan<double>([.. geometry.AffineLps, .. geometry.SlicePositionsMm])));
        hash.AppendData(MemoryMarshal.AsBytes(new ReadOnlySpan<int>([(int)options.Padding])));
        foreach (byte[] slice in slices)
        {
            hash.AppendData(slice);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static byte[] HashSlice(SliceImage image, CtReadOptions options)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(Description(image, options)));
        if (image.Transform.Lut is { } lut)
        {
            hash.AppendData(MemoryMarshal.AsBytes(lut.Entries));
        }

        byte[] stored = ArrayPool<byte>.Shared.Rent(image.Stored.Length);
        try
        {
            Span<byte> frame = FrameReader.ReadStored(image, stored);
            hash.AppendData(image.Syntax.IsEncapsulated ? frame : frame[..image.Format.FrameBytes]);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(stored);
        }

        return hash.GetHashAndReset();
    }

    /// <summary>Uncompressed syntaxes count as one: only the byte order of the samples tells them apart.</summary>
    private static string Description(SliceImage image, CtReadOptions options)
    {
        PixelFormat format = image.Format;
        string syntax = image.Syntax.IsEncapsulated ? image.Syntax.Uid : $"native/{format.SwapBytes}";
        string padding = options.Padding == PaddingPolicy.Keep || image.Padding == null
            ? ""
            : FormattableString.Invariant($"{image.Padding.Least:R}..{image.Padding.Greatest:R}");
        return FormattableString.Invariant(
            $"{syntax};{format.BitsAllocated};{format.BitsStored};{format.HighBit};{format.IsSigned};{image.Transform.Slope:R};{image.Transform.Intercept:R};{image.Transform.Lut?.FirstStored};{padding};0\n");
    }
}
