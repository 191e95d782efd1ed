using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Linear discriminants by eigenvectors of shrunk covariances.</summary>
/// <remarks>
/// Sw is the prior-weighted sum of the classes' shrunk covariances, Sb the shrunk covariance of all rows less Sw; Sb v = lambda Sw v with v'Sw v = 1.
/// Ledoit and Wolf's alpha is found on standardised columns, and the covariance scaled back; a given alpha shrinks the covariance as it is.
/// <b>Source:</b> scikit-learn's LinearDiscriminantAnalysis(solver="eigen"), definition only.
/// </remarks>
internal static class ShrunkDiscriminant
{
    /// <summary>The directions.</summary>
    /// <exception cref="InvalidOperationException">The covariance within classes is singular even so.</exception>
    public static DiscriminantDirections Fit(string name, CentredRows centred, ClassMeans classes, CovarianceShrinkage shrinkage)
    {
        using DisposeScope scope = NewDisposeScope();
        List<double> alphas = [];
        Tensor within = zeros([centred.Width, centred.Width], ScalarType.Float64);
        foreach (long[] members in classes.Members)
        {
            using DisposeScope inner = NewDisposeScope();
            (Tensor shrunk, double alpha) = Shrink(classes.Within.index_select(0, tensor(members)), shrinkage);
            alphas.Add(alpha);
            within.AddInPlace(shrunk, (double)members.Length / centred.Count);
        }

        Tensor between = Shrink(centred.Rows, shrinkage).Shrunk - within;
        DiscriminantDirections found = Separate(name, centred, within, between);
        return found with { Rows = found.Rows.MoveToOuterDisposeScope(), Alphas = shrinkage.Alpha is null ? [.. alphas] : [alphas[0]] };
    }

    private static DiscriminantDirections Separate(string name, CentredRows centred, Tensor within, Tensor between)
    {
        using DisposeScope scope = NewDisposeScope();
        Spectrum spread = Spectrum.Of(within);
        int rank = spread.Rank(centred.Count);
        if (rank < centred.Width)
        {
            ProjectionThrow.RankTooLow(name, centred.Count, centred.Width, rank, centred.Width, "Give a larger shrinkage, or train on more rows a class.");
        }

        Tensor whitener = spread.Directions / tensor(spread.Values).sqrt().unsqueeze(1); // (D, D)
        (Tensor values, Tensor vectors) = linalg.eigh(whitener.matmul(between).matmul(whitener.t())); // (D) rising, (D, D) in columns
        double[] falling = values.flip(0).data<double>().ToArray();
        double total = falling.Sum();
        Tensor directions = vectors.t().flip(0).matmul(whitener); // (D, D)
        return new DiscriminantDirections(directions.MoveToOuterDisposeScope(), [.. falling.Select(v => v / total)], []);
    }

    private static (Tensor Shrunk, double Alpha) Shrink(Tensor rows, CovarianceShrinkage shrinkage)
    {
        using DisposeScope scope = NewDisposeScope();
        if (shrinkage.Alpha is double given)
        {
            return (Covariance.Of(rows, shrinkage, rows.shape[0]).Shrunk().MoveToOuterDisposeScope(), given);
        }

        Tensor deviation = rows.Squared().mean([0]).sqrt(); // (D)
        Tensor scale = where(deviation.IsEqualTo(0), ones_like(deviation), deviation);
        Covariance scaled = Covariance.Of(rows / scale, shrinkage, rows.shape[0]);
        return ((scaled.Shrunk() * scale * scale.unsqueeze(1)).MoveToOuterDisposeScope(), scaled.Alpha);
    }
}
