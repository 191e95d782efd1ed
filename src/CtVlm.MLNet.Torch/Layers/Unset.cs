using TorchSharp;
using TorchSharp.Modules;

namespace CtVlm.MLNet.Torch;

/// <summary>Makes parameters whose values a checkpoint or a seed will fill; frozen until training asks for gradients.</summary>
internal static class Unset
{
    [ThreadStatic]
    private static torch.Device? s_device;

    /// <summary>A float32 parameter of a shape, on the CPU unless <see cref="On"/> says otherwise.</summary>
    public static Parameter Parameter(params long[] shape) =>
        torch.nn.Parameter(torch.empty(shape, torch.ScalarType.Float32, s_device ?? torch.CPU), requires_grad: false);

    /// <summary>Makes this thread's parameters on a device until the result is disposed. The meta device has names and shapes but no memory.</summary>
    public static IDisposable On(torch.Device device)
    {
        DeviceScope scope = new(s_device);
        s_device = device;
        return scope;
    }

    private sealed class DeviceScope(torch.Device? before) : IDisposable
    {
        public void Dispose() => s_device = before;
    }
}
