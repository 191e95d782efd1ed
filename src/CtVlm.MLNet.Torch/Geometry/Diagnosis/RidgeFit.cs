using TorchSharp;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace CtVlm.MLNet.Torch;

/// <summary>Ridge regression on one target a class, with a free intercept: abs2(residual) + alpha abs2(W).</summary>
/// <remarks><b>Source:</b> Hoerl and Kennard 1970; targets -1 and +1 as scikit-learn's RidgeClassifier.</remarks>
internal static class RidgeFit
{
    /// <summary>The classifier on targets -1 and +1.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="classes">Class of each row, from 0.</param>
    /// <param name="classCount">C.</param>
    /// <param name="alpha">Weight of the penalty, above 0.</param>
    public static LinearClassifier Fit(DiagnosisRows rows, int[] classes, int classCount, double alpha) => Fit(rows, classes, classCount, alpha, -1);

    /// <summary>1 - (squared residuals)/(squared deviations from the target means), pooled over the classes, of ridge on targets 0 and 1.</summary>
    public static GeometryFigure OneHotR2(DiagnosisRows rows, int[] classes, int classCount, double alpha)
    {
        LinearClassifier fitted = Fit(rows, classes, classCount, alpha, 0);
        double[] means = [.. Enumerable.Range(0, classCount).Select(c => (double)classes.Count(own => own == c) / classes.Length)];
        double residual = 0, total = 0;
        for (int row = 0; row < rows.Count; row++)
        {
            double[] scores = fitted.Score(rows[row]);
            for (int c = 0; c < classCount; c++)
            {
                double target = classes[row] == c ? 1 : 0;
                residual += Math.Pow(target - scores[c], 2);
                total += Math.Pow(target - means[c], 2);
            }
        }

        return total == 0 ? GeometryFigure.None("two classes are needed") : GeometryFigure.Of(1 - (residual / total));
    }

    private static LinearClassifier Fit(DiagnosisRows rows, int[] classes, int classCount, double alpha, double otherTarget)
    {
        TorchRuntime.EnsureLoaded();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable mode = no_grad();
        Tensor x = rows.Centre().ToTensor(); // (N, D)
        Tensor targets = OneHot(classes, classCount, otherTarget); // (N, C)
        Tensor targetMeans = targets.mean([0]); // (C)
        Tensor coefficients = Solve(x, targets - targetMeans, alpha).t().contiguous(); // (C, D)
        Tensor intercepts = targetMeans - coefficients.mv(tensor(rows.Mean()));
        return new LinearClassifier(coefficients.data<double>().ToArray(), intercepts.data<double>().ToArray());
    }

    // Whichever of X'X (D, D) and XX' (N, N) is smaller. (D, C)
    private static Tensor Solve(Tensor x, Tensor targets, double alpha) => x.shape[1] <= x.shape[0]
        ? linalg.solve(x.t().mm(x).Plus(eye(x.shape[1], dtype: float64).Times(alpha)), x.t().mm(targets))
        : x.t().mm(linalg.solve(x.mm(x.t()).Plus(eye(x.shape[0], dtype: float64).Times(alpha)), targets));

    private static Tensor OneHot(int[] classes, int classCount, double other)
    {
        double[] targets = new double[classes.Length * classCount];
        Array.Fill(targets, other);
        for (int row = 0; row < classes.Length; row++)
        {
            targets[(row * classCount) + classes[row]] = 1;
        }

        return tensor(targets, [classes.Length, classCount]);
    }
}
