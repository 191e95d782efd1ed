using System.Numerics.Tensors;
using static CtVlm.MLNet.Torch.ProjectionText;

namespace CtVlm.MLNet.Torch;

/// <summary>Principal components in the Gaussian kernel's feature space; the training rows are kept.</summary>
/// <param name="components">How many.</param>
/// <param name="gamma">The kernel's gamma; null: from the median distance.</param>
/// <param name="seed">Chooses the rows of the median where there are many.</param>
/// <remarks><b>Source:</b> Schoelkopf, Smola and Mueller 1998, as in scikit-learn's KernelPCA(kernel="rbf"), definitions only.</remarks>
internal sealed class KernelPcaProjection(int components, double? gamma, int seed) : EmbeddingProjection
{
    /// <summary>The most training rows: the kernel matrix is quadratic in them, its decomposition cubic.</summary>
    internal const int MaxRows = 4096;

    public override string Name => "kernel-pca";

    public override bool NeedsData => true;

    private protected override PoolingArguments Arguments => new(("components", Text(components)), ("gamma", Text(gamma, "median")), ("seed", Text(seed)));

    private protected override FittedProjection FitCore(ProjectionData data)
    {
        if (data.Count > MaxRows)
        {
            throw new InvalidOperationException($"Projection '{Name}' takes at most {MaxRows} training rows, got {data.Count}. Use Nystroem, which keeps a few landmarks.");
        }

        double kernelGamma = gamma ?? RbfKernel.MedianGamma(data, Name, seed);
        double[] kernel = RbfKernel.Matrix(data.Rows.Span, data.Width, kernelGamma);
        double[] means = CentreTwice(kernel, data.Count);
        (double[] values, double[] vectors) = RbfKernel.Eigen(kernel);
        RequireRank(values);
        double[] map = new double[components * data.Count];
        for (int k = 0; k < components; k++)
        {
            int place = values.Length - 1 - k;
            ReadOnlySpan<double> vector = vectors.AsSpan(place * data.Count, data.Count);
            double sign = vector[TensorPrimitives.IndexOfMaxMagnitude(vector)] < 0 ? -1 : 1;
            TensorPrimitives.Multiply(vector, sign / Math.Sqrt(values[place]), map.AsSpan(k * data.Count, data.Count));
        }

        // The eigenvectors are orthogonal to (1, ..., 1): a row's own mean similarity, which centring would add to all, falls out of the map.
        return new FittedProjection(
            Name,
            data.Width,
            [new RbfKernelStep(kernelGamma, data.Rows.ToArray(), map, means)],
            new Dictionary<string, double[]>
            {
                [ProjectionFigures.Gamma] = [kernelGamma],
                [ProjectionFigures.KernelEigenvalues] = [.. values.Reverse().Take(components)],
            });
    }

    // Returns the column means of the matrix as it was.
    private static double[] CentreTwice(double[] kernel, int count)
    {
        double[] means = new double[count];
        for (int i = 0; i < count; i++)
        {
            means[i] = TensorPrimitives.Average<double>(kernel.AsSpan(i * count, count));
        }

        double grand = TensorPrimitives.Average<double>(means);
        for (int i = 0; i < kernel.Length; i++)
        {
            kernel[i] += grand - means[i / count] - means[i % count];
        }

        return means;
    }

    private void RequireRank(double[] values)
    {
        double threshold = values[^1] * values.Length * 1e-15;
        int rank = values.Count(v => v > threshold && v > 1e-14);
        if (rank < components)
        {
            throw new InvalidOperationException(
                $"Projection '{Name}' asks for {components} components, but {values.Length} training rows span only {rank} in the kernel's space. Ask for at most {rank}, or train on more rows.");
        }
    }
}
