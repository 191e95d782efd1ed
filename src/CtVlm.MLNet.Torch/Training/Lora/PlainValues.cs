using System.Runtime.InteropServices;
using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Copies of tensors in ordinary memory.</summary>
internal static class PlainValues
{
    /// <summary>The numbers of a tensor, row-major, rounded to single precision where they are of another.</summary>
    public static float[] Of(torch.Tensor tensor)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGrad = torch.no_grad();
        torch.Tensor plain = tensor.detach().to(torch.ScalarType.Float32).cpu().contiguous();
        return MemoryMarshal.Cast<byte, float>(plain.bytes).ToArray();
    }
}
