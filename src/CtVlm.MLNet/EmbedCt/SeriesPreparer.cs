using System.Buffers;
using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>Turns series into chunks of decoded slices or volumes, asking the cache first: a cache hit decodes no pixels.</summary>
internal sealed class SeriesPreparer(VlmEncoder encoder, EncoderInput input, EmbeddingPoint point, RuntimeSettings settings)
{
    private readonly int _width = encoder.Vision.GetWidth(point);
    private readonly int _vectorsPerItem = encoder.Vision.GetVectorsPerSlice(point);

    /// <summary>One or more chunks a volume, in order. A failure of the data ends its series, not the run.</summary>
    public IEnumerable<PreparedChunk> Prepare(IEnumerable<CtVolume?> volumes, int chunkItems, CancellationToken cancellationToken)
    {
        foreach (CtVolume? volume in volumes)
        {
            var job = new SeriesJob();
            if (volume is null)
            {
                job.Fail(new SeriesFailure("EmbedCt: there is no volume; the step that loads it says why."));
                yield return new PreparedChunk(job);
                continue;
            }

            if (!TryBegin(job, volume, chunkItems, out IReadOnlyList<InputPart> parts, cancellationToken))
            {
                yield return new PreparedChunk(job);
                continue;
            }

            foreach (InputPart part in parts)
            {
                if (job.Result is not null)
                {
                    break;
                }

                yield return Decode(job, volume, part, cancellationToken);
            }
        }
    }

    // Whether the series needs the encoder.
    private bool TryBegin(SeriesJob job, CtVolume volume, int chunkItems, out IReadOnlyList<InputPart> parts, CancellationToken cancellationToken)
    {
        IReadOnlyList<InputPart> planned = [];
        SeriesFailure? failure = SeriesFailure.Try(() =>
        {
            if (settings.Cache.IsEnabled)
            {
                string fingerprint = volume.GetContentFingerprint(cancellationToken);
                job.CacheKey = EmbeddingCacheKey.Create(fingerprint, input.Text, encoder.GetHash(), point.ToString(), settings.PrecisionName);
                if (settings.Cache.TryGet(job.CacheKey, out EmbeddingBag? bag))
                {
                    job.CompleteFromCache(bag, input.GetPositionsMm(volume, bag.SliceIndices, _vectorsPerItem, cancellationToken));
                    return;
                }
            }

            planned = input.Plan(volume, chunkItems, cancellationToken);
            job.Begin(
                [.. planned.SelectMany(part => part.Indices)],
                [.. planned.SelectMany(part => part.Indices.SelectMany(index => Enumerable.Repeat(input.GetPositionMm(volume, part.Plane, index), _vectorsPerItem)))],
                _vectorsPerItem,
                _width);
        });
        if (failure is not null)
        {
            job.Fail(failure);
        }

        parts = planned;
        return job.Result is null;
    }

    private PreparedChunk Decode(SeriesJob job, CtVolume volume, InputPart part, CancellationToken cancellationToken)
    {
        float[] hu = ArrayPool<float>.Shared.Rent(part.Length);
        SeriesFailure? failure = SeriesFailure.Try(
            () => input.Read(volume, part, hu.AsMemory(0, part.Length), settings.Options.DecodeParallelism, cancellationToken));
        if (failure is null)
        {
            return new PreparedChunk(job, part, hu);
        }

        ArrayPool<float>.Shared.Return(hu);
        job.Fail(failure);
        return new PreparedChunk(job);
    }
}
