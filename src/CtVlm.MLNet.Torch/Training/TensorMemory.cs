using System.Runtime.InteropServices;
using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>The memory of tensors on the CPU.</summary>
internal static class TensorMemory
{
    /// <summary>The values of a contiguous float32 tensor on the CPU, in row-major order; valid while the tensor lives.</summary>
    public static Span<float> Of(torch.Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    /// <summary>A float32 tensor with memory of torch's own.</summary>
    /// <remarks>
    /// A tensor made of an array lies where the array does, and matrix products round by how their operands lie: only memory of one alignment gives the same bits each time.
    /// </remarks>
    /// <param name="values">The values, row by row.</param>
    /// <param name="shape">Length of each axis.</param>
    /// <returns>In the caller's dispose scope.</returns>
    public static torch.Tensor Create(ReadOnlySpan<float> values, params long[] shape)
    {
        torch.Tensor tensor = torch.empty(shape, torch.ScalarType.Float32);
        values.CopyTo(Of(tensor));
        return tensor;
    }
}
