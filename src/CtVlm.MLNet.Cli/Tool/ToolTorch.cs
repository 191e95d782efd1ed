using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Cli;

/// <summary>Loads libtorch for the tool, which as an installed package brings none.</summary>
internal static class ToolTorch
{
    /// <summary>The package that holds a libtorch for the CPU on this system.</summary>
    public static string PackageName => OperatingSystem.IsLinux() ? "libtorch-cpu-linux-x64"
        : OperatingSystem.IsWindows() ? "libtorch-cpu-win-x64"
        : "libtorch-cpu-osx-arm64";

    /// <summary>Where NuGet keeps packages.</summary>
    public static string PackagesFolder => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>Loads the libtorch beside the tool or named by CTVLM_LIBTORCH; failing that, the newest that NuGet has on this machine.</summary>
    /// <exception cref="TorchRuntimeException">There is none.</exception>
    public static void EnsureLoaded()
    {
        try
        {
            TorchRuntime.EnsureLoaded();
        }
        catch (TorchRuntimeException) when (FindInPackages() is { } folder)
        {
            TorchRuntime.EnsureLoaded(new TorchRuntimeOptions { LibtorchPath = folder });
        }
    }

    // A libtorch that was asked for by name and is not there is an error, not an invitation to take another.
    private static string? FindInPackages()
    {
        string package = Path.Combine(PackagesFolder, PackageName);
        if (Environment.GetEnvironmentVariable("CTVLM_LIBTORCH") is { Length: > 0 } || !Directory.Exists(package))
        {
            return null;
        }

        return Directory.EnumerateDirectories(package)
            .OrderByDescending(folder => Version.TryParse(Path.GetFileName(folder), out Version? version) ? version : new Version(0, 0))
            .SelectMany(folder => Directory.Exists(Path.Combine(folder, "runtimes")) ? Directory.EnumerateDirectories(Path.Combine(folder, "runtimes")) : [])
            .Select(runtime => Path.Combine(runtime, "native"))
            .FirstOrDefault(Directory.Exists);
    }
}
