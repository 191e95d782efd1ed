using System.Buffers;

namespace CtVlm.MLNet.Dicom;

/// <summary>Slices that stay in their files until they are asked for. Holds no handle and no buffer between calls; safe for concurrent calls.</summary>
internal sealed class DicomSliceSource : ICtSliceSource
{
    /// <summary>Holds a 512 x 512 slice of 16 bits whole: one call into the system costs more than a smaller buffer gains.</summary>
    private const int RunBytes = 512 * 1024;

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

    public long MaxVolumeBytes => _options.Limits.MaxVolumeBytes;

    public string ComputeContentFingerprint(CancellationToken cancellationToken) =>
        SeriesFingerprint.Compute(_images, _geometry, _options, cancellationToken);

    public void ReadSlice(int sliceIndex, Span<float> destination) => Read(sliceIndex, destination, Replacement, findsPadding: _replacesPadding);

    public int ReadSliceAndCountPadding(int sliceIndex, Span<float> destination) =>
        Read(sliceIndex, destination, Replacement, findsPadding: true);

    private float? Replacement => _replacesPadding ? _minimum.Value : null;

    private int Read(int sliceIndex, Span<float> destination, float? replacement, bool findsPadding) => _decoders[sliceIndex].DecodesRuns
        ? ReadRuns(sliceIndex, destination, replacement, findsPadding)
        : ReadWhole(sliceIndex, destination, replacement, findsPadding);

    /// <summary>Streams the frame through a buffer that stays in the processor's cache, however large the frame.</summary>
    private int ReadRuns(int sliceIndex, Span<float> destination, float? replacement, bool findsPadding)
    {
        SliceImage image = _images[sliceIndex];
        PixelFormat format = image.Format;
        byte[] run = ArrayPool<byte>.Shared.Rent(RunBytes);
        try
        {
            using IByteSource source = FrameReader.Open(image);
            int padding = 0;
            int count;
            for (int done = 0; done < destination.Length; done += count)
            {
                count = Math.Min(RunBytes / format.SampleBytes, destination.Length - done);
                Span<byte> stored = run.AsSpan(0, format.StoredBytes(count));
                FrameReader.Read(source, image, done * format.SampleBytes, stored);
                Span<byte> samples = _decoders[sliceIndex].Decode(stored, format, []);
                padding += Finish(image, samples, destination.Slice(done, count), replacement, findsPadding);
            }

            source.CheckAfterRead();
            return padding;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(run);
        }
    }

    private int ReadWhole(int sliceIndex, Span<float> destination, float? replacement, bool findsPadding)
    {
        SliceImage image = _images[sliceIndex];
        byte[] stored = ArrayPool<byte>.Shared.Rent(image.Stored.Length);
        byte[] decoded = ArrayPool<byte>.Shared.Rent(image.Format.FrameBytes);
        try
        {
            Span<byte> encoded = FrameReader.ReadStored(image, stored);
            Span<byte> samples = _decoders[sliceIndex].Decode(encoded, image.Format, decoded.AsSpan(0, image.Format.FrameBytes));
            return Finish(image, samples, destination, replacement, findsPadding);
        }
        catch (CodecException failure)
        {
            throw PixelThrow.Undecodable(image, failure);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(stored);
            ArrayPool<byte>.Shared.Return(decoded);
        }
    }

    private static int Finish(SliceImage image, ReadOnlySpan<byte> samples, Span<float> hu, float? replacement, bool findsPadding)
    {
        HuConverter.Convert(samples, image.Format, image.Transform, hu);
        return image.Padding == null || !findsPadding ? 0 : PaddingMask.Apply(samples, image.Format, image.Padding, hu, replacement);
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
            Read(sliceIndex, hu.AsSpan(0, count), float.PositiveInfinity, findsPadding: true);
            return System.Numerics.Tensors.TensorPrimitives.Min<float>(hu.AsSpan(0, count));
        }
        finally
        {
            ArrayPool<float>.Shared.Return(hu);
        }
    }
}
