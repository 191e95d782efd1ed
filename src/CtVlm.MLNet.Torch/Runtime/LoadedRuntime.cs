namespace CtVlm.MLNet.Torch;

/// <summary>What was loaded.</summary>
/// <param name="LibtorchPath">Full path of libtorch.</param>
/// <param name="NativeLibraryPath">Full path of TorchSharp's native library, or of its patched copy.</param>
/// <param name="IsPatched">True for a patched copy.</param>
internal sealed record LoadedRuntime(string LibtorchPath, string NativeLibraryPath, bool IsPatched);
