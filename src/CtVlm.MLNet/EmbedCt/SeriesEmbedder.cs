using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>Opens streams of embeddings, and keeps the weights loaded between them.</summary>
/// <remarks>
/// Disposing releases the weights; a later use loads them again. A prediction engine disposes the model it was made of, and its siblings must live on.
/// </remarks>
internal sealed class SeriesEmbedder(VlmEncoder encoder, EncoderInput input, EmbeddingPoint point, RuntimeSettings settings, Action checkAlive, Action<string> log) : IDisposable
{
    // Chunks decoded ahead of the encoder.
    private const int ChunksAhead = 2;

    private readonly Lock _lock = new();
    private EncoderLease<IVisionEncoder>? _keepLoaded;

    /// <summary>A stream over many series, decoded ahead on a thread of its own.</summary>
    public IEnumerator<SeriesEmbedding> Open(IEnumerable<CtVolume?> volumes)
    {
        CancellationToken cancellationToken = settings.Options.CancellationToken;
        return CreateStream(new Prefetcher<PreparedChunk>(Prepare(volumes), ChunksAhead, cancellationToken), log);
    }

    /// <summary>The embedding of one series, computed on the caller's thread.</summary>
    public SeriesEmbedding Embed(CtVolume? volume)
    {
        using SeriesEmbeddingStream stream = CreateStream(Prepare([volume]).GetEnumerator(), static _ => { });
        stream.MoveNext();
        return stream.Current;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _keepLoaded?.Dispose();
            _keepLoaded = null;
        }
    }

    private IEnumerable<PreparedChunk> Prepare(IEnumerable<CtVolume?> volumes) =>
        new SeriesPreparer(encoder, input, point, settings).Prepare(volumes, input.GetBatchSize(settings), settings.Options.CancellationToken);

    private SeriesEmbeddingStream CreateStream(IEnumerator<PreparedChunk> chunks, Action<string> passLog) =>
        new(chunks, OpenBatcher, settings, input.GetBatchSize(settings), new EmbedReport(settings.Options.Progress, passLog, input.ItemName), checkAlive);

    private SliceBatcher OpenBatcher()
    {
        lock (_lock)
        {
            if (_keepLoaded is null)
            {
                settings.ReportPrecision(EmbedCtTransformer.Verb, log);
                _keepLoaded = encoder.AcquireVision(settings.Device, settings.Precision);
            }

            return new SliceBatcher(encoder.AcquireVision(settings.Device, settings.Precision), input, point, settings);
        }
    }
}
