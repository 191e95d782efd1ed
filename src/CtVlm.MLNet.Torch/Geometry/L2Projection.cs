namespace CtVlm.MLNet.Torch;

/// <summary>Divides a vector by its L2 norm.</summary>
internal sealed class L2Projection : EmbeddingProjection
{
    public override string Name => "l2";

    public override bool NeedsData => false;

    public override FittedProjection Fit(ReadOnlySpan<float> rows, int width) => new(Name, width, normalizes: true);
}
