using CtVlm.MLNet.Torch;
using TorchSharp;
using TorchSharp.Modules;

namespace TrainDemonstration;

/// <summary>Weights to begin training from: small normal ones, scaled as CLIP's are.</summary>
/// <remarks><b>Source:</b> Radford et al., arXiv 2103.00020; huggingface/transformers, src/transformers/models/clip/modeling_clip.py, _init_weights (Apache-2.0).</remarks>
internal static class ClipStart
{
    private const double TableScale = 0.02;

    /// <summary>Fills a module; the same seed gives the same weights.</summary>
    /// <param name="module">A tower, or heads.</param>
    /// <param name="layers">Number of its blocks.</param>
    /// <param name="seed">The seed.</param>
    public static void Fill(torch.nn.Module module, int layers, long seed)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGrad = torch.no_grad();
        using torch.Generator generator = new((ulong)seed, torch.CPU);
        foreach ((string name, Parameter parameter) in module.named_parameters().OrderBy(p => p.name, StringComparer.Ordinal))
        {
            if (name.EndsWith("bias", StringComparison.Ordinal))
            {
                parameter.zero_();
            }
            else if (name.Contains("norm", StringComparison.Ordinal) || name.Contains("layrnorm", StringComparison.Ordinal))
            {
                parameter.FillInPlace(1);
            }
            else
            {
                torch.Tensor random = torch.randn(parameter.shape, torch.ScalarType.Float32, torch.CPU, generator: generator);
                parameter.copy_(random.MultiplyInPlace(GetScale(name, parameter.shape, layers)));
            }
        }
    }

    // Maps into the attention and into the perceptron's end are divided by the root of twice the number of blocks, because that many of them are added up.
    private static double GetScale(string name, long[] shape, int layers)
    {
        double inputs = shape[^1];
        return name.Contains("class_embedding", StringComparison.Ordinal) ? Math.Pow(shape[0], -0.5)
            : name.Contains("embedding", StringComparison.Ordinal) ? TableScale
            : name.Contains("fc1", StringComparison.Ordinal) ? Math.Pow(2 * inputs, -0.5)
            : name.Contains("fc2", StringComparison.Ordinal) ? Math.Pow(shape[0] * 2 * layers, -0.5)
            : name.Contains("out_proj", StringComparison.Ordinal) || name.Contains("projection", StringComparison.Ordinal) ? Math.Pow(inputs, -0.5)
            : name.Contains("_proj", StringComparison.Ordinal) ? Math.Pow(inputs * 2 * layers, -0.5)
            : TableScale;
    }
}
