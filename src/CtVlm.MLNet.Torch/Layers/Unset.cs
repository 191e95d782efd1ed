using TorchSharp;
using TorchSharp.Modules;

namespace CtVlm.MLNet.Torch;

/// <summary>Makes parameters whose values a checkpoint or a seed will fill; frozen until training asks for gradients.</summary>
internal static class Unset
{
    [ThreadStatic]
    private static (torch.Device Device, torch.ScalarType Type)? s_place;

    /// <summary>A float32 parameter of a shape, on the CPU, unless <see cref="On"/> says otherwise.</summary>
    public static Parameter Parameter(params long[] shape) =>
        torch.nn.Parameter(torch.empty(shape, s_place?.Type ?? torch.ScalarType.Float32, s_place?.Device ?? torch.CPU), requires_grad: false);

    /// <summary>Makes this thread's parameters on a device until the result is disposed. The meta device has names and shapes but no memory.</summary>
    /// <param name="device">The device.</param>
    /// <param name="type">Their element type.</param>
    public static IDisposable On(torch.Device device, torch.ScalarType type = torch.ScalarType.Float32)
    {
        PlaceScope scope = new(s_place);
        s_place = (device, type);
        return scope;
    }

    private sealed class PlaceScope((torch.Device Device, torch.ScalarType Type)? before) : IDisposable
    {
        public void Dispose() => s_place = before;
    }
}
