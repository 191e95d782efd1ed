using System.Runtime.ExceptionServices;

namespace CtVlm.MLNet;

/// <summary>Embeddings of a sequence of series, in order: takes decoded chunks, fills batches, and gives each series when its bag is full.</summary>
internal sealed class SeriesEmbeddingStream : IEnumerator<SeriesEmbedding>
{
    // Series that came from the cache while an earlier one still fills its batch wait here; beyond this many, a smaller batch is run.
    private const int MaxWaitingSeries = 64;

    private readonly IEnumerator<PreparedChunk> _chunks;
    private readonly Func<SliceBatcher> _openBatcher;
    private readonly RuntimeSettings _settings;
    private readonly Action _checkAlive;
    private readonly Queue<SeriesJob> _waiting = new();
    private readonly int _batchSize;
    private readonly EmbedReport _report;
    private SliceBatcher? _batcher;
    private ExceptionDispatchInfo? _sourceFailure;
    private SeriesJob? _lastJob;
    private bool _isSourceDone;
    private bool _isDisposed;

    public SeriesEmbeddingStream(IEnumerator<PreparedChunk> chunks, Func<SliceBatcher> openBatcher, RuntimeSettings settings, int batchSize, EmbedReport report, Action checkAlive)
    {
        _chunks = chunks;
        _openBatcher = openBatcher;
        _settings = settings;
        _report = report;
        _checkAlive = checkAlive;
        _batchSize = batchSize;
        Current = null!;
    }

    public SeriesEmbedding Current { get; private set; }

    object System.Collections.IEnumerator.Current => Current;

    public bool MoveNext()
    {
        while (!TryTakeFinished())
        {
            CheckAlive();
            if (_waiting.Count > MaxWaitingSeries || _isSourceDone)
            {
                if (!TryEncodeRest())
                {
                    _sourceFailure?.Throw();
                    return false;
                }
            }
            else
            {
                ReadChunk();
            }
        }

        return true;
    }

    public void Reset() => throw new NotSupportedException("A stream of embeddings runs once.");

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _chunks.Dispose();
        _batcher?.Dispose();
        _report.Finish();
    }

    private bool TryTakeFinished()
    {
        if (!_waiting.TryPeek(out SeriesJob? job) || job.Result is null)
        {
            return false;
        }

        _waiting.Dequeue();
        Current = job.Result;
        _report.Add(job, _batcher?.ItemsEncoded ?? 0);
        return true;
    }

    private void ReadChunk()
    {
        PreparedChunk? chunk = NextChunk();
        if (chunk is null)
        {
            _isSourceDone = true;
            return;
        }

        if (chunk.Job != _lastJob)
        {
            _waiting.Enqueue(chunk.Job);
            _lastJob = chunk.Job;
        }

        if (chunk.Part is null || chunk.Hu is null)
        {
            return;
        }

        _batcher ??= _openBatcher();
        _batcher.Add(chunk.Job, chunk.Part, chunk.Hu);
        while (_batcher.PendingItems >= _batchSize)
        {
            CheckAlive();
            Encode(_batchSize);
        }
    }

    // The rows before a failure upstream are still delivered; it surfaces where its own row would have.
    private PreparedChunk? NextChunk()
    {
        try
        {
            return _chunks.MoveNext() ? _chunks.Current : null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _sourceFailure = ExceptionDispatchInfo.Capture(exception);
            return null;
        }
    }

    private bool TryEncodeRest()
    {
        if (_batcher is { PendingItems: > 0 })
        {
            Encode(Math.Min(_batchSize, _batcher.PendingItems));
            return true;
        }

        if (_batcher is { IsInFlight: true })
        {
            Keep(_batcher.Collect());
            return true;
        }

        return false;
    }

    private void Encode(int items) => Keep(_batcher!.Encode(items));

    private void Keep(IReadOnlyList<SeriesJob> completed)
    {
        foreach (SeriesJob job in completed)
        {
            job.KeepIn(_settings.Cache);
        }
    }

    private void CheckAlive()
    {
        _checkAlive();
        _settings.Options.CancellationToken.ThrowIfCancellationRequested();
    }
}
