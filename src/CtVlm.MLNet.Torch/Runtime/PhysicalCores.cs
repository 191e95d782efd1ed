using System.Globalization;

namespace CtVlm.MLNet.Torch;

/// <summary>Counts physical cores: two hyper-threads of one core share its vector units, so a second thread there gains nothing.</summary>
internal static class PhysicalCores
{
    private const string CpuInfo = "/proc/cpuinfo";

    /// <summary>Physical cores that this process may use; 1 or more.</summary>
    public static int Count()
    {
        // Environment.ProcessorCount knows affinity masks and container limits, which cpuinfo does not.
        int? physical = File.Exists(CpuInfo) ? CountIn(File.ReadLines(CpuInfo)) : null;
        return Math.Max(1, Math.Min(physical ?? Environment.ProcessorCount, Environment.ProcessorCount));
    }

    /// <summary>Distinct (package, core) pairs of a cpuinfo text; null where it does not name them.</summary>
    public static int? CountIn(IEnumerable<string> lines)
    {
        HashSet<(int Package, int Core)> cores = [];
        int package = 0;
        foreach (string line in lines)
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || !int.TryParse(line.AsSpan(colon + 1), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value))
            {
                continue;
            }

            string key = line[..colon].TrimEnd();
            if (key == "physical id")
            {
                package = value;
            }
            else if (key == "core id")
            {
                cores.Add((package, value));
            }
        }

        return cores.Count == 0 ? null : cores.Count;
    }
}
