namespace CtVlm.MLNet.Torch;

/// <summary>Leaves vectors as they are.</summary>
internal sealed class IdentityProjection : EmbeddingProjection
{
    public override string Name => "identity";

    public override bool NeedsData => false;

    public override FittedProjection Fit(ReadOnlySpan<float> rows, int width) => new(Name, width);
}
