using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Principal directions of rows by a singular value decomposition, in double.</summary>
/// <param name="Directions">(K, D) by falling variance, the loading of largest magnitude positive; belongs to the scope it was made in.</param>
/// <param name="Figures">Variance of the K directions, divisor N - 1, and their share in that of all.</param>
/// <remarks><b>Source:</b> scikit-learn's PCA(svd_solver="full"), definitions only.</remarks>
internal sealed record PrincipalAxes(Tensor Directions, Dictionary<string, double[]> Figures)
{
    /// <summary>The leading directions.</summary>
    /// <param name="name">The projection as messages call it.</param>
    /// <param name="centred">Rows of mean 0.</param>
    /// <param name="components">K.</param>
    /// <exception cref="InvalidOperationException">The rows' rank is below K; the message names it.</exception>
    public static PrincipalAxes Fit(string name, CentredRows centred, int components)
    {
        using DisposeScope scope = NewDisposeScope();
        (_, Tensor singular, Tensor directions) = linalg.svd(centred.Rows, fullMatrices: false); // (R), (R, D)
        double[] values = singular.data<double>().ToArray();
        RequireRank(name, values, centred, components);
        double[] variance = [.. values.Select(s => s * s / (centred.Count - 1))];
        double total = variance.Sum();
        Tensor leading = Spectrum.Orient(directions.narrow(0, 0, components));
        return new PrincipalAxes(leading.MoveToOuterDisposeScope(), new()
        {
            [ProjectionFigures.ExplainedVariance] = variance[..components],
            [ProjectionFigures.ExplainedVarianceRatio] = [.. variance.Take(components).Select(v => v / total)],
        });
    }

    private static void RequireRank(string name, double[] singular, CentredRows centred, int components)
    {
        double threshold = singular[0] * Math.Max(centred.Count, centred.Width) * 1e-15;
        int rank = singular.Count(s => s > threshold);
        if (rank < components)
        {
            throw new InvalidOperationException(
                $"{name} asks for {components} components, but {centred.Count} training rows of width {centred.Width} span only {rank}. Ask for at most {rank}, or train on more rows.");
        }
    }
}
