using System.Diagnostics;

namespace CtVlm.MLNet.Fuzzing;

/// <summary>Runs inputs of one target and watches what leaves it, what it allocates and, where asked, how long it takes.</summary>
/// <param name="target">What runs.</param>
/// <param name="watchesTime">Whether a run above <see cref="FuzzLimits.CpuSeconds"/> is a failure; only sound where the process does nothing else.</param>
/// <param name="beforeRun">Told of each input before it runs, so that one that ends the process is not lost; null for none.</param>
internal sealed class Executor(IFuzzTarget target, bool watchesTime, Action<byte[]>? beforeRun = null)
{
    public IFuzzTarget Target => target;

    /// <summary>Runs one input.</summary>
    public Outcome Run(byte[] input)
    {
        beforeRun?.Invoke(input);
        EdgeMap.Clear();
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        long started = Stopwatch.GetTimestamp();
        try
        {
            bool isAccepted = target.Run(input);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
            FuzzFailureException.Unless(allocated <= FuzzLimits.AllocatedBytes + input.Length, $"{allocated} bytes were allocated for {input.Length}.");
            return new Outcome(isAccepted, watchesTime && IsSlow(started) ? ConfirmSlow(input) : null);
        }
        catch (Exception failure)
        {
            return new Outcome(IsAccepted: false, failure);
        }
    }

    private static bool IsSlow(long started) => Stopwatch.GetElapsedTime(started).TotalSeconds > FuzzLimits.CpuSeconds;

    /// <summary>A busy machine makes a run long by the clock; only processor time counts.</summary>
    private FuzzFailureException? ConfirmSlow(byte[] input)
    {
        using Process self = Process.GetCurrentProcess();
        TimeSpan before = self.TotalProcessorTime;
        target.Run(input);
        self.Refresh();
        double seconds = (self.TotalProcessorTime - before).TotalSeconds;
        return seconds > FuzzLimits.CpuSeconds ? new FuzzFailureException($"A run took {seconds:F1} s of processor time.") : null;
    }
}
