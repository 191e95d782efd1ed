using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Fills a module's parameters before training, in their order, from a generator and nothing else.</summary>
/// <remarks>
/// Matrices, convolutions and learnt tokens are uniform within sqrt(6 / (inputs + outputs)), the gains of norms are 1, every other vector is 0.
/// <b>Source:</b> Glorot and Bengio, AISTATS 2010, equation 16.
/// </remarks>
internal static class ParameterStart
{
    /// <summary>Fills every parameter.</summary>
    public static void Fill(nn.Module module, Generator generator)
    {
        using IDisposable mode = no_grad();
        using DisposeScope scope = NewDisposeScope();
        HashSet<string> gains = [.. module.named_modules().Where(m => m.module is LayerNormLayer).Select(m => $"{m.name}.weight")];
        foreach ((string name, Parameter parameter) in module.named_parameters())
        {
            _ = parameter.dim() > 1 ? Uniform(parameter, generator) : parameter.FillInPlace(gains.Contains(name) ? 1 : 0);
        }
    }

    // (outputs, inputs) or (outputs, inputs a group, height, width)
    private static Tensor Uniform(Tensor parameter, Generator generator)
    {
        long field = parameter.shape[2..].Aggregate(1L, (product, length) => product * length);
        double bound = Math.Sqrt(6.0 / (field * (parameter.shape[0] + parameter.shape[1])));
        return parameter.uniform_(-bound, bound, generator);
    }
}
