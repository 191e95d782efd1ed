using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Torch;

/// <summary>File names and folder names of the native libraries on this system.</summary>
internal static class NativeNames
{
    /// <summary>The library that brings in all of libtorch.</summary>
    public static string Libtorch { get; } = FileNameOf("torch");

    /// <summary>The library that TorchSharp asks for first, by name alone.</summary>
    public static string LibtorchCpu { get; } = FileNameOf("torch_cpu");

    /// <summary>TorchSharp's own native library.</summary>
    public static string LibTorchSharp { get; } = FileNameOf("LibTorchSharp");

    /// <summary>The portable runtime identifier, such as linux-x64.</summary>
    public static string Rid { get; } = $"{SystemName()}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

    /// <summary>The package that brings libtorch for the CPU of this system.</summary>
    public static string CpuPackage { get; } = $"libtorch-cpu-{Rid}";

    /// <summary>What to add to an application that has no libtorch.</summary>
    public static string Advice { get; } =
        $"Add the package {CpuPackage} (or TorchSharp-cpu; with an NVIDIA GPU TorchSharp-cuda-linux or TorchSharp-cuda-windows) to the application, "
        + $"or name the lib folder of a PyTorch installation in the {NativeLocator.Variable} variable.";

    private static string FileNameOf(string name) =>
        OperatingSystem.IsWindows() ? $"{name}.dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";

    private static string SystemName() => OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
}
