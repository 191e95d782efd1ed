using System.Numerics.Tensors;

namespace CtVlm.MLNet.Torch;

/// <summary>Minimises a smooth convex function by limited-memory BFGS with a backtracking line search.</summary>
/// <remarks><b>Source:</b> Nocedal and Wright, Numerical optimization, algorithms 7.4 and 7.5 (two-loop recursion).</remarks>
internal sealed class LimitedBfgs
{
    private const int Memory = 10;
    private const double SufficientDecrease = 1e-4;

    private readonly Func<double[], double[], double> _function;
    private readonly List<(double[] Step, double[] Change, double Curvature)> _pairs = [];
    private double[] _point;
    private double[] _gradient;
    private double _value;

    private LimitedBfgs(Func<double[], double[], double> function, int parameters)
    {
        _function = function;
        _point = new double[parameters];
        _gradient = new double[parameters];
        _value = function(_point, _gradient);
    }

    /// <summary>The minimum, from 0.</summary>
    /// <param name="function">Gives the value at a point and writes its gradient.</param>
    /// <param name="parameters">Number of parameters.</param>
    /// <param name="tolerance">Largest magnitude of the gradient at which the descent ends.</param>
    /// <param name="maxSteps">Most steps.</param>
    /// <returns>The point; null where the steps did not suffice.</returns>
    public static double[]? Minimize(Func<double[], double[], double> function, int parameters, double tolerance, int maxSteps)
    {
        LimitedBfgs descent = new(function, parameters);
        for (int step = 0; step < maxSteps && !descent.IsAt(tolerance); step++)
        {
            if (!descent.TryStep())
            {
                break;
            }
        }

        return descent.IsAt(tolerance) ? descent._point : null;
    }

    private bool IsAt(double tolerance) => Math.Abs(TensorPrimitives.MaxMagnitude<double>(_gradient)) <= tolerance;

    private bool TryStep()
    {
        double[] direction = FindDirection();
        double slope = TensorPrimitives.Dot<double>(direction, _gradient);
        double length = _pairs.Count == 0 ? 1 / Math.Max(1, TensorPrimitives.Norm<double>(_gradient)) : 1;
        double[] point = new double[_point.Length], gradient = new double[_point.Length];
        // 60 halvings leave nothing of a step: the value cannot fall any more.
        for (int halving = 0; halving < 60; halving++, length /= 2)
        {
            TensorPrimitives.MultiplyAdd(direction, length, _point, point);
            double value = _function(point, gradient);
            // Near the minimum the value's rounding hides the decrease; the slope still shows on which side of the minimum the point lies.
            bool isLower = value <= _value + (SufficientDecrease * length * slope)
                || (value <= _value + (1e-13 * Math.Abs(_value)) && Math.Abs(TensorPrimitives.Dot<double>(direction, gradient)) < Math.Abs(slope));
            if (isLower)
            {
                Remember(point, gradient);
                _value = value;
                return true;
            }
        }

        return false;
    }

    private void Remember(double[] point, double[] gradient)
    {
        double[] step = new double[point.Length], change = new double[point.Length];
        TensorPrimitives.Subtract(point, _point, step);
        TensorPrimitives.Subtract(gradient, _gradient, change);
        double curvature = TensorPrimitives.Dot<double>(step, change);
        if (curvature > 0)
        {
            _pairs.Add((step, change, curvature));
            if (_pairs.Count > Memory)
            {
                _pairs.RemoveAt(0);
            }
        }

        _point = point;
        _gradient = gradient;
    }

    private double[] FindDirection()
    {
        double[] direction = new double[_gradient.Length];
        TensorPrimitives.Negate(_gradient, direction);
        double[] weights = new double[_pairs.Count];
        for (int i = _pairs.Count - 1; i >= 0; i--)
        {
            weights[i] = TensorPrimitives.Dot<double>(_pairs[i].Step, direction) / _pairs[i].Curvature;
            TensorPrimitives.MultiplyAdd(_pairs[i].Change, -weights[i], direction, direction);
        }

        if (_pairs.Count > 0)
        {
            TensorPrimitives.Multiply(direction, _pairs[^1].Curvature / TensorPrimitives.SumOfSquares<double>(_pairs[^1].Change), direction);
        }

        for (int i = 0; i < _pairs.Count; i++)
        {
            double back = TensorPrimitives.Dot<double>(_pairs[i].Change, direction) / _pairs[i].Curvature;
            TensorPrimitives.MultiplyAdd(_pairs[i].Step, weights[i] - back, direction, direction);
        }

        return direction;
    }
}
