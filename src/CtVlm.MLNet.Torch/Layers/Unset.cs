using TorchSharp;
using TorchSharp.Modules;

namespace CtVlm.MLNet.Torch;

/// <summary>Makes parameters whose values a checkpoint or a seed will fill; frozen until training asks for gradients.</summary>
internal static class Unset
{
    /// <summary>A float32 parameter of a shape, on the CPU.</summary>
    public static Parameter Parameter(params long[] shape) =>
        torch.nn.Parameter(torch.empty(shape, torch.ScalarType.Float32), requires_grad: false);
}
