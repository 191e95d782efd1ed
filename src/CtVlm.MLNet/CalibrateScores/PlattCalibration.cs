namespace CtVlm.MLNet;

/// <summary>Fits a sigmoid for each class by Newton's method with backtracking; smoothed targets make the optimum finite.</summary>
/// <remarks><b>Source:</b> Lin, Lin and Weng, A note on Platt's probabilistic outputs for support vector machines, Machine Learning 68 (2007), 267-276.</remarks>
internal sealed class PlattCalibration() : ScoreCalibration("platt")
{
    private const int MaxIterations = 200;

    internal override FittedScoreCalibration Fit(CalibrationRows rows)
    {
        RequireTwoClasses(rows);
        double[] a = new double[rows.Classes], b = new double[rows.Classes];
        for (int k = 0; k < rows.Classes; k++)
        {
            (a[k], b[k]) = FitClass(rows.Column(k), Targets(rows, k));
        }

        return new FittedPlatt(a, b);
    }

    private static double[] Targets(CalibrationRows rows, int k)
    {
        double positives = rows.CountOf(k), negatives = rows.Count - positives;
        return Array.ConvertAll(rows.Actual, y => y == k ? (positives + 1) / (positives + 2) : 1 / (negatives + 2));
    }

    // In standard units, so that one scale of steps fits all scores.
    private static (double A, double B) FitClass(double[] z, double[] targets)
    {
        double mean = z.Average();
        double deviation = Math.Sqrt(z.Average(value => (value - mean) * (value - mean)));
        double share = targets.Average(), b = Math.Log((1 - share) / share);
        if (deviation == 0)
        {
            return (0, b);
        }

        double[] x = Array.ConvertAll(z, value => (value - mean) / deviation);
        double a = 0, loss = Loss(x, targets, a, b);
        for (int i = 0; i < MaxIterations; i++)
        {
            (double stepA, double stepB) = NewtonStep(x, targets, a, b);
            double length = 1, next = Loss(x, targets, a + stepA, b + stepB);
            while (next > loss + (1e-14 * loss) && length > 1e-10)
            {
                length /= 2;
                next = Loss(x, targets, a + (length * stepA), b + (length * stepB));
            }

            a += length * stepA;
            b += length * stepB;
            loss = next;
            if (Math.Abs(stepA) + Math.Abs(stepB) <= 1e-12 * (1 + Math.Abs(a) + Math.Abs(b)))
            {
                break;
            }
        }

        return (a / deviation, b - (a * mean / deviation));
    }

    private static (double A, double B) NewtonStep(double[] x, double[] targets, double a, double b)
    {
        double gradientA = 0, gradientB = 0, aa = 0, ab = 0, bb = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double p = 1 / (1 + Math.Exp((a * x[i]) + b));
            double error = targets[i] - p, weight = p * (1 - p);
            gradientA += error * x[i];
            gradientB += error;
            aa += weight * x[i] * x[i];
            ab += weight * x[i];
            bb += weight;
        }

        double determinant = (aa * bb) - (ab * ab);
        return (-((bb * gradientA) - (ab * gradientB)) / determinant, -((aa * gradientB) - (ab * gradientA)) / determinant);
    }

    // Cross-entropy with f = a x + b: t f + ln(1 + exp(-f)), written so that no exponential overflows.
    private static double Loss(double[] x, double[] targets, double a, double b)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double f = (a * x[i]) + b;
            sum += f >= 0 ? (targets[i] * f) + Math.Log(1 + Math.Exp(-f)) : ((targets[i] - 1) * f) + Math.Log(1 + Math.Exp(f));
        }

        return sum;
    }
}
