using System.Runtime.InteropServices;
using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Loads libtorch, then TorchSharp's native library or a patched copy of it, before TorchSharp itself looks for them.</summary>
internal static class NativeLoader
{
    // TorchSharp's library is 2 MB; the limit only keeps a wrong file from filling the memory.
    private const long MaximumLibraryBytes = 256L << 20;

    /// <summary>Finds and loads both, and makes one TorchSharp call as proof.</summary>
    /// <exception cref="TorchRuntimeException">Something is missing or does not load.</exception>
    public static LoadedRuntime Load(TorchRuntimeOptions options)
    {
        string libtorch = NativeLocator.FindLibtorch(options.LibtorchPath);
        NativeLocator.CheckNoSecond(libtorch);
        string native = NativeLocator.FindLibTorchSharp();
        OpenMpWaiting.PreferShort();
        OpenMpTeam.Join(LoadFile(libtorch, "libtorch"));
        string path = OperatingSystem.IsLinux() ? PatchIfNeeded(native, options.CacheFolder) : native;
        nint handle = LoadFile(path, "TorchSharp's native library");
        DirectTorchSharpTo(handle);
        Prove(libtorch, path);
        return new LoadedRuntime(libtorch, path, !string.Equals(path, native, StringComparison.Ordinal));
    }

    private static nint LoadFile(string path, string what)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new TorchRuntimeException($"{what} does not load from {path}: {e.Message.Trim()} {NativeNames.Advice}", e);
        }
    }

    /// <summary>The library's own path where the system's C++ library has all that it needs, else that of a patched copy.</summary>
    private static string PatchIfNeeded(string native, string? cacheFolder)
    {
        if (StandardLibrary.Find() is not string standard || new FileInfo(native).Length > MaximumLibraryBytes)
        {
            return native;
        }

        byte[] original = File.ReadAllBytes(native);
        ElfImage image = ElfImage.Parse(original);
        IReadOnlySet<string> defined = StandardLibrary.ReadVersions(standard);
        IReadOnlyList<ElfVersionNeed> missing = NativePatch.FindMissing(image, defined);
        if (missing.Count == 0)
        {
            return native;
        }

        IReadOnlyList<ElfVersionNeed> indispensable = NativePatch.FindIndispensable(image, missing);
        if (indispensable.Count > 0)
        {
            ThrowTooOld(native, standard, indispensable, defined);
        }

        return PatchedLibrary.Store(NativeNames.LibTorchSharp, original, NativePatch.Apply(original, missing), CacheFolders.Candidates(cacheFolder));
    }

    private static void ThrowTooOld(string native, string standard, IReadOnlyList<ElfVersionNeed> needed, IReadOnlySet<string> defined) =>
        throw new TorchRuntimeException(
            $"The C++ library is too old for TorchSharp: {native} needs {string.Join(", ", needed.Select(n => n.Version))}, "
            + $"but the newest that {standard} has is {NewestOf(defined)}. Install a newer libstdc++ (GCC 13 or later).");

    private static string NewestOf(IReadOnlySet<string> defined) => defined
        .Where(v => v.StartsWith("GLIBCXX_", StringComparison.Ordinal) && Version.TryParse(v["GLIBCXX_".Length..], out _))
        .MaxBy(v => Version.Parse(v["GLIBCXX_".Length..])) ?? "unknown";

    /// <summary>Makes TorchSharp use what is loaded instead of what it would find beside the application.</summary>
    private static void DirectTorchSharpTo(nint handle)
    {
        try
        {
            NativeLibrary.SetDllImportResolver(typeof(torch).Assembly, (name, _, _) => name == "LibTorchSharp" ? handle : 0);
        }
        catch (InvalidOperationException)
        {
            // The application has a resolver of its own, which then has the last word; the loader knows our copy by its name anyway.
        }
    }

    private static void Prove(string libtorch, string native)
    {
        try
        {
            using torch.Tensor one = torch.ones(1);
            using torch.Tensor two = one.Plus(one);
            if (two.ToNumber() != 2)
            {
                throw new TorchRuntimeException($"libtorch at {libtorch} computes 1 + 1 = {two.ToNumber()}. Its version does not fit TorchSharp; {NativeNames.Advice}");
            }
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException or NotSupportedException)
        {
            throw new TorchRuntimeException(
                $"libtorch ({libtorch}) and {native} are loaded, but TorchSharp does not start: {e.GetBaseException().Message.Trim()} "
                + "Call TorchRuntime.EnsureLoaded before any TorchSharp call of your own, and use the libtorch version that TorchSharp was built for.",
                e);
        }
    }
}
