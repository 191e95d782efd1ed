using System.Buffers;
using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>Turns volumes into chunks of decoded slices, asking the cache first: a cache hit decodes no pixels.</summary>
internal sealed class SeriesPreparer(VlmEncoder encoder, CtRendering rendering, EmbeddingPoint point, RuntimeSettings settings)
{
    private readonly int _valuesPerSlice = encoder.Vision.GetWidth(point) * encoder.Vision.GetVectorsPerSlice(point);
    private readonly Lazy<string> _renderingJson = new(rendering.ToJson);

    /// <summary>One or more chunks a volume, in order. A failure of the data ends its series, not the run.</summary>
    public IEnumerable<PreparedChunk> Prepare(IEnumerable<CtVolume?> volumes, int chunkSlices, CancellationToken cancellationToken)
    {
        foreach (CtVolume? volume in volumes)
        {
            var job = new SeriesJob();
            if (volume is null)
            {
                job.Fail(new SeriesFailure("EmbedCt: there is no volume; the step that loads it says why."));
                yield return new PreparedChunk(job, null, 0, 0, 0);
                continue;
            }

            bool needsEncoder = TryBegin(job, volume, out IReadOnlyList<PlaneSlices> planes, cancellationToken);
            if (!needsEncoder)
            {
                yield return new PreparedChunk(job, null, 0, 0, 0);
                continue;
            }

            foreach ((SlicePlane plane, int[] indices) in planes.SelectMany(p => p.Indices.Chunk(chunkSlices), (p, indices) => (p.Plane, indices)))
            {
                if (job.Result is not null)
                {
                    break;
                }

                yield return Decode(job, volume, plane, indices, cancellationToken);
            }
        }
    }

    private bool TryBegin(SeriesJob job, CtVolume volume, out IReadOnlyList<PlaneSlices> planes, CancellationToken cancellationToken)
    {
        IReadOnlyList<PlaneSlices> chosen = [];
        SeriesFailure? failure = SeriesFailure.Try(() =>
        {
            if (settings.Cache.IsEnabled)
            {
                string fingerprint = volume.GetContentFingerprint(cancellationToken);
                job.CacheKey = EmbeddingCacheKey.Create(
                    fingerprint, _renderingJson.Value, encoder.GetHash(), point.ToString(), settings.PrecisionName);
                if (settings.Cache.TryGet(job.CacheKey, out EmbeddingBag? bag))
                {
                    job.CompleteFromCache(bag);
                    return;
                }
            }

            chosen = Choose(volume, cancellationToken);
            job.Begin([.. chosen.SelectMany(plane => plane.Indices)], _valuesPerSlice);
        });
        if (failure is not null)
        {
            job.Fail(failure);
        }

        planes = chosen;
        return job.Result is null;
    }

    // A selection that finds nothing in a short series is a failure of that series, not of the run.
    private IReadOnlyList<PlaneSlices> Choose(CtVolume volume, CancellationToken cancellationToken)
    {
        try
        {
            return rendering.Slices.Choose(volume, cancellationToken);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new DicomGeometryException(
                $"EmbedCt: {rendering.Slices} chooses no slice of a series of {volume.SliceCount} slices, {volume.Geometry.SpacingMm[0]:0.##} mm apart. Choose a selection that fits, such as Uniform(n).", exception);
        }
    }

    private PreparedChunk Decode(SeriesJob job, CtVolume volume, SlicePlane plane, int[] indices, CancellationToken cancellationToken)
    {
        (int rows, int columns) = VolumeReslicer.GetSize(volume, plane);
        float[] hu = ArrayPool<float>.Shared.Rent(checked(indices.Length * rows * columns));
        SeriesFailure? failure = SeriesFailure.Try(() => Read(volume, plane, indices, hu.AsMemory(0, indices.Length * rows * columns), cancellationToken));
        if (failure is null)
        {
            return new PreparedChunk(job, hu, indices.Length, rows, columns);
        }

        ArrayPool<float>.Shared.Return(hu);
        job.Fail(failure);
        return new PreparedChunk(job, null, 0, 0, 0);
    }

    private void Read(CtVolume volume, SlicePlane plane, int[] indices, Memory<float> hu, CancellationToken cancellationToken)
    {
        if (plane != SlicePlane.Axial)
        {
            VolumeReslicer.Read(volume, plane, indices, hu.Span, cancellationToken);
            return;
        }

        int size = volume.Rows * volume.Columns;
        SliceLoop.Run(indices.Length, settings.Options.DecodeParallelism, i => volume.ReadSlice(indices[i], hu.Span.Slice(i * size, size)), cancellationToken);
    }
}
