using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Computes activations and knows their names in configuration files.</summary>
internal static class Activations
{
    private static readonly Dictionary<string, Activation> s_names = new(StringComparer.Ordinal)
    {
        ["quick_gelu"] = Activation.QuickGelu,
        ["gelu"] = Activation.Gelu,
        ["gelu_new"] = Activation.GeluTanh,
        ["gelu_pytorch_tanh"] = Activation.GeluTanh,
    };

    /// <summary>The activation of a name in a configuration file.</summary>
    /// <exception cref="WeightsException">The name is unknown.</exception>
    public static Activation Parse(string name, string path) => s_names.TryGetValue(name, out Activation activation)
        ? activation
        : throw new WeightsException($"Configuration {path}: the activation '{name}' is unknown; known are {string.Join(", ", s_names.Keys)}.");

    /// <summary>Applies an activation element by element.</summary>
    public static torch.Tensor Apply(this Activation activation, torch.Tensor x) => activation switch
    {
        Activation.QuickGelu => QuickGelu(x),
        Activation.Gelu => torch.nn.functional.gelu(x),
        _ => torch.nn.functional.gelu(x, TorchSharp.Modules.GELU.Approximate.tanh),
    };

    private static torch.Tensor QuickGelu(torch.Tensor x)
    {
        if (torch.is_grad_enabled())
        {
            return x * torch.sigmoid(1.702 * x);
        }

        // One buffer instead of three: without gradients nobody needs the parts.
        return x.mul(1.702).sigmoid_().mul_(x);
    }
}
