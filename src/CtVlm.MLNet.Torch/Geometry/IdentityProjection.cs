namespace CtVlm.MLNet.Torch;

/// <summary>Leaves vectors as they are.</summary>
internal sealed class IdentityProjection : EmbeddingProjection
{
    public override string Name => "identity";

    public override bool NeedsData => false;

    private protected override FittedProjection FitCore(ProjectionData data) => new(Name, data.Width, []);
}
