using TorchSharp;
using TorchSharp.Modules;

namespace CtVlm.MLNet.Torch;

/// <summary>Makes parameters whose values a checkpoint or a seed will fill; frozen until training asks for gradients.</summary>
internal static class Unset
{
    [ThreadStatic]
    private static UnsetPlace? s_place;

    /// <summary>Element type of the parameters that this thread makes now, but for masters: that of the activations that will meet them.</summary>
    public static torch.ScalarType ElementType => s_place?.Type ?? torch.ScalarType.Float32;

    /// <summary>A float32 parameter of a shape, on the CPU, unless <see cref="On"/> says otherwise.</summary>
    public static Parameter Parameter(params long[] shape) =>
        s_place?.Make(shape) ?? torch.nn.Parameter(torch.empty(shape, torch.ScalarType.Float32, torch.CPU), requires_grad: false);

    /// <summary>Makes this thread's parameters on a device until the result is disposed. The meta device has names and shapes but no memory.</summary>
    /// <param name="device">The device.</param>
    /// <param name="type">Their element type.</param>
    /// <param name="masters">Places, in the order in which parameters are made, of those that are float32 whatever the type; null for none.</param>
    public static UnsetPlace On(torch.Device device, torch.ScalarType type = torch.ScalarType.Float32, IReadOnlySet<int>? masters = null)
    {
        UnsetPlace? before = s_place;
        return s_place = new UnsetPlace(device, type, masters, () => s_place = before);
    }
}
