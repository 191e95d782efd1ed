using System.Diagnostics;

namespace CtVlm.MLNet.Fuzzing;

/// <summary>Ends the process when one run does not end. A thread cannot be stopped from outside, so nothing less would do.</summary>
internal sealed class Watchdog : IDisposable
{
    /// <summary>Exit code of a process whose run did not end.</summary>
    public const int HangExitCode = 3;

    /// <summary>Processor time, so that a busy machine is no hang; well above what makes a run slow.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5 * FuzzLimits.CpuSeconds);

    private readonly Process _self = Process.GetCurrentProcess();
    private readonly Timer _timer;
    private long _runs;
    private long _runsAtLastCheck = -1;
    private TimeSpan _cpuAtLastChange;

    public Watchdog() => _timer = new Timer(_ => Check(), state: null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

    /// <summary>Says that a run starts.</summary>
    public void OnRun() => Interlocked.Increment(ref _runs);

    public void Dispose()
    {
        _timer.Dispose();
        _self.Dispose();
    }

    private void Check()
    {
        _self.Refresh();
        long runs = Interlocked.Read(ref _runs);
        if (runs != _runsAtLastCheck)
        {
            _runsAtLastCheck = runs;
            _cpuAtLastChange = _self.TotalProcessorTime;
        }
        else if (_self.TotalProcessorTime - _cpuAtLastChange > Patience)
        {
            Environment.Exit(HangExitCode);
        }
    }
}
