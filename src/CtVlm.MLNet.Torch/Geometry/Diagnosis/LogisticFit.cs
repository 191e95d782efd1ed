using System.Numerics.Tensors;

namespace CtVlm.MLNet.Torch;

/// <summary>Multinomial logistic regression with a free intercept: C sum(cross-entropy) + abs2(W)/2.</summary>
/// <remarks><b>Source:</b> the objective of scikit-learn's LogisticRegression; minimised by limited-memory BFGS.</remarks>
internal static class LogisticFit
{
    private const int MaxSteps = 2000;
    private const double GradientShare = 1e-8;

    /// <summary>The classifier, or null where the descent did not end within its steps.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="classes">Class of each row, from 0.</param>
    /// <param name="classCount">C classes.</param>
    /// <param name="strength">The factor C of the loss, above 0.</param>
    public static LinearClassifier? Fit(DiagnosisRows rows, int[] classes, int classCount, double strength)
    {
        TorchRuntime.EnsureLoaded();
        using LogisticObjective objective = new(rows.Centre(), classes, classCount, strength);
        double[]? solution = LimitedBfgs.Minimize(objective.Evaluate, objective.ParameterCount, GradientShare * rows.Count, MaxSteps);
        if (solution is null)
        {
            return null;
        }

        int weights = classCount * rows.Width;
        double[] mean = rows.Mean(), coefficients = solution[..weights];
        double[] intercepts = [.. solution[weights..].Select((b, c) => b - TensorPrimitives.Dot<double>(coefficients.AsSpan(c * rows.Width, rows.Width), mean))];
        return new LinearClassifier(coefficients, intercepts);
    }
}
