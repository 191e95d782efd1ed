using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Starting values as torch's linear layer has them: weights and biases uniform within 1 / sqrt(inputs).</summary>
internal static class UniformStart
{
    /// <summary>Fills a linear map, from a generator and nothing else.</summary>
    public static void Fill(LinearLayer layer, Generator generator)
    {
        long inputs = layer.parameters().First(p => p.dim() == 2).shape[1];
        foreach (Parameter parameter in layer.parameters())
        {
            Fill(parameter, inputs, generator);
        }
    }

    /// <summary>Fills a parameter that a sum over a number of inputs depends on.</summary>
    public static void Fill(Tensor parameter, long inputs, Generator generator)
    {
        using IDisposable mode = no_grad();
        using DisposeScope scope = NewDisposeScope();
        double bound = 1 / Math.Sqrt(inputs);
        parameter.copy_(rand(parameter.shape, dtype: float32, generator: generator).MultiplyInPlace(2 * bound).AddInPlace(-bound));
    }
}
