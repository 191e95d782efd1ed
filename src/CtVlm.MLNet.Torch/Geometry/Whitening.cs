using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The directions of a covariance and the factors that give each unit variance.</summary>
/// <param name="Directions">(K, D), in double; belongs to the scope it was made in.</param>
/// <param name="Scaled">(K, D): each direction times 1/sqrt(variance + epsilon); same scope.</param>
/// <param name="Figures">Explained variance and its ratio, the variance after shrinkage, alpha.</param>
internal sealed record Whitening(Tensor Directions, Tensor Scaled, Dictionary<string, double[]> Figures)
{
    /// <summary>Whitens rows.</summary>
    /// <param name="name">The projection, for messages.</param>
    /// <param name="centred">Rows of mean 0.</param>
    /// <param name="settings">How many directions, and how they are regularised.</param>
    /// <param name="divisor">Divisor of the covariance.</param>
    /// <exception cref="InvalidOperationException">The rows' rank is too low; the message names it and what to do.</exception>
    public static Whitening Fit(string name, CentredRows centred, WhiteningSettings settings, double divisor)
    {
        using DisposeScope scope = NewDisposeScope();
        Covariance covariance = Covariance.Of(centred.Rows, settings.Shrinkage, divisor);
        Spectrum spectrum = Spectrum.Of(covariance.Plain);
        int components = settings.Components ?? centred.Width;
        RequireRank(name, centred, settings, covariance, spectrum.Rank(centred.Count), components);
        double[] variances = covariance.Shrink(spectrum.Values)[..components];
        double[] factors = [.. variances.Select(v => 1 / Math.Sqrt(v + settings.Epsilon))];
        Tensor directions = spectrum.Directions.narrow(0, 0, components);
        Tensor scaled = directions * tensor(factors).unsqueeze(1); // (K, D) x (K, 1)
        return new Whitening(
            directions.MoveToOuterDisposeScope(), scaled.MoveToOuterDisposeScope(), Describe(spectrum.Values, variances, covariance, divisor / (centred.Count - 1)));
    }

    private static void RequireRank(string name, CentredRows centred, WhiteningSettings settings, Covariance covariance, int rank, int components)
    {
        if (components > centred.Width)
        {
            ProjectionThrow.RankTooLow(name, centred.Count, centred.Width, rank, components, $"Ask for at most {rank} components.");
        }

        // Regularised, a null space has a defined scale, but its axes are arbitrary: all of it, or none.
        bool isRegularised = covariance.Alpha > 0 || settings.Epsilon > 0;
        if (rank == 0 || (rank < components && (!isRegularised || components < centred.Width)))
        {
            ProjectionThrow.RankTooLow(name, centred.Count, centred.Width, rank, components, rank == 0 ? "There is no spread: train on more rows, and different ones." : settings.Advise(rank));
        }
    }

    private static Dictionary<string, double[]> Describe(double[] plain, double[] variances, Covariance covariance, double toUnbiased)
    {
        double total = plain.Sum();
        return new()
        {
            [ProjectionFigures.ExplainedVariance] = [.. plain.Take(variances.Length).Select(v => v * toUnbiased)],
            [ProjectionFigures.ExplainedVarianceRatio] = [.. plain.Take(variances.Length).Select(v => v / total)],
            [ProjectionFigures.RegularizedVariance] = variances,
            [ProjectionFigures.Shrinkage] = [covariance.Alpha],
        };
    }
}
