namespace CtVlm.MLNet;

/// <summary>Newton's method with halved steps, in double: deterministic, to rounding.</summary>
internal static class ProportionalOddsFit
{
    private const int MaxIterations = 200;

    /// <summary>Fits the model.</summary>
    /// <exception cref="InvalidOperationException">There is no finite optimum, or no unique one.</exception>
    public static ProportionalOddsModel Fit(TrainingRows rows, double l2)
    {
        ProportionalOddsLikelihood likelihood = new(rows, l2);
        double[] theta = likelihood.Start();
        double value = likelihood.Value(theta);
        for (int iteration = 0; iteration < MaxIterations; iteration++)
        {
            (double[] gradient, double[] hessian) = likelihood.Derivatives(theta);
            double[] step = (CholeskyFactor.TryCreate(hessian, likelihood.Size) ?? throw NoOptimum()).Solve(gradient);

            // Where features part the classes, the gradient vanishes but the steps do not: they lead to infinity.
            double size = step.Max(Math.Abs) / (1 + theta.Max(Math.Abs));
            double[]? next = size < 1e-10 ? null : Descend(likelihood, theta, step, ref value);
            if (next is null)
            {
                return size < 1e-6 ? ToModel(rows, l2, likelihood, theta, value, hessian, iteration) : throw NoOptimum();
            }

            theta = next;
        }

        throw NoOptimum();
    }

    private static double[]? Descend(ProportionalOddsLikelihood likelihood, double[] theta, double[] step, ref double value)
    {
        for (double scale = 1; scale > 1e-12; scale /= 2)
        {
            double[] next = [.. theta.Zip(step, (t, s) => t - (scale * s))];
            double candidate = likelihood.Value(next);
            if (candidate < value)
            {
                value = candidate;
                return next;
            }
        }

        return null;
    }

    private static ProportionalOddsModel ToModel(
        TrainingRows rows, double l2, ProportionalOddsLikelihood likelihood, double[] theta, double value, double[] hessian, int iterations)
    {
        double[]? errors = l2 > 0 ? null
            : Array.ConvertAll((CholeskyFactor.TryCreate(hessian, likelihood.Size) ?? throw NoOptimum()).InverseDiagonal(), Math.Sqrt);
        return new ProportionalOddsModel(rows.Classes.Names, rows.Classes.GetSlots(), theta[..rows.Width], theta[rows.Width..])
        {
            L2 = l2,
            StandardErrors = errors,
            LogLikelihood = -likelihood.NegativeLogLikelihood(theta),
            LogLikelihoodNull = rows.Y.CountBy(y => y).Sum(c => c.Value * Math.Log(c.Value / (double)rows.Count)),
            Objective = value,
            Iterations = iterations,
        };
    }

    private static InvalidOperationException NoOptimum() => new(
        "ProportionalOdds: the likelihood has no finite or no unique optimum: the features part the classes, repeat each other, or are more than the rows allow. Set l2 above 0, or take fewer features.");
}
