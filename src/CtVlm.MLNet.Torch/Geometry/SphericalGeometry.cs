using System.Numerics.Tensors;

namespace CtVlm.MLNet.Torch;

/// <summary>Geometry of the unit sphere in D dimensions, in double. Points are unit vectors, tangents are kept in the D ambient coordinates.</summary>
/// <remarks>
/// A point opposite to the base has no logarithm: every direction leads there. What takes two points refuses such a pair; what walks over many rows takes a fixed direction, so that no row gives NaN.
/// <b>Source:</b> Pennec 2006 (exp, log, Fréchet mean); Shoemake 1985 (slerp).
/// </remarks>
internal static class SphericalGeometry
{
    private const double NormFloor = 1e-12;
    private const double AntipodalSine = 1e-12;
    private const double ConvergedStep = 1e-15;
    private const double StalledStep = 1e-10;
    private const int MaxRounds = 500;

    /// <summary>v / max(|v|, 1e-12): a zero vector stays zero.</summary>
    /// <param name="vector">D values.</param>
    /// <param name="destination">Receives D values; may be <paramref name="vector"/> itself.</param>
    public static void Normalize(ReadOnlySpan<double> vector, Span<double> destination) =>
        TensorPrimitives.Divide(vector, Math.Max(TensorPrimitives.Norm(vector), NormFloor), destination);

    /// <summary>v / max(|v|, 1e-12): a zero vector stays zero.</summary>
    public static void Normalize(ReadOnlySpan<float> vector, Span<double> destination)
    {
        for (int i = 0; i < vector.Length; i++)
        {
            destination[i] = vector[i];
        }

        Normalize(destination, destination);
    }

    /// <summary>The angle between two points, 0 to pi, exact also near both ends.</summary>
    public static double Angle(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double difference = TensorPrimitives.Distance(a, b), sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += (a[i] + b[i]) * (a[i] + b[i]);
        }

