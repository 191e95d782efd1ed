using System.Numerics.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace CtVlm.MLNet.Torch;

/// <summary>Principal components by a singular value decomposition of the centred rows, in double.</summary>
/// <remarks><b>Source:</b> scikit-learn's PCA(svd_solver="full"), definitions only: explained variance with divisor N - 1.</remarks>
internal sealed class PcaProjection(int components) : EmbeddingProjection
{
    public override string Name => "pca";

    public override bool NeedsData => true;

    private protected override FittedProjection FitCore(ProjectionData data)
    {
        double[] mean = TrainingRows.Mean(data);
        int count = data.Count, width = data.Width;
        TorchRuntime.EnsureLoaded();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable mode = no_grad();
        Tensor centred = tensor(TrainingRows.Centre(data.Rows.Span, mean), [count, width]); // (N, D)
        (_, Tensor singular, Tensor directions) = linalg.svd(centred, fullMatrices: false); // (R), (R, D)
        double[] values = singular.data<double>().ToArray();
        RequireRank(values, count, width);
        float[] loadings = Orient(directions.narrow(0, 0, components).contiguous().data<double>().ToArray(), width);
        double[] variance = [.. values.Select(s => s * s / (count - 1))];
        return new FittedProjection(
            Name,
            width,
            [new AffineStep([.. mean.Select(m => (float)m)], loadings)],
            new Dictionary<string, double[]>
            {
                [ProjectionFigures.ExplainedVariance] = variance[..components],
                [ProjectionFigures.ExplainedVarianceRatio] = [.. variance.Take(components).Select(v => v / variance.Sum())],
            });
    }

    private static float[] Orient(double[] directions, int width)
    {
        float[] loadings = new float[directions.Length];
        for (int start = 0; start < directions.Length; start += width)
        {
            Span<double> direction = directions.AsSpan(start, width);
            double sign = direction[TensorPrimitives.IndexOfMaxMagnitude<double>(direction)] < 0 ? -1 : 1;
            for (int i = 0; i < width; i++)
            {
                loadings[start + i] = (float)(sign * direction[i]);
            }
        }

        return loadings;
    }

    private void RequireRank(double[] singular, int count, int width)
    {
        double threshold = singular[0] * Math.Max(count, width) * 1e-15;
        int rank = singular.Count(s => s > threshold);
        if (rank < components)
        {
            throw new InvalidOperationException(
                $"PCA asks for {components} components, but {count} training rows of width {width} span only {rank}. Ask for at most {rank}, or train on more rows.");
        }
    }
}
