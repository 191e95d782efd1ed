namespace CtVlm.MLNet.Torch;

/// <summary>Divides a vector by its L2 norm.</summary>
internal sealed class L2Projection : EmbeddingProjection
{
    public override string Name => "l2";

    public override bool NeedsData => false;

    internal override bool Normalizes => true;

    private protected override FittedProjection FitCore(ProjectionData data) => new(Name, data.Width, [new NormalizeStep()]);
}
