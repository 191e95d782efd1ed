using System.Reflection;
using System.Runtime.InteropServices;
using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Cli;

/// <summary>What <c>doctor --json</c> prints.</summary>
internal sealed record DoctorDocument
{
    public required string Version { get; init; }

    /// <summary>.NET and system.</summary>
    public required string Runtime { get; init; }

    public required bool IsLoaded { get; init; }

    public required string? LibtorchPath { get; init; }

    public required string? LibtorchVersion { get; init; }

    public required string TorchSharpVersion { get; init; }

    public required string? NativeLibraryPath { get; init; }

    public required bool IsPatched { get; init; }

    public required bool IsCudaAvailable { get; init; }

    public required IReadOnlyList<string> Devices { get; init; }

    public required int Threads { get; init; }

    public required int PhysicalCores { get; init; }

    public required string CacheFolder { get; init; }

    public required bool IsCacheWritable { get; init; }

    /// <summary>Transfer syntaxes that can be decoded, "name (UID)".</summary>
    public required IReadOnlyList<string> ReadableTransferSyntaxes { get; init; }

    /// <summary>Transfer syntaxes that phantoms can be written in.</summary>
    public required IReadOnlyList<string> WritableTransferSyntaxes { get; init; }

    /// <summary>What keeps the tool from working, each with what to do.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>What could be better.</summary>
    public required IReadOnlyList<string> Advice { get; init; }

    /// <summary>Looks at this machine.</summary>
    public static DoctorDocument Create()
    {
        string? missing = TryLoad();
        TorchRuntimeReport torch = TorchRuntime.Describe();
        bool isWritable = IsWritable(torch.CacheFolder);
        return new DoctorDocument
        {
            Version = typeof(DoctorDocument).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown",
            Runtime = $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}",
            IsLoaded = torch.IsLoaded,
            LibtorchPath = torch.LibtorchPath,
            LibtorchVersion = torch.LibtorchVersion,
            TorchSharpVersion = torch.TorchSharpVersion,
            NativeLibraryPath = torch.NativeLibraryPath,
            IsPatched = torch.IsPatched,
            IsCudaAvailable = torch.IsCudaAvailable,
            Devices = torch.Devices,
            Threads = torch.Threads,
            PhysicalCores = torch.PhysicalCores,
            CacheFolder = torch.CacheFolder,
            IsCacheWritable = isWritable,
            ReadableTransferSyntaxes = DicomCodecs.Readable,
            WritableTransferSyntaxes = DicomSeriesWriter.TransferSyntaxes,
            Problems = torch.IsLoaded ? torch.Problems : [missing ?? string.Join(" ", torch.Problems)],
            Advice = [.. GiveAdvice(torch, isWritable)],
        };
    }

    // The message of the first attempt lists every path tried.
    private static string? TryLoad()
    {
        try
        {
            ToolTorch.EnsureLoaded();
            return null;
        }
        catch (Exception exception)
        {
            return PlainText.Reason(exception);
        }
    }

    private static IEnumerable<string> GiveAdvice(TorchRuntimeReport torch, bool isCacheWritable)
    {
        if (!torch.IsLoaded)
        {
            yield return $"Set CTVLM_LIBTORCH to the folder that holds libtorch, such as torch/lib of a PyTorch installation, or put the package {ToolTorch.PackageName} into {ToolTorch.PackagesFolder}: "
                + $"'dotnet add package {ToolTorch.PackageName}' in any project does. Only embed and predict need it.";
        }
        else if (!torch.IsCudaAvailable)
        {
            yield return "No CUDA device is in use. For a GPU, build with -p:Torch=cuda, or let CTVLM_LIBTORCH name a CUDA build of the same libtorch where the tool brings none of its own; then say --device cuda:0.";
        }

        if (!isCacheWritable)
        {
            yield return $"Embeddings cannot be kept in {torch.CacheFolder}. Set CTVLM_CACHE to a folder that you may write, or say --cache DIR.";
        }
    }

    private static bool IsWritable(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            string probe = Path.Combine(folder, $".{Guid.NewGuid():N}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
