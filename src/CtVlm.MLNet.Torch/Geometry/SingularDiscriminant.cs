using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Linear discriminants by two singular value decompositions, without a covariance and without shrinkage.</summary>
/// <remarks><b>Source:</b> scikit-learn's LinearDiscriminantAnalysis(solver="svd"), definition only.</remarks>
internal static class SingularDiscriminant
{
    // Directions of less than this share of the (standardised) spread within classes are not used.
    private const double Tolerance = 1e-4;

    /// <summary>The directions.</summary>
    /// <exception cref="InvalidOperationException">There is no spread within classes, or none between them.</exception>
    public static DiscriminantDirections Fit(string name, CentredRows centred, ClassMeans classes)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor within = Whiten(name, centred, classes); // (R, D)
        Tensor between = (classes.Means * classes.Counts.Over(classes.Count - 1).sqrt().unsqueeze(1)).matmul(within.t()); // (C, D) x (D, R)
        (_, Tensor singular, Tensor directions) = linalg.svd(between, fullMatrices: false); // (M), (M, R)
        double[] values = singular.data<double>().ToArray();
        int rank = values.Count(s => s > Tolerance * values[0]);
        double total = values.Sum(s => s * s);
        double[] ratio = [.. values.Take(rank).Select(s => s * s / total)];
        return new DiscriminantDirections(directions.narrow(0, 0, rank).matmul(within).MoveToOuterDisposeScope(), ratio, []);
    }

    // Directions that give the rows unit variance within classes, divisor N, as the eigenvectors of shrunk covariances do.
    private static Tensor Whiten(string name, CentredRows centred, ClassMeans classes)
    {
        Tensor deviation = classes.Within.Squared().mean([0]).sqrt(); // (D)
        Tensor scale = where(deviation.IsEqualTo(0), ones_like(deviation), deviation);
        (_, Tensor singular, Tensor directions) = linalg.svd((classes.Within / scale).Over(Math.Sqrt(centred.Count)), fullMatrices: false); // (M), (M, D)
        int rank = singular.data<double>().ToArray().Count(s => s > Tolerance);
        if (rank == 0)
        {
            ProjectionThrow.RankTooLow(name, centred.Count, centred.Width, 0, 1, "The rows of each class are equal: train on more rows a class, or give a shrinkage.");
        }

        return directions.narrow(0, 0, rank) / scale / singular.narrow(0, 0, rank).unsqueeze(1);
    }
}
