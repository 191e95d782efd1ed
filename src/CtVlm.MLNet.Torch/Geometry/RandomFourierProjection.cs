using static CtVlm.MLNet.Torch.ProjectionText;

namespace CtVlm.MLNet.Torch;

/// <summary>The Gaussian kernel's features by random waves: sqrt(2/K) cos(W x + b), W from N(0, 2 gamma), b from [0, 2 pi).</summary>
/// <param name="components">K.</param>
/// <param name="gamma">The kernel's gamma; null: from the median distance.</param>
/// <param name="seed">Draws W and b.</param>
/// <remarks><b>Source:</b> Rahimi and Recht 2007.</remarks>
internal sealed class RandomFourierProjection(int components, double? gamma, int seed) : EmbeddingProjection
{
    public override string Name => "random-fourier";

    public override bool NeedsData => gamma is null;

    private protected override PoolingArguments Arguments => new(("components", Text(components)), ("gamma", Text(gamma, "median")), ("seed", Text(seed)));

    private protected override FittedProjection FitCore(ProjectionData data)
    {
        double kernelGamma = gamma ?? RbfKernel.MedianGamma(data, Name, seed);
        Random random = new(seed);
        double deviation = Math.Sqrt(2 * kernelGamma);
        // 1 - NextDouble() is above 0, and 0.5 ulp keeps it below 1: the quantile is finite.
        float[] frequencies = RandomMatrix.Draw(Name, components, data.Width, random, r => deviation * NormalQuantile.Of(Math.Min(1 - r.NextDouble(), 1 - 1e-16)));
        float[] phases = new float[components];
        for (int k = 0; k < components; k++)
        {
            phases[k] = (float)(2 * Math.PI * random.NextDouble());
        }

        return new FittedProjection(
            Name, data.Width, [new RandomFourierStep(frequencies, phases)], new Dictionary<string, double[]> { [ProjectionFigures.Gamma] = [kernelGamma] });
    }
}
