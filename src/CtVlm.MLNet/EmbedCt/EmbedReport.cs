using System.Diagnostics;
using System.Globalization;

namespace CtVlm.MLNet;

/// <summary>Counts the series of a pass, and tells of them: each one to the progress of the options, now and then to the context's log.</summary>
internal sealed class EmbedReport(IProgress<EmbedProgress>? progress, Action<string> log, string itemName)
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(10);

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _lastLog;
    private int _series;
    private int _cacheHits;
    private int _failures;
    private long _items;

    /// <summary>A series is finished.</summary>
    public void Add(SeriesJob job, long itemsEncoded)
    {
        _series++;
        _cacheHits += job.IsCached ? 1 : 0;
        _failures += job.Result?.Failure is null ? 0 : 1;
        _items = itemsEncoded;
        progress?.Report(new EmbedProgress(_series, _items, _cacheHits, _failures, _watch.Elapsed));
        if (_watch.Elapsed - _lastLog >= LogInterval)
        {
            _lastLog = _watch.Elapsed;
            log(Describe());
        }
    }

    /// <summary>The pass is over; says so where the encoder had work, or a series failed.</summary>
    public void Finish()
    {
        if (_items > 0 || _failures > 0)
        {
            log(Describe());
        }
    }

    private string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"EmbedCt: {_series} series, {_cacheHits} from the cache, {_failures} failed; {_items} {itemName} in {_watch.Elapsed.TotalSeconds:F1} s.");
}
