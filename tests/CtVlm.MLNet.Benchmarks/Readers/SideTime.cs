using System.Diagnostics;
using System.Globalization;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>What one round of a side took.</summary>
/// <param name="WallSeconds">By the clock.</param>
/// <param name="CpuSeconds">Of the processor, over all threads of the side's process.</param>
internal readonly record struct SideTime(double WallSeconds, double CpuSeconds)
{
    /// <summary>Times a call in this process.</summary>
    public static SideTime Of(Action call)
    {
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        call();
        return new SideTime(Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
    }

    /// <summary>Reads "seconds of wall time, space, seconds of processor time".</summary>
    public static SideTime Parse(string line)
    {
        double[] seconds = [.. line.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        return new SideTime(seconds[0], seconds[1]);
    }
}
