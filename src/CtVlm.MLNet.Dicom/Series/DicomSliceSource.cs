using System.Buffers;

namespace CtVlm.MLNet.Dicom;

/// <summary>Slices that stay in their files until they are asked for. Holds no handle and no buffer between calls; safe for concurrent calls.</summary>
internal sealed class DicomSliceSource : ICtSliceSource
{
    private readonly SliceImage[] _images;
    private readonly IFrameDecoder[] _decoders;
    private readonly CtGeometry _geometry;
    private readonly CtReadOptions _options;
    private readonly Lazy<float> _minimum;
    private readonly bool _replacesPadding;

    /// <summary>Prepares the slices; reads nothing.</summary>
    /// <exception cref="DicomUnsupportedSyntaxException">A slice is of a transfer syntax without decoder.</exception>
    public DicomSliceSource(IReadOnlyList<SliceImage> images, CtGeometry geometry, CtReadOptions options)
    {
        _images = [.. images];
        _decoders = Array.ConvertAll(_images, image => FrameDecoders.Get(image.Syntax, image.Name));
        _geometry = geometry;
        _options = options;
        _replacesPadding = options.Padding == PaddingPolicy.ReplaceWithMinimum && Array.Exists(_images, image => image.Padding != null);
        _minimum = new Lazy<float>(FindMinimum);
    }

    public string ComputeContentFingerprint(CancellationToken cancellationToken) =>
        SeriesFingerprint.Compute(_images, _geometry, _options, cancellationToken);

    public void ReadSlice(int sliceIndex, Span<float> destination) => ReadSliceAndCountPadding(sliceIndex, destination);

    public int ReadSliceAndCountPadding(int sliceIndex, Span<float> destination)
    {
        float? replacement = _replacesPadding ? _minimum.Value : null;
        return Read(sliceIndex, destination, replacement);
    }

    public void Dispose()
    {
    }

    private int Read(int sliceIndex, Span<float> destination, float? replacement)
    {
        SliceImage image = _images[sliceIndex];
        IFrameDecoder decoder = _decoders[sliceIndex];
        byte[] stored = ArrayPool<byte>.Shared.Rent(image.PixelLength);
        byte[] decoded = decoder.DecodesInPlace ? [] : ArrayPool<byte>.Shared.Rent(image.Format.FrameBytes);
        try
        {
            FrameReader.ReadStored(image, stored, _options.Limits);
            Span<byte> samples = decoder.Decode(stored.AsSpan(0, image.PixelLength), image.Format, decoded);
            HuConverter.Convert(samples, image.Format, image.Transform, destination);
            return image.Padding == null ? 0 : PaddingMask.Apply(samples, image.Format, image.Padding, destination, replacement);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(stored);
            if (decoded.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(decoded);
            }
        }
    }

    /// <summary>The smallest value of the voxels that are not padding; found once, when the first slice is read.</summary>
    private float FindMinimum()
    {
        float[] minima = new float[_images.Length];
        SliceLoop.Run(_images.Length, _options.MaxDegreeOfParallelism, z => minima[z] = SliceMinimum(z), CancellationToken.None);
        float least = minima.Min();
        return float.IsPositiveInfinity(least) ? 0 : least;
    }

    private float SliceMinimum(int sliceIndex)
    {
        int count = _images[sliceIndex].Format.PixelCount;
        float[] hu = ArrayPool<float>.Shared.Rent(count);
        try
        {
            Read(sliceIndex, hu.AsSpan(0, count), float.PositiveInfinity);
            return System.Numerics.Tensors.TensorPrimitives.Min<float>(hu.AsSpan(0, count));
        }
        finally
        {
            ArrayPool<float>.Shared.Return(hu);
        }
    }
}
