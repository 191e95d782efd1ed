using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace CtVlm.MLNet;

/// <summary>Enumerates a sequence on a thread of its own, a bounded number of items ahead. A failure surfaces where its item would have.</summary>
internal sealed class Prefetcher<T> : IEnumerator<T>
{
    private readonly BlockingCollection<T> _items;
    private readonly CancellationTokenSource _stop;
    private readonly Thread _thread;
    private ExceptionDispatchInfo? _failure;
    private bool _isDisposed;

    public Prefetcher(IEnumerable<T> source, int capacity, CancellationToken cancellationToken)
    {
        _items = new BlockingCollection<T>(capacity);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Current = default!;
        _thread = new Thread(() => Produce(source)) { IsBackground = true, Name = "CtVlm prefetch" };
        _thread.Start();
    }

    public T Current { get; private set; }

    object? System.Collections.IEnumerator.Current => Current;

    public bool MoveNext()
    {
        if (_items.TryTake(out T? item, Timeout.Infinite))
        {
            Current = item;
            return true;
        }

        _failure?.Throw();
        return false;
    }

    public void Reset() => throw new NotSupportedException("A prefetched sequence runs once.");

    /// <summary>Stops the producer and waits for it: afterwards nothing touches the source any more.</summary>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _stop.Cancel();
        _thread.Join();
        _items.Dispose();
        _stop.Dispose();
    }

    private void Produce(IEnumerable<T> source)
    {
        try
        {
            foreach (T item in source)
            {
                _items.Add(item, _stop.Token);
            }
        }
        catch (Exception exception)
        {
            // Rethrown to the consumer, after the items before it.
            _failure = ExceptionDispatchInfo.Capture(exception);
        }
        finally
        {
            _items.CompleteAdding();
        }
    }
}
