namespace CtVlm.MLNet.Torch;

/// <summary>Where libtorch is and how it runs. Every setting is optional.</summary>
public sealed record TorchRuntimeOptions
{
    /// <summary>A folder that holds libtorch, its parent, or the library file itself, such as a PyTorch installation's torch/lib.</summary>
    /// <value>Null: the CTVLM_LIBTORCH variable, then the application's own folders.</value>
    public string? LibtorchPath { get; init; }

    /// <summary>A folder for the patched copy of TorchSharp's native library.</summary>
    /// <value>Null: the CTVLM_CACHE variable, then the user's cache folder, then the temporary folder.</value>
    public string? CacheFolder { get; init; }

    /// <summary>Number of threads of one tensor operation on the CPU; 1 or more.</summary>
    /// <value>Null: the OMP_NUM_THREADS variable where it is set, else the number of physical cores.</value>
    public int? Threads { get; init; }
}
