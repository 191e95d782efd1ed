namespace CtVlm.MLNet;

/// <summary>The limits of a run: cancellation, time, memory.</summary>
internal sealed class StrategyStop : IDisposable
{
    private const double BytesInMegaByte = 1024 * 1024;

    private readonly CancellationTokenSource _time = new();
    private readonly CancellationTokenSource _any;
    private readonly CancellationToken _caller;
    private readonly double? _mostBytes;
    private volatile bool _isOutOfMemory;

    public StrategyStop(StrategyExperimentSettings settings, CancellationToken caller)
    {
        _caller = caller;
        _mostBytes = settings.MaximumMemoryUsageInMegaByte * BytesInMegaByte;
        _any = CancellationTokenSource.CreateLinkedTokenSource(caller, _time.Token);
        if (settings.MaxExperimentTime is { } time)
        {
            _time.CancelAfter(time);
        }
    }

    /// <summary>Cancelled when any limit is reached.</summary>
    public CancellationToken Token => _any.Token;

    /// <summary>Cancelled by the caller only; limits of time and memory hold for embedding and fits.</summary>
    public CancellationToken Caller => _caller;

    /// <summary>Why the work was given up.</summary>
    public StrategyStopReason Reason =>
        _caller.IsCancellationRequested ? StrategyStopReason.Cancelled
        : _isOutOfMemory ? StrategyStopReason.MemoryLimit
        : _time.IsCancellationRequested ? StrategyStopReason.TimeLimit
        : StrategyStopReason.Cancelled;

    /// <summary>Half of the memory allowed: what bags may take.</summary>
    public long MostBagBytes => _mostBytes is { } bytes ? (long)(bytes / 2) : 2L << 30;

    /// <summary>Gives the work up where a limit is reached.</summary>
    /// <exception cref="OperationCanceledException">One is.</exception>
    public void Check()
    {
        _any.Token.ThrowIfCancellationRequested();
        if (_mostBytes is { } most && Environment.WorkingSet > most)
        {
            _isOutOfMemory = true;
            throw new OperationCanceledException("StrategyExperiment: the process uses more memory than MaximumMemoryUsageInMegaByte allows.");
        }
    }

    public void Dispose()
    {
        _any.Dispose();
        _time.Dispose();
    }
}
