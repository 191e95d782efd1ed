using static CtVlm.MLNet.Torch.ProjectionText;

namespace CtVlm.MLNet.Torch;

/// <summary>x becomes R x, entries of R from N(0, 1/K).</summary>
/// <remarks><b>Source:</b> Johnson and Lindenstrauss 1984; Dasgupta and Gupta 2003.</remarks>
internal sealed class GaussianRandomProjection(int components, int seed) : EmbeddingProjection
{
    public override string Name => "gaussian-random";

    public override bool NeedsData => false;

    private protected override PoolingArguments Arguments => new(("components", Text(components)), ("seed", Text(seed)));

    private protected override FittedProjection FitCore(ProjectionData data)
    {
        double deviation = 1 / Math.Sqrt(components);
        return new(Name, data.Width, [new AffineStep(null, RandomMatrix.Draw(Name, components, data.Width, new Random(seed), random => deviation * RandomMatrix.Normal(random)))]);
    }
}
