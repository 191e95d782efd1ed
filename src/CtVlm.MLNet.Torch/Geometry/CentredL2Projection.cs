namespace CtVlm.MLNet.Torch;

/// <summary>Subtracts the mean of the training rows, then divides by the L2 norm.</summary>
internal sealed class CentredL2Projection : EmbeddingProjection
{
    public override string Name => "centred-l2";

    public override bool NeedsData => true;

    internal override bool Normalizes => true;

    private protected override FittedProjection FitCore(ProjectionData data) =>
        new(Name, data.Width, [new AffineStep([.. TrainingRows.Mean(data).Select(m => (float)m)]), new NormalizeStep()]);
}
