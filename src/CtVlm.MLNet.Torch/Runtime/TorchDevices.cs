using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Chooses where tensors are computed.</summary>
public static class TorchDevices
{
    /// <summary>The device that ML.NET's two settings ask for.</summary>
    /// <param name="gpuDeviceId">Index of the GPU, 0 or more; null for the CPU.</param>
    /// <param name="fallbackToCpu">What to do where that GPU is not there: the CPU, or an exception.</param>
    /// <returns>The CPU, or the GPU of that very index.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="gpuDeviceId"/> is below 0.</exception>
    /// <exception cref="TorchRuntimeException">The GPU is not there and <paramref name="fallbackToCpu"/> is false; or libtorch cannot be loaded.</exception>
    public static torch.Device Resolve(int? gpuDeviceId, bool fallbackToCpu)
    {
        if (gpuDeviceId is < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(gpuDeviceId), gpuDeviceId, "A GPU's index is 0 or more.");
        }

        TorchRuntime.EnsureLoaded();
        if (gpuDeviceId is not int index)
        {
            return torch.CPU;
        }

        int count = CountCudaDevices();
        if (index < count)
        {
            return torch.device(DeviceType.CUDA, index);
        }

        return fallbackToCpu ? torch.CPU : throw new TorchRuntimeException(
            $"GPU {index} was asked for, but libtorch sees {count} CUDA device(s). "
            + "Reference TorchSharp-cuda-linux or TorchSharp-cuda-windows and check the driver, choose a lower index, or set FallbackToCpu.");
    }

    /// <summary>CUDA devices that libtorch can use; 0 for a CPU build.</summary>
    internal static int CountCudaDevices() => torch.cuda.is_available() ? torch.cuda.device_count() : 0;
}
