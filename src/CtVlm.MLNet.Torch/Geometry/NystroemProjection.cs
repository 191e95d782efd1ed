using static CtVlm.MLNet.Torch.ProjectionText;

namespace CtVlm.MLNet.Torch;

/// <summary>The Gaussian kernel's features by landmarks: K(x, Z) K(Z, Z)^(-1/2).</summary>
/// <param name="landmarks">How many training rows are landmarks.</param>
/// <param name="gamma">The kernel's gamma; null: from the median distance.</param>
/// <param name="seed">Chooses the landmarks.</param>
/// <remarks><b>Source:</b> Williams and Seeger 2000; the symmetric root, eigenvalues floored at 1e-12.</remarks>
internal sealed class NystroemProjection(int landmarks, double? gamma, int seed) : EmbeddingProjection
{
    private const double Floor = 1e-12;

    public override string Name => "nystroem";

    public override bool NeedsData => true;

    /// <summary>The step with given landmarks.</summary>
    /// <param name="landmarks">Z, (M, D) row by row.</param>
    /// <param name="width">D.</param>
    /// <param name="gamma">Above 0.</param>
    internal static RbfKernelStep CreateStep(float[] landmarks, int width, double gamma)
    {
        double[] kernel = RbfKernel.Matrix(landmarks, width, gamma);
        (double[] values, double[] vectors) = RbfKernel.Eigen(kernel);
        double[] root = new double[kernel.Length];
        int count = values.Length;
        for (int e = 0; e < count; e++)
        {
            double scale = 1 / Math.Sqrt(Math.Max(values[e], Floor));
            ReadOnlySpan<double> vector = vectors.AsSpan(e * count, count);
            for (int i = 0; i < root.Length; i++)
            {
                root[i] += scale * vector[i / count] * vector[i % count];
            }
        }

        return new RbfKernelStep(gamma, landmarks, root);
    }

    private protected override PoolingArguments Arguments => new(("landmarks", Text(landmarks)), ("gamma", Text(gamma, "median")), ("seed", Text(seed)));

    private protected override FittedProjection FitCore(ProjectionData data)
    {
        float[] chosen = RbfKernel.ChooseLandmarks(data, Name, landmarks, seed);
        double kernelGamma = gamma ?? RbfKernel.MedianGamma(data, Name, seed);
        return new FittedProjection(
            Name, data.Width, [CreateStep(chosen, data.Width, kernelGamma)], new Dictionary<string, double[]> { [ProjectionFigures.Gamma] = [kernelGamma] });
    }
}
