using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>The number of threads that one tensor operation uses on the CPU.</summary>
public static class TorchThreads
{
    /// <summary>Physical cores that this process may use; 1 or more.</summary>
    public static int PhysicalCoreCount { get; } = PhysicalCores.Count();

    /// <summary>The number in force.</summary>
    /// <exception cref="TorchRuntimeException">libtorch cannot be loaded.</exception>
    public static int Count
    {
        get
        {
            TorchRuntime.EnsureLoaded();
            return torch.get_num_threads();
        }
    }

    /// <summary>Sets the number for the whole process.</summary>
    /// <param name="threads">1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is below 1.</exception>
    /// <exception cref="TorchRuntimeException">libtorch cannot be loaded.</exception>
    public static void Set(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        TorchRuntime.EnsureLoaded();
        torch.set_num_threads(threads);
    }

    /// <summary>Applies the number asked for, or physical cores unless the OpenMP variable has its own word.</summary>
    internal static void Apply(int? asked)
    {
        if (asked is int threads)
        {
            torch.set_num_threads(threads);
        }
        else if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OMP_NUM_THREADS")))
        {
            torch.set_num_threads(PhysicalCoreCount);
        }
    }
}
