using static CtVlm.MLNet.Torch.ProjectionText;

namespace CtVlm.MLNet.Torch;

/// <summary>Makes each column normal by its ranks among the training rows.</summary>
/// <param name="interpolates">Whether ranks between training values are interpolated.</param>
internal sealed class RankGaussProjection(bool interpolates) : EmbeddingProjection
{
    public override string Name => interpolates ? "rank-gauss-interpolated" : "rank-gauss";

    public override bool NeedsData => true;

    private protected override PoolingArguments Arguments => new(("interpolates", Text(interpolates)));

    private protected override FittedProjection FitCore(ProjectionData data)
    {
        float[] sorted = new float[data.Rows.Length];
        ReadOnlySpan<float> rows = data.Rows.Span;
        for (int i = 0; i < rows.Length; i++)
        {
            sorted[(i % data.Width * data.Count) + (i / data.Width)] = rows[i];
        }

        for (int column = 0; column < data.Width; column++)
        {
            sorted.AsSpan(column * data.Count, data.Count).Sort();
        }

        return new FittedProjection(Name, data.Width, [new RankGaussStep(sorted, data.Count, interpolates)]);
    }
}