        return 2 * Math.Atan2(difference, Math.Sqrt(sum));
    }

    /// <summary>log_p(x): the tangent at p that leads to x, of the length of the angle between them.</summary>
    /// <param name="basePoint">p, a unit vector of D values.</param>
    /// <param name="point">x, a unit vector of D values; zero gives zero.</param>
    /// <param name="destination">Receives D values orthogonal to p.</param>
    /// <exception cref="ArgumentException">The points are opposite to each other.</exception>
    public static void Log(ReadOnlySpan<double> basePoint, ReadOnlySpan<double> point, Span<double> destination)
    {
        if (!TryLog(basePoint, point, destination))
        {
            throw Opposite(nameof(point));
        }
    }

    /// <summary>As <see cref="Log"/>; a point opposite to p gets the length pi in a direction that depends on p alone.</summary>
    public static void LogOrFixed(ReadOnlySpan<double> basePoint, ReadOnlySpan<double> point, Span<double> destination)
    {
        if (TryLog(basePoint, point, destination))
        {
            return;
        }

        // The axis least along p, made orthogonal to it.
        int axis = TensorPrimitives.IndexOfMinMagnitude(basePoint);
        TensorPrimitives.Multiply(basePoint, -basePoint[axis], destination);
        destination[axis] += 1;
        Normalize(destination, destination);
        TensorPrimitives.Multiply(destination, Math.PI, destination);
    }

    /// <summary>exp_p(v) = cos|v| p + sin|v| v/|v|: where the geodesic from p along v is after |v|.</summary>
    /// <param name="basePoint">p, a unit vector of D values.</param>
    /// <param name="tangent">v, D values orthogonal to p.</param>
    /// <param name="destination">Receives a unit vector of D values.</param>
    public static void Exp(ReadOnlySpan<double> basePoint, ReadOnlySpan<double> tangent, Span<double> destination)
    {
        double length = TensorPrimitives.Norm(tangent);
        double along = length == 0 ? 1 : Math.Sin(length) / length;
        double stay = Math.Cos(length);
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = (stay * basePoint[i]) + (along * tangent[i]);
        }
    }

    /// <summary>The part of a vector that is orthogonal to p.</summary>
    public static void ToTangent(ReadOnlySpan<double> basePoint, ReadOnlySpan<double> vector, Span<double> destination)
    {
        double along = TensorPrimitives.Dot(basePoint, vector);
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = vector[i] - (along * basePoint[i]);
        }
    }

    /// <summary>The point at the fraction t of the way from a to b.</summary>
    /// <param name="a">A unit vector of D values.</param>
    /// <param name="b">A unit vector of D values.</param>
    /// <param name="t">0 for a, 1 for b.</param>
    /// <param name="destination">Receives a unit vector of D values.</param>
    /// <exception cref="ArgumentException">The points are opposite to each other.</exception>
    public static void Slerp(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double t, Span<double> destination)
    {
        double angle = Angle(a, b), sine = Math.Sin(angle);
        if (angle > 1 && sine < AntipodalSine)
        {
            throw Opposite(nameof(b));
        }

        double first = angle == 0 ? 1 - t : Math.Sin((1 - t) * angle) / sine;
        double second = angle == 0 ? t : Math.Sin(t * angle) / sine;
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = (first * a[i]) + (second * b[i]);
        }
    }

    /// <summary>The point of least mean squared angle to the rows: p &lt;- exp_p(mean of log_p x), from the normalised mean.</summary>
    /// <param name="rows">Unit rows (N, D), row by row; zero rows count for nothing.</param>
    /// <param name="width">D.</param>
    /// <param name="weights">N weights of 0 or more; empty: all equal.</param>
    /// <returns>The mean, D values, and the (weighted) mean squared angle to it.</returns>
    /// <exception cref="InvalidOperationException">The rows cancel out, or there is none with a direction: no mean is defined.</exception>
    public static (double[] Mean, double Variance) FrechetMean(ReadOnlySpan<double> rows, int width, ReadOnlySpan<double> weights = default)
    {
        double[] mean = StartingPoint(rows, width, weights);
        double[] step = new double[width], next = new double[width];
        double variance = 0, previous = double.PositiveInfinity;
        for (int round = 0; round < MaxRounds; round++)
        {
            variance = MeanLog(mean, rows, weights, step);
            double length = TensorPrimitives.Norm<double>(step);
            if (length < ConvergedStep || (length < StalledStep && length >= previous))
            {
                break;
            }

            previous = length;
            Exp(mean, step, next);
            Normalize(next, mean);
        }

        return (mean, variance);
    }

    private static bool TryLog(ReadOnlySpan<double> basePoint, ReadOnlySpan<double> point, Span<double> destination)
    {
        double cosine = TensorPrimitives.Dot(basePoint, point);
        ToTangent(basePoint, point, destination);
        double sine = TensorPrimitives.Norm<double>(destination);
        if (cosine < 0 && sine < AntipodalSine)
        {
            return false;
        }

        double scale = sine == 0 ? 1 : Math.Atan2(sine, cosine) / sine;
        TensorPrimitives.Multiply(destination, scale, destination);
        return true;
    }

    private static double[] StartingPoint(ReadOnlySpan<double> rows, int width, ReadOnlySpan<double> weights)
    {
        double[] sum = new double[width];
        double total = 0;
        for (int i = 0; i < rows.Length / width; i++)
        {
            double weight = weights.IsEmpty ? 1 : weights[i];
            TensorPrimitives.MultiplyAdd(rows.Slice(i * width, width), weight, sum, sum);
            total += weight;
        }

        if (!(TensorPrimitives.Norm<double>(sum) > NormFloor * Math.Max(total, double.Epsilon)))
        {
            throw new InvalidOperationException($"The {rows.Length / width} rows have no mean on the sphere: their directions cancel out, or all are zero.");
        }

        Normalize(sum, sum);
        return sum;
    }

    private static double MeanLog(double[] mean, ReadOnlySpan<double> rows, ReadOnlySpan<double> weights, double[] step)
    {
        int width = mean.Length;
        double[] tangent = new double[width];
        double total = 0, squares = 0;
        Array.Clear(step);
        for (int i = 0; i < rows.Length / width; i++)
        {
            ReadOnlySpan<double> row = rows.Slice(i * width, width);
            double weight = weights.IsEmpty ? 1 : weights[i];
            if (!row.ContainsAnyExcept(0.0))
            {
                continue;
            }

            LogOrFixed(mean, row, tangent);
            TensorPrimitives.MultiplyAdd(tangent, weight, step, step);
            squares += weight * TensorPrimitives.SumOfSquares<double>(tangent);
            total += weight;
        }

        TensorPrimitives.Divide(step, total, step);
        return squares / total;
    }

    private static ArgumentException Opposite(string name) =>
        new("The two points are opposite to each other on the sphere: no direction leads from one to the other.", name);
}
