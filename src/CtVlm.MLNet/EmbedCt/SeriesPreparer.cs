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

            bool needsEncoder = TryBegin(job, volume, out int[] indices, cancellationToken);
            if (!needsEncoder)
            {
                yield return new PreparedChunk(job, null, 0, 0, 0);
                continue;
            }

            for (int first = 0; first < indices.Length && job.Result is null; first += chunkSlices)
            {
                yield return Decode(job, volume, indices.AsMemory(first, Math.Min(chunkSlices, indices.Length - first)), cancellationToken);
            }
        }
    }

    private bool TryBegin(SeriesJob job, CtVolume volume, out int[] indices, CancellationToken cancellationToken)
    {
        int[] chosen = [];
        SeriesFailure? failure = SeriesFailure.Try(() =>
        {
            if (settings.Cache.IsEnabled)
            {
                string fingerprint = volume.GetContentFingerprint(cancellationToken);
                job.CacheKey = EmbeddingCacheKey.Create(
                    fingerprint, _renderingJson.Value, encoder.GetHash(), point.ToString(), nameof(Single));
                if (settings.Cache.TryGet(job.CacheKey, out EmbeddingBag? bag))
                {
                    job.CompleteFromCache(bag);
                    return;
                }
            }

            chosen = Select(volume);
            job.Begin(chosen, _valuesPerSlice);
        });
        if (failure is not null)
        {
            job.Fail(failure);
        }

        indices = chosen;
        return job.Result is null;
    }

    // A selection that finds nothing in a short series is a failure of that series, not of the run.
    private int[] Select(CtVolume volume)
    {
        try
        {
            return rendering.Slices.GetIndices(volume.SliceCount, volume.Geometry.SpacingMm[0]);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new DicomGeometryException(
                $"EmbedCt: {rendering.Slices} chooses no slice of a series of {volume.SliceCount} slices, {volume.Geometry.SpacingMm[0]:0.##} mm apart. Choose a selection that fits, such as Uniform(n).", exception);
        }
    }

    private PreparedChunk Decode(SeriesJob job, CtVolume volume, ReadOnlyMemory<int> indices, CancellationToken cancellationToken)
    {
        int sliceSize = volume.Rows * volume.Columns;
        float[] hu = ArrayPool<float>.Shared.Rent(checked(indices.Length * sliceSize));
        SeriesFailure? failure = SeriesFailure.Try(() => SliceLoop.Run(
            indices.Length,
            settings.Options.DecodeParallelism,
            i => volume.ReadSlice(indices.Span[i], hu.AsSpan(i * sliceSize, sliceSize)),
            cancellationToken));
        if (failure is null)
        {
            return new PreparedChunk(job, hu, indices.Length, volume.Rows, volume.Columns);
        }

        ArrayPool<float>.Shared.Return(hu);
        job.Fail(failure);
        return new PreparedChunk(job, null, 0, 0, 0);
    }
}
