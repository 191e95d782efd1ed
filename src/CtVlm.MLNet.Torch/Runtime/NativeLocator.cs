using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Finds native libraries in the places where an application may have put them.</summary>
internal static class NativeLocator
{
    /// <summary>The variable that names a libtorch.</summary>
    public const string Variable = "CTVLM_LIBTORCH";

    /// <summary>Full path of libtorch.</summary>
    /// <param name="asked">The caller's own choice, which wins over everything; null to search.</param>
    /// <exception cref="TorchRuntimeException">It is not where it should be; the message lists every path tried.</exception>
    public static string FindLibtorch(string? asked)
    {
        string? variable = Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrWhiteSpace(asked))
        {
            return FindAsked(asked, $"the option {nameof(TorchRuntimeOptions.LibtorchPath)}");
        }

        return string.IsNullOrWhiteSpace(variable)
            ? FindIn(ApplicationFolders(), NativeNames.Libtorch, "libtorch")
            : FindAsked(variable, $"the variable {Variable}");
    }

    /// <summary>Full path of TorchSharp's native library.</summary>
    /// <exception cref="TorchRuntimeException">It is not where it should be; the message lists every path tried.</exception>
    public static string FindLibTorchSharp() => FindIn(ApplicationFolders(), NativeNames.LibTorchSharp, "TorchSharp's native library");

    /// <summary>Refuses a libtorch beside which TorchSharp would load the application's own: two in one process abort it.</summary>
    /// <remarks>The type initializer of TorchSharp loads torch_cpu from the host's folders by name; nothing but another file there can turn it aside.</remarks>
    /// <exception cref="TorchRuntimeException">There is such a second one.</exception>
    public static void CheckNoSecond(string libtorch)
    {
        FileInfo chosen = Resolve(Path.Combine(Path.GetDirectoryName(libtorch)!, NativeNames.LibtorchCpu));
        FileInfo? own = HostFolders().Select(f => Resolve(Path.Combine(f, NativeNames.LibtorchCpu))).FirstOrDefault(f => f.Exists);
        if (own is not null && chosen.Exists && !IsSameFile(own, chosen))
        {
            throw new TorchRuntimeException(
                $"Two libtorch: {chosen.FullName} was asked for, but TorchSharp would load the application's own {own.FullName} beside it. "
                + $"Build the application without a libtorch package, or take away the {Variable} variable or the option {nameof(TorchRuntimeOptions.LibtorchPath)}.");
        }
    }

    private static FileInfo Resolve(string path)
    {
        FileInfo file = new(path);
        return file.Exists && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target ? target : file;
    }

    // Hard links are one file to the loader; their birth time, which no copy shares, tells them.
    private static bool IsSameFile(FileInfo a, FileInfo b) =>
        a.FullName == b.FullName || (a.Length == b.Length && a.LastWriteTimeUtc == b.LastWriteTimeUtc && a.CreationTimeUtc == b.CreationTimeUtc);

    private static string FindAsked(string asked, string by)
    {
        string full = Path.GetFullPath(asked);
        string[] tried =
        [
            .. File.Exists(full) ? [Path.Combine(Path.GetDirectoryName(full)!, NativeNames.Libtorch)] : Array.Empty<string>(),
            Path.Combine(full, NativeNames.Libtorch),
            Path.Combine(full, "lib", NativeNames.Libtorch),
            Path.Combine(full, "torch", "lib", NativeNames.Libtorch),
        ];
        return tried.FirstOrDefault(File.Exists) ?? throw new TorchRuntimeException(
            $"libtorch: {by} names '{asked}', but none of these files exists: {string.Join(", ", tried)}. Name the folder that holds {NativeNames.Libtorch}.");
    }

    private static string FindIn(IEnumerable<string> folders, string fileName, string what)
    {
        string[] tried = [.. folders.Select(f => Path.GetFullPath(Path.Combine(f, fileName))).Distinct()];
        return tried.FirstOrDefault(File.Exists) ?? throw new TorchRuntimeException(
            $"{what} was not found. Tried: {string.Join(", ", tried)}. {NativeNames.Advice}");
    }

    private static IEnumerable<string> ApplicationFolders()
    {
        foreach (string folder in HostFolders())
        {
            yield return folder;
            yield return Path.Combine(folder, "runtimes", NativeNames.Rid, "native");
        }

        foreach (string folder in PackageFolders(typeof(torch).Assembly.Location))
        {
            yield return folder;
        }
    }

    /// <summary>Where the host looks for a native library that TorchSharp names: its own list first, which holds what the dependencies name.</summary>
    private static IEnumerable<string> HostFolders()
    {
        string listed = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        string assembly = Path.GetDirectoryName(typeof(torch).Assembly.Location) ?? "";
        return [.. listed.Split(Path.PathSeparator).Append(AppContext.BaseDirectory).Append(assembly).Where(f => f.Length > 0)];
    }

    // PACKAGES/torchsharp/VERSION/lib/net8.0/TorchSharp.dll, as in notebooks and scripts, where nothing is copied beside the assembly.
    private static IEnumerable<string> PackageFolders(string assembly)
    {
        DirectoryInfo? version = assembly.Length == 0 ? null : new FileInfo(assembly).Directory?.Parent?.Parent;
        DirectoryInfo? packages = version?.Parent?.Parent;
        if (version is null || packages is null || !string.Equals(version.Parent?.Name, "torchsharp", StringComparison.OrdinalIgnoreCase))
        {
            yield break;
        }

        yield return Path.Combine(version.FullName, "runtimes", NativeNames.Rid, "native");
        foreach (DirectoryInfo package in packages.EnumerateDirectories("libtorch-*"))
        {
            foreach (DirectoryInfo one in package.EnumerateDirectories())
            {
                yield return Path.Combine(one.FullName, "runtimes", NativeNames.Rid, "native");
            }
        }
    }
}
