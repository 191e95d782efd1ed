namespace CtVlm.MLNet.Torch;

/// <summary>Centres each column and divides it by its standard deviation, divisor N; a constant column is only centred.</summary>
/// <remarks><b>Source:</b> scikit-learn's StandardScaler, definition only.</remarks>
internal sealed class StandardizingProjection : EmbeddingProjection
{
    public override string Name => "standardized";

    public override bool NeedsData => true;

    private protected override FittedProjection FitCore(ProjectionData data)
    {
        double[] mean = TrainingRows.Mean(data);
        double[] scale = TrainingRows.StandardDeviation(data, mean);
        return new FittedProjection(
            Name,
            data.Width,
            [new AffineStep([.. mean.Select(m => (float)m)]), new ScaleStep([.. scale.Select(s => (float)s)])],
            new Dictionary<string, double[]> { [ProjectionFigures.Scale] = scale });
    }
}
