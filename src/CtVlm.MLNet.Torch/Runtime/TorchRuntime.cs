using System.Reflection;
using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Finds and loads libtorch once a process. Everything in this package calls it before its first tensor.</summary>
/// <remarks>Call it yourself before the first TorchSharp call of your own: TorchSharp alone does not start where the C++ library is old.</remarks>
public static class TorchRuntime
{
    private static readonly Lock s_gate = new();
    private static LoadedRuntime? s_loaded;

    /// <summary>Loads libtorch if it is not loaded; safe to call from any thread, any number of times.</summary>
    /// <param name="options">Where to look; null for the defaults. Once libtorch is loaded, only the number of threads still counts.</param>
    /// <exception cref="TorchRuntimeException">libtorch cannot be found or loaded. Nothing is kept of a failure: a later call tries again.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of threads is below 1.</exception>
    /// <exception cref="InvalidOperationException">The options name another libtorch than the one that is loaded.</exception>
    public static void EnsureLoaded(TorchRuntimeOptions? options = null)
    {
        if (options is null && Volatile.Read(ref s_loaded) is not null)
        {
            return;
        }

        if (options?.Threads is < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Threads, "The number of threads is 1 or more.");
        }

        lock (s_gate)
        {
            Load(options ?? new TorchRuntimeOptions());
        }
    }

    /// <summary>Describes the runtime, loading it if need be. Never throws: what is wrong is in the report.</summary>
    /// <returns>The report.</returns>
    public static TorchRuntimeReport Describe()
    {
        TorchRuntimeReport report = new()
        {
            IsLoaded = false,
            TorchSharpVersion = VersionOf(typeof(torch).Assembly),
            PhysicalCores = TorchThreads.PhysicalCoreCount,
            CacheFolder = CacheFolders.Preferred(null),
        };
        try
        {
            EnsureLoaded();
            return Fill(report, s_loaded!);
        }
        catch (Exception e)
        {
            return report with { Problems = [e.Message] };
        }
    }

    private static void Load(TorchRuntimeOptions options)
    {
        if (s_loaded is null)
        {
            LoadedRuntime loaded = NativeLoader.Load(options);
            TorchThreads.Apply(options.Threads);
            Volatile.Write(ref s_loaded, loaded);
            return;
        }

        if (options.LibtorchPath is string asked && NativeLocator.FindLibtorch(asked) is string other && other != s_loaded.LibtorchPath)
        {
            throw new InvalidOperationException($"libtorch is already loaded from {s_loaded.LibtorchPath}; {other} cannot take its place. Choose before the first use.");
        }

        if (options.Threads is int threads)
        {
            torch.set_num_threads(threads);
        }
    }

    private static TorchRuntimeReport Fill(TorchRuntimeReport report, LoadedRuntime loaded)
    {
        int gpus = TorchDevices.CountCudaDevices();
        return report with
        {
            IsLoaded = true,
            LibtorchPath = loaded.LibtorchPath,
            NativeLibraryPath = loaded.NativeLibraryPath,
            IsPatched = loaded.IsPatched,
            LibtorchVersion = torch.__version__,
            IsCudaAvailable = gpus > 0,
            Devices = ["cpu", .. Enumerable.Range(0, gpus).Select(i => $"cuda:{i}")],
            Threads = torch.get_num_threads(),
        };
    }

    /// <summary>The version of an assembly as its package has it, "unknown" where it has none.</summary>
    internal static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";
}
