namespace CtVlm.MLNet.Torch;

/// <summary>Subtracts the mean of the training rows.</summary>
internal sealed class CentringProjection : EmbeddingProjection
{
    public override string Name => "centred";

    public override bool NeedsData => true;

    private protected override FittedProjection FitCore(ProjectionData data) =>
        new(Name, data.Width, [new AffineStep([.. TrainingRows.Mean(data).Select(m => (float)m)])]);
}
