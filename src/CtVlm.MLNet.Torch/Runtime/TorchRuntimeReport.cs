namespace CtVlm.MLNet.Torch;

/// <summary>What is known of libtorch on this machine; made by <see cref="TorchRuntime.Describe"/>.</summary>
public sealed record TorchRuntimeReport
{
    /// <summary>True when tensors can be computed with.</summary>
    public required bool IsLoaded { get; init; }

    /// <summary>Full path of the libtorch in use; null when none was found.</summary>
    public string? LibtorchPath { get; init; }

    /// <summary>Full path of the TorchSharp native library in use, the patched copy where there is one; null when none was found.</summary>
    public string? NativeLibraryPath { get; init; }

    /// <summary>True when a patched copy is in use, because the system's C++ library is older than the one TorchSharp was built with.</summary>
    public bool IsPatched { get; init; }

    /// <summary>Version of libtorch that TorchSharp was built for; null when it is not loaded.</summary>
    public string? LibtorchVersion { get; init; }

    /// <summary>Version of TorchSharp.</summary>
    public required string TorchSharpVersion { get; init; }

    /// <summary>True when libtorch can use a CUDA device.</summary>
    public bool IsCudaAvailable { get; init; }

    /// <summary>Names of the devices that can be chosen: "cpu", "cuda:0", ...</summary>
    public IReadOnlyList<string> Devices { get; init; } = [];

    /// <summary>Threads of one tensor operation on the CPU; 0 when libtorch is not loaded.</summary>
    public int Threads { get; init; }

    /// <summary>Physical cores that this process may use.</summary>
    public required int PhysicalCores { get; init; }

    /// <summary>The folder where patched copies and caches are kept.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>What is wrong, each with what to do about it; empty when all is well.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}
