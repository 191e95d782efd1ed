using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Fills a CLIP tower with random weights from a seed.</summary>
/// <remarks>
/// Each linear map keeps the variance of what it is given, unlike the small weights that training starts from: so the class token
/// takes in the patches even though nothing was learnt, and different images give different embeddings.
/// </remarks>
internal static class ClipSeed
{
    private const double PositionScale = 0.3;

    /// <summary>Fills every parameter; the same seed gives the same weights, and no other random number of the process changes.</summary>
    public static void Fill(torch.nn.Module tower, long seed)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGrad = torch.no_grad();
        using torch.Generator generator = new((ulong)seed, torch.CPU);

        // By name, because the order in which fields are found is the runtime's own affair.
        foreach ((string name, TorchSharp.Modules.Parameter parameter) in tower.named_parameters().OrderBy(p => p.name, StringComparer.Ordinal))
        {
            if (name.EndsWith("bias", StringComparison.Ordinal))
            {
                parameter.zero_();
            }
            else if (name.Contains("norm", StringComparison.Ordinal))
            {
                parameter.FillInPlace(1);
            }
            else
            {
                torch.Tensor random = torch.randn(parameter.shape, torch.ScalarType.Float32, torch.CPU, generator: generator);
                parameter.copy_(random.MultiplyInPlace(GetScale(name, parameter.shape)));
            }
        }
    }

    private static double GetScale(string name, long[] shape) =>
        name.Contains("position_embedding", StringComparison.Ordinal) ? PositionScale
        : name.EndsWith("_embedding", StringComparison.Ordinal) || name.Contains("token_embedding", StringComparison.Ordinal) ? 1
        : 1 / Math.Sqrt(shape.Skip(1).Aggregate(1L, (product, length) => product * length));
}
