using System.Numerics.Tensors;

namespace CtVlm.MLNet;

/// <summary>c sum_i w_i (-ln p(y_i)) + 1/2 |coefficients|^2 over (coefficients [K, D], intercepts [K]), its gradient, and products with its Hessian.</summary>
internal sealed class MultinomialObjective
{
    private readonly TrainingRows _rows;
    private readonly double[] _weights;
    private readonly int _classes;
    private readonly double[] _probabilities;

    /// <summary>Prepares the weights of the rows.</summary>
    public MultinomialObjective(TrainingRows rows, double c, bool isBalanced)
    {
        _rows = rows;
        _classes = rows.Classes.Names.Length;
        int[] counts = new int[_classes];
        Array.ForEach(rows.Y, y => counts[y]++);
        _weights = Array.ConvertAll(rows.Y, y => c * (isBalanced ? rows.Count / ((double)_classes * counts[y]) : 1));
        _probabilities = new double[rows.Count * _classes];
    }

    /// <summary>K D + K.</summary>
    public int Size => _classes * (_rows.Width + 1);

    /// <summary>The objective.</summary>
    public double Value(ReadOnlySpan<double> theta)
    {
        double sum = TensorPrimitives.SumOfSquares(theta[..(_classes * _rows.Width)]) / 2;
        Span<double> logits = new double[_classes];
        for (int row = 0; row < _rows.Count; row++)
        {
            Linear(theta, row, logits);
            double max = TensorPrimitives.Max<double>(logits), log = 0;
            foreach (double logit in logits)
            {
                log += Math.Exp(logit - max);
            }

            sum += _weights[row] * (max + Math.Log(log) - logits[_rows.Y[row]]);
        }

        return sum;
    }

    /// <summary>The gradient; products with the Hessian are taken at the same place afterwards.</summary>
    public double[] Gradient(ReadOnlySpan<double> theta)
    {
        double[] gradient = new double[Size];
        theta[..(_classes * _rows.Width)].CopyTo(gradient);
        Span<double> residuals = new double[_classes];
        for (int row = 0; row < _rows.Count; row++)
        {
            Span<double> p = _probabilities.AsSpan(row * _classes, _classes);
            Linear(theta, row, p);
            TensorPrimitives.Subtract(p, TensorPrimitives.Max<double>(p), p);
            TensorPrimitives.SoftMax(p, p);
            TensorPrimitives.Multiply(p, _weights[row], residuals);
            residuals[_rows.Y[row]] -= _weights[row];
            Accumulate(gradient, row, residuals);
        }

        return gradient;
    }

    /// <summary>The Hessian at the place of the last gradient, times a vector.</summary>
    public double[] Multiply(ReadOnlySpan<double> vector)
    {
        double[] product = new double[Size];
        vector[..(_classes * _rows.Width)].CopyTo(product);
        Span<double> change = new double[_classes];
        for (int row = 0; row < _rows.Count; row++)
        {
            ReadOnlySpan<double> p = _probabilities.AsSpan(row * _classes, _classes);
            Linear(vector, row, change);
            TensorPrimitives.Subtract(change, TensorPrimitives.Dot<double>(p, change), change);
            TensorPrimitives.Multiply(change, p, change);
            TensorPrimitives.Multiply(change, _weights[row], change);
            Accumulate(product, row, change);
        }

        return product;
    }

    private void Linear(ReadOnlySpan<double> theta, int row, Span<double> logits)
    {
        for (int k = 0; k < _classes; k++)
        {
            logits[k] = TensorPrimitives.Dot(_rows[row], theta.Slice(k * _rows.Width, _rows.Width)) + theta[(_classes * _rows.Width) + k];
        }
    }

    private void Accumulate(double[] sum, int row, ReadOnlySpan<double> factors)
    {
        for (int k = 0; k < _classes; k++)
        {
            Span<double> own = sum.AsSpan(k * _rows.Width, _rows.Width);
            TensorPrimitives.MultiplyAdd(_rows[row], factors[k], own, own);
            sum[(_classes * _rows.Width) + k] += factors[k];
        }
    }
}
