using System.Runtime.InteropServices;
using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>The memory of tensors on the CPU.</summary>
internal static class TensorMemory
{
    /// <summary>The values of a contiguous float32 tensor on the CPU, in row-major order; valid while the tensor lives.</summary>
    public static Span<float> Of(torch.Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
