using static CtVlm.MLNet.Torch.ProjectionText;

namespace CtVlm.MLNet.Torch;

/// <summary>x becomes R x; two thirds of R are 0, the others sqrt(3/K) or its negative, equally often.</summary>
/// <remarks><b>Source:</b> Achlioptas, Database-friendly random projections, J. Computer and System Sciences 66, 2003.</remarks>
internal sealed class SparseRandomProjection(int components, int seed) : EmbeddingProjection
{
    public override string Name => "sparse-random";

    public override bool NeedsData => false;

    private protected override PoolingArguments Arguments => new(("components", Text(components)), ("seed", Text(seed)));

    private protected override FittedProjection FitCore(ProjectionData data)
    {
        double size = Math.Sqrt(3.0 / components);
        return new(Name, data.Width, [new AffineStep(null, RandomMatrix.Draw(Name, components, data.Width, new Random(seed), random => size * RandomMatrix.Sparse(random)))]);
    }
}
