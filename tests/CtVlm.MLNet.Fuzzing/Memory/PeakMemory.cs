using System.Globalization;

namespace CtVlm.MLNet.Fuzzing;

/// <summary>By how much the process grows at its peak: physical memory on Linux, where the kernel's high-water mark can be reset; allocated bytes of the thread elsewhere.</summary>
internal sealed class PeakMemory
{
    private const string StatusFile = "/proc/self/status";
    private const string ResetFile = "/proc/self/clear_refs";

    /// <summary>What resets the high-water mark. <b>Source:</b> Linux kernel documentation, filesystems/proc.</summary>
    private const string ResetPeak = "5";

    private readonly long _before;

    private PeakMemory(long before) => _before = before;

    /// <summary>Most bytes since the start beyond those that were held then.</summary>
    public long Growth => (OperatingSystem.IsLinux() ? Field("VmHWM:") : GC.GetAllocatedBytesForCurrentThread()) - _before;

    /// <summary>Sweeps the heap, gives what is free back to the system, and starts to watch.</summary>
    public static PeakMemory Start()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (!OperatingSystem.IsLinux())
        {
            return new PeakMemory(GC.GetAllocatedBytesForCurrentThread());
        }

        File.WriteAllText(ResetFile, ResetPeak);
        return new PeakMemory(Field("VmRSS:"));
    }

    // VmHWM:    123456 kB
    private static long Field(string name)
    {
        string line = File.ReadLines(StatusFile).Single(line => line.StartsWith(name, StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
