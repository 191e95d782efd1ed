using System.Globalization;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Probe;

/// <summary>
/// Loads the weights of a folder into a module where that is asked for, then hashes them, and prints, one a line: by how many bytes the process grew at its peak, how many bytes it read while
/// loading, how many while hashing, and the hash. Linux alone.
/// </summary>
internal static class LoadProbe
{
    public static void Run(string folder, bool loads)
    {
        WeightsFolder weights = new(folder, HashMemory.OfUser());
        torch.ones(1).Dispose();
        long resident = Field("/proc/self/status", "VmRSS:") * 1024;
        long read = BytesRead();
        using FlatModule? module = loads ? weights.Use(Load) : null;
        long peak = Field("/proc/self/status", "VmHWM:") * 1024;
        long readByLoad = BytesRead() - read;
        string hash = weights.HashTensors();
        Console.WriteLine(peak - resident);
        Console.WriteLine(readByLoad);
        Console.WriteLine(BytesRead() - read - readByLoad);
        Console.WriteLine(hash);
    }

    private static FlatModule Load(Checkpoint checkpoint)
    {
        FlatModule module = new(checkpoint);
        StrictLoader.Load(module, checkpoint, []);
        return module;
    }

    private static long BytesRead() => Field("/proc/self/io", "rchar:");

    private static long Field(string file, string name)
    {
        string line = File.ReadLines(file).Single(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    /// <summary>A parameter for each tensor of a checkpoint.</summary>
    private sealed class FlatModule : torch.nn.Module
    {
        public FlatModule(Checkpoint checkpoint)
            : base(nameof(FlatModule))
        {
            foreach (string name in checkpoint.Names)
            {
                register_parameter(name, Unset.Parameter([.. checkpoint.Find(name)!.Shape]));
            }
        }
    }
}
