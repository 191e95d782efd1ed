using System.Numerics.Tensors;

namespace CtVlm.MLNet;

/// <summary>Newton's method on all rows at once, its steps by conjugate gradients, in double: deterministic, and without a matrix of D x D.</summary>
/// <remarks><b>Source:</b> Nocedal and Wright, Numerical Optimization, algorithm 7.1 (line search Newton-CG).</remarks>
internal static class MultinomialFit
{
    private const int MaxIterations = 200;

    /// <summary>Fits the model.</summary>
    /// <exception cref="InvalidOperationException">It does not converge: values differ too much in size.</exception>
    public static MultinomialModel Fit(TrainingRows rows, double c, bool isBalanced)
    {
        MultinomialObjective objective = new(rows, c, isBalanced);
        double[] theta = new double[objective.Size], gradient = objective.Gradient(theta);
        double value = objective.Value(theta), goal = 1e-10 * (1 + c);
        int iterations = 0;
        for (; iterations < MaxIterations && TensorPrimitives.Norm<double>(gradient) > goal; iterations++)
        {
            double[] step = Solve(objective, gradient);
            double[]? next = Descend(objective, theta, step, gradient, ref value);
            if (next is null)
            {
                break;
            }

            theta = next;
            gradient = objective.Gradient(theta);
        }

        // Rounding of the sums bounds what can be reached; the penalty's curvature of 1 turns it into an error of the coefficients.
        if (TensorPrimitives.Norm<double>(gradient) > 1e-6 * (1 + (c * rows.Count)))
        {
            throw new InvalidOperationException($"RidgeMultinomial: no optimum was found in {iterations} steps. Bring features to a common scale with NormalizeMeanVariance first, or lower c.");
        }

        return ToModel(rows, c, isBalanced, theta, value, iterations);
    }

    // Solves H step = gradient, the more exactly the closer the optimum is.
    private static double[] Solve(MultinomialObjective objective, double[] gradient)
    {
        double[] step = new double[gradient.Length], rest = [.. gradient], direction = [.. gradient];
        double norm = TensorPrimitives.Dot<double>(rest, rest), first = Math.Sqrt(norm), goal = Math.Min(0.5, Math.Sqrt(first)) * first;
        for (int i = 0; i < 20 * Math.Min(gradient.Length, 1000) && Math.Sqrt(norm) > Math.Max(goal, 1e-14); i++)
        {
            double[] product = objective.Multiply(direction);
            double curvature = TensorPrimitives.Dot<double>(direction, product);
            if (!(curvature > 0))
            {
                break;
            }

            double length = norm / curvature;
            TensorPrimitives.MultiplyAdd(direction, length, step, step);
            TensorPrimitives.MultiplyAdd(product, -length, rest, rest);
            double next = TensorPrimitives.Dot<double>(rest, rest);
            TensorPrimitives.MultiplyAdd(direction, next / norm, rest, direction);
            norm = next;
        }

        return step;
    }

    private static double[]? Descend(MultinomialObjective objective, double[] theta, double[] step, double[] gradient, ref double value)
    {
        double slope = TensorPrimitives.Dot<double>(step, gradient);
        for (double scale = 1; scale > 1e-12; scale /= 2)
        {
            double[] next = [.. theta];
            TensorPrimitives.MultiplyAdd(step, -scale, next, next);
            double candidate = objective.Value(next);

            // Close to the optimum the decrease is below rounding; a full Newton step is right there.
            if (candidate <= value - (1e-4 * scale * slope) || (scale == 1 && slope < 1e-9 * Math.Abs(value) && candidate <= value + (1e-13 * Math.Abs(value))))
            {
                value = candidate;
                return next;
            }
        }

        return null;
    }

    private static MultinomialModel ToModel(TrainingRows rows, double c, bool isBalanced, double[] theta, double value, int iterations)
    {
        int classes = rows.Classes.Names.Length;
        double[] intercepts = theta[(classes * rows.Width)..];
        double mean = intercepts.Average();
        return new MultinomialModel(rows.Classes.Names, rows.Classes.GetSlots(), theta[..(classes * rows.Width)], [.. intercepts.Select(i => i - mean)])
        {
            C = c,
            HasBalancedClassWeights = isBalanced,
            Objective = value,
            Iterations = iterations,
        };
    }
}
