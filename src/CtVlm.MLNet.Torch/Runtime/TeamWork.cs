using System.Runtime.ExceptionServices;

namespace CtVlm.MLNet.Torch;

/// <summary>Work that several threads run, and the first exception of any of them.</summary>
internal sealed class TeamWork
{
    private readonly Action _work;

    private ExceptionDispatchInfo? _first;

    /// <summary>Work that is yet to run.</summary>
    public TeamWork(Action work) => _work = work;

    /// <summary>Runs it on this thread.</summary>
    public void Run()
    {
        try
        {
            _work();
        }
        catch (Exception e)
        {
            // Native frames lie between here and the caller, which an exception must not pass: the caller throws it.
            Interlocked.CompareExchange(ref _first, ExceptionDispatchInfo.Capture(e), null);
        }
    }

    /// <summary>Throws the first exception again, if there was one.</summary>
    public void ThrowFirst() => _first?.Throw();
}
