using System.Numerics.Tensors;
using static CtVlm.MLNet.Torch.ProjectionText;

namespace CtVlm.MLNet.Torch;

/// <summary>Moves one modality along the gap between the two modalities' means, on the sphere.</summary>
/// <param name="lambda">How much of the gap is closed, half of it by each side.</param>
/// <param name="counterpart">The column of the other modality.</param>
/// <param name="side">What the rows are: it tells which way the reported gap points. Each side moves towards the other.</param>
internal sealed class ModalityGapProjection(double lambda, string counterpart, EmbeddingModality side) : EmbeddingProjection
{
    public override string Name => "gap-shift";

    public override bool NeedsData => true;

    public override string? CounterpartColumnName => counterpart;

    internal override bool Normalizes => true;

    private protected override PoolingArguments Arguments => new(("lambda", Text(lambda)), ("counterpart", counterpart), ("side", Text(side)));

    private protected override FittedProjection FitCore(ProjectionData data)
    {
        double[] mine = MeanDirection(data.Rows.Span, data.Width), other = MeanDirection(data.Counterparts.Span, data.Width);
        double[] difference = new double[data.Width]; // Ours less the other's: g for images, -g for texts
        TensorPrimitives.Subtract(mine, other, difference);
        double[] gap = [.. difference.Select(d => side == EmbeddingModality.Image ? d : -d)];
        float[] shift = [.. difference.Select(d => (float)(lambda * d / 2))];
        return new FittedProjection(
            Name,
            data.Width,
            [new NormalizeStep(), new AffineStep(shift), new NormalizeStep()],
            new Dictionary<string, double[]>
            {
                [ProjectionFigures.ModalityGap] = gap,
                [ProjectionFigures.ShiftNorm] = [TensorPrimitives.Norm<double>(gap)],
            });
    }

    // The mean of the rows divided by their norms; a zero row counts as zero.
    private static double[] MeanDirection(ReadOnlySpan<float> rows, int width)
    {
        double[] mean = new double[width];
        double[] row = new double[width];
        int count = rows.Length / width;
        for (int i = 0; i < count; i++)
        {
            SphericalGeometry.Normalize(rows.Slice(i * width, width), row);
            TensorPrimitives.Add(mean, row, mean);
        }

        TensorPrimitives.Divide(mean, (double)count, mean);
        return mean;
    }
}
