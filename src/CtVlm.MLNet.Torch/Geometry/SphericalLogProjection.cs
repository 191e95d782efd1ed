namespace CtVlm.MLNet.Torch;

/// <summary>Flattens the sphere around the Fréchet mean of the training rows.</summary>
internal sealed class SphericalLogProjection : EmbeddingProjection
{
    public override string Name => "spherical-log";

    public override bool NeedsData => true;

    private protected override FittedProjection FitCore(ProjectionData data)
    {
        double[] rows = new double[data.Rows.Length];
        for (int i = 0; i < data.Count; i++)
        {
            SphericalGeometry.Normalize(data.Rows.Span.Slice(i * data.Width, data.Width), rows.AsSpan(i * data.Width, data.Width));
        }

        (double[] mean, double variance) = FitMean(rows, data.Width);
        return new FittedProjection(
            Name, data.Width, [new SphericalLogStep(mean)], new Dictionary<string, double[]> { [ProjectionFigures.SphericalVariance] = [variance] });
    }

    private (double[] Mean, double Variance) FitMean(double[] rows, int width)
    {
        try
        {
            return SphericalGeometry.FrechetMean(rows, width);
        }
        catch (InvalidOperationException failure)
        {
            throw new InvalidOperationException($"Projection '{Name}' cannot be fitted. {failure.Message}", failure);
        }
    }
}
