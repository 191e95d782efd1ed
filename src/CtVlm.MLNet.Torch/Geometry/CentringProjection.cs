namespace CtVlm.MLNet.Torch;

/// <summary>Subtracts the mean of the training rows.</summary>
internal sealed class CentringProjection : EmbeddingProjection
{
    public override string Name => "centred";

    public override bool NeedsData => true;

    public override FittedProjection Fit(ReadOnlySpan<float> rows, int width)
    {
        double[] mean = TrainingRows.Mean(rows, width, Name);
        return new FittedProjection(Name, width, [.. mean.Select(m => (float)m)]);
    }
}
