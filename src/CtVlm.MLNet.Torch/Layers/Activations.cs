using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Computes activations and knows their names in configuration files.</summary>
internal static class Activations
{
    /// <summary>The factor inside the sigmoid of QuickGELU.</summary>
    public const double QuickGeluFactor = 1.702;

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

    /// <summary>Applies an activation to a tensor that the caller has just computed and uses for nothing else: without gradients it is overwritten.</summary>
    /// <returns>The result; owned by the caller, and possibly <paramref name="x"/> itself.</returns>
    public static torch.Tensor ApplyToOwn(this Activation activation, torch.Tensor x) => torch.is_grad_enabled()
        ? activation.Apply(x)
        : activation switch
        {
            Activation.QuickGelu => x.MultiplyInPlace(QuickGeluFactor).silu_().DivideInPlace(QuickGeluFactor),
            Activation.Gelu => torch.nn.functional.gelu(x, inplace: true),
            _ => torch.nn.functional.gelu(x, TorchSharp.Modules.GELU.Approximate.tanh, inplace: true),
        };

    private static torch.Tensor QuickGelu(torch.Tensor x)
    {
        if (torch.is_grad_enabled())
        {
            return x.mul(x.Times(QuickGeluFactor).sigmoid());
        }

        // One buffer instead of three: without gradients nobody needs the parts.
        return x.Times(QuickGeluFactor).sigmoid_().mul_(x);
    }
}
