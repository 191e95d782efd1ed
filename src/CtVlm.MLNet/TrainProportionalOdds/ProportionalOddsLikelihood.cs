namespace CtVlm.MLNet;

/// <summary>Penalised negative log-likelihood of the proportional-odds model with its gradient and Hessian, in double, over (beta, thresholds).</summary>
/// <remarks>
/// P(y = j) = s(a) - s(b) with a = t_j - x.beta, b = t_(j-1) - x.beta and s the logistic function; written as s(a) s(-b) (1 - exp(b - a)), it loses no digits in the tails.
/// It is convex in all parameters together. <b>Source:</b> McCullagh 1980; Pratt 1981.
/// </remarks>
internal sealed class ProportionalOddsLikelihood(TrainingRows rows, double l2)
{
    private readonly int _classes = rows.Classes.Names.Length;

    /// <summary>Number of parameters: D and K - 1.</summary>
    public int Size => rows.Width + _classes - 1;

    /// <summary>The objective; infinite where the thresholds do not rise.</summary>
    public double Value(ReadOnlySpan<double> theta)
    {
        double sum = Penalty(theta);
        for (int row = 0; row < rows.Count && double.IsFinite(sum); row++)
        {
            (double a, double b) = Ends(theta, row);
            sum -= a > b ? -Softplus(-a) - Softplus(b) + LogOneMinusExp(b - a) : double.NegativeInfinity;
        }

        return sum;
    }

    /// <summary>-log-likelihood alone.</summary>
    public double NegativeLogLikelihood(ReadOnlySpan<double> theta) => Value(theta) - Penalty(theta);

    /// <summary>Gradient and Hessian [size, size].</summary>
    public (double[] Gradient, double[] Hessian) Derivatives(ReadOnlySpan<double> theta)
    {
        double[] gradient = new double[Size], hessian = new double[Size * Size];
        for (int row = 0; row < rows.Count; row++)
        {
            (double a, double b) = Ends(theta, row);
            double q = a - b > 700 ? 0 : 1 / ExpMinusOne(a - b), qq = q * (1 + q);
            double gradA = Logistic(-a) + q, gradB = -Logistic(b) - q;
            Add(gradient, hessian, row, (gradA, gradB), ((Logistic(a) * Logistic(-a)) + qq, (Logistic(b) * Logistic(-b)) + qq, -qq));
        }

        for (int i = 0; i < rows.Width; i++)
        {
            gradient[i] += l2 * theta[i];
            hessian[(i * Size) + i] += l2;
        }

        Mirror(hessian);
        return (gradient, hessian);
    }

    /// <summary>Thresholds that give the class shares, without any feature.</summary>
    public double[] Start()
    {
        double[] theta = new double[Size];
        double below = 0;
        for (int k = 0; k < _classes - 1; k++)
        {
            below += rows.Y.Count(y => y == k);
            theta[rows.Width + k] = Math.Log(below / (rows.Count - below));
        }

        return theta;
    }

    // The vector of a is e(threshold y) - x, that of b is e(threshold y - 1) - x; an end that is infinite has no threshold, and weight 0.
    private void Add(double[] gradient, double[] hessian, int row, (double A, double B) grad, (double AA, double BB, double AB) hess)
    {
        ReadOnlySpan<double> x = rows[row];
        int y = rows.Y[row], width = rows.Width, upper = width + y, lower = width + y - 1;
        bool hasUpper = y < _classes - 1, hasLower = y > 0;
        double sum = grad.A + grad.B, curve = hess.AA + hess.BB + (2 * hess.AB);
        for (int i = 0; i < width; i++)
        {
            gradient[i] += sum * x[i];
            System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(x[..(i + 1)], curve * x[i], hessian.AsSpan(i * Size, i + 1), hessian.AsSpan(i * Size, i + 1));
        }

        if (hasUpper)
        {
            gradient[upper] -= grad.A;
            hessian[(upper * Size) + upper] += hess.AA;
            System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(x, -(hess.AA + hess.AB), hessian.AsSpan(upper * Size, width), hessian.AsSpan(upper * Size, width));
        }

        if (hasLower)
        {
            gradient[lower] -= grad.B;
            hessian[(lower * Size) + lower] += hess.BB;
            System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(x, -(hess.BB + hess.AB), hessian.AsSpan(lower * Size, width), hessian.AsSpan(lower * Size, width));
        }

        if (hasUpper && hasLower)
        {
            hessian[(upper * Size) + lower] += hess.AB;
        }
    }

    private (double A, double B) Ends(ReadOnlySpan<double> theta, int row)
    {
        double eta = System.Numerics.Tensors.TensorPrimitives.Dot(rows[row], theta[..rows.Width]);
        int y = rows.Y[row];
        return (
            y < _classes - 1 ? theta[rows.Width + y] - eta : double.PositiveInfinity,
            y > 0 ? theta[rows.Width + y - 1] - eta : double.NegativeInfinity);
    }

    private double Penalty(ReadOnlySpan<double> theta) => l2 / 2 * System.Numerics.Tensors.TensorPrimitives.SumOfSquares(theta[..rows.Width]);

    private void Mirror(double[] hessian)
    {
        for (int i = 0; i < Size; i++)
        {
            for (int j = 0; j < i; j++)
            {
                hessian[(j * Size) + i] = hessian[(i * Size) + j];
            }
        }
    }

    private static double Logistic(double z) => z >= 0 ? 1 / (1 + Math.Exp(-z)) : Math.Exp(z) / (1 + Math.Exp(z));

    // ln(1 + e^z); z may be infinite.
    private static double Softplus(double z) => z > 0 ? z + Math.Log(1 + Math.Exp(-z)) : LogOnePlus(Math.Exp(z));

    private static double LogOneMinusExp(double z) => z > -0.6931471805599453 ? Math.Log(-ExpMinusOneNegative(z)) : LogOnePlus(-Math.Exp(z));

    // ln(1 + u) and exp(z) - 1 without cancellation, after Kahan: the error of the rounded intermediate is divided out.
    private static double LogOnePlus(double u)
    {
        double w = 1 + u;
        return w == 1 ? u : Math.Log(w) * u / (w - 1);
    }

    private static double ExpMinusOne(double z) => -ExpMinusOneNegative(-z) / Math.Exp(-z);

    private static double ExpMinusOneNegative(double z)
    {
        double e = Math.Exp(z);
        return e == 1 ? z : e - 1 == -1 ? -1 : (e - 1) * z / Math.Log(e);
    }
}
