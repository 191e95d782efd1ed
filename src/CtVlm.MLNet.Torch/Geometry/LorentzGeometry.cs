using System.Numerics.Tensors;

namespace CtVlm.MLNet.Torch;

/// <summary>Geometry of hyperbolic space of curvature -c in the Lorentz model, in double. Of a point only the D space components x are kept; its time is sqrt(1/c + |x|^2).</summary>
/// <remarks><b>Source:</b> Desai et al. 2023 (MERU), formulas only; distances in the form by asinh, which stays exact near 0.</remarks>
internal static class LorentzGeometry
{
    /// <summary>The largest sqrt(c)|v| of a tangent at the origin: asinh(2^15), as in MERU. What lies beyond is clamped to it, so that no point overflows.</summary>
    public static readonly double MaxRadius = Math.Asinh(1 << 15);

    /// <summary>Radius below which a cone of <see cref="HalfAperture"/> is wide open: K.</summary>
    public const double DefaultMinRadius = 0.1;

    /// <summary>sqrt(1/c + |x|^2).</summary>
    /// <param name="point">x, D values.</param>
    /// <param name="c">Above 0.</param>
    public static double Time(ReadOnlySpan<double> point, double c) => Math.Sqrt((1 / c) + TensorPrimitives.SumOfSquares(point));

    /// <summary>The point that the tangent v at the origin leads to: sinh(q)/q v, q = sqrt(c)|v|, clamped to <see cref="MaxRadius"/>.</summary>
    /// <param name="tangent">v, D values.</param>
    /// <param name="c">Above 0.</param>
    /// <param name="destination">Receives D space components; may be <paramref name="tangent"/> itself.</param>
    public static void Exp0(ReadOnlySpan<double> tangent, double c, Span<double> destination)
    {
        double radius = Math.Sqrt(c) * TensorPrimitives.Norm(tangent);
        double scale = radius == 0 ? 1 : Math.Sinh(Math.Min(radius, MaxRadius)) / radius;
        TensorPrimitives.Multiply(tangent, scale, destination);
    }

    /// <summary>The tangent at the origin that leads to a point: the inverse of <see cref="Exp0"/>.</summary>
    /// <param name="point">x, D space components.</param>
    /// <param name="c">Above 0.</param>
    /// <param name="destination">Receives D values; may be <paramref name="point"/> itself.</param>
    public static void Log0(ReadOnlySpan<double> point, double c, Span<double> destination)
    {
        double size = Math.Sqrt(c) * TensorPrimitives.Norm(point);
        double scale = size == 0 ? 1 : Math.Asinh(size) / size;
        TensorPrimitives.Multiply(point, scale, destination);
    }

    /// <summary>The length of the geodesic between two points: 2/sqrt(c) asinh(sqrt(c)/2 sqrt(&lt;x-y, x-y&gt;)).</summary>
    public static double Distance(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double c) =>
        2 / Math.Sqrt(c) * Math.Asinh(Math.Sqrt(c * SquaredChord(x, y, c)) / 2);

    /// <summary>x/(1 + sqrt(c) time): the point in the Poincaré ball of radius 1/sqrt(c).</summary>
    /// <param name="point">x, D space components.</param>
    /// <param name="c">Above 0.</param>
    /// <param name="destination">Receives D values; may be <paramref name="point"/> itself.</param>
    public static void ToPoincare(ReadOnlySpan<double> point, double c, Span<double> destination) =>
        TensorPrimitives.Divide(point, 1 + (Math.Sqrt(c) * Time(point, c)), destination);

    /// <summary>2p/(1 - c|p|^2): the inverse of <see cref="ToPoincare"/>.</summary>
    /// <param name="ball">p, D values.</param>
    /// <param name="c">Above 0.</param>
    /// <param name="destination">Receives D space components; may be <paramref name="ball"/> itself.</param>
    /// <exception cref="ArgumentException">The point is not inside of the ball.</exception>
    public static void FromPoincare(ReadOnlySpan<double> ball, double c, Span<double> destination)
    {
        double inside = 1 - (c * TensorPrimitives.SumOfSquares(ball));
        if (!(inside > 0))
        {
            throw new ArgumentException($"The point is not inside of the ball of radius {1 / Math.Sqrt(c):g6}: its norm is {TensorPrimitives.Norm(ball):g6}.", nameof(ball));
        }

        TensorPrimitives.Multiply(ball, 2 / inside, destination);
    }

    /// <summary>The Einstein midpoint of rows: weights times gamma on the Klein points x/time, lifted back.</summary>
    /// <param name="rows">Space components (N, D), row by row.</param>
    /// <param name="weights">N weights of 0 or more; empty: all equal.</param>
    /// <param name="c">Above 0.</param>
    /// <param name="destination">Receives D space components.</param>
    /// <exception cref="ArgumentException">The weights do not add up to more than 0.</exception>
    /// <remarks>As gamma x/time = sqrt(c) x, the midpoint is the sum of the points in full coordinates, scaled back onto the hyperboloid: no division by a vanishing 1 - |k|^2.</remarks>
    public static void EinsteinMidpoint(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights, double c, Span<double> destination)
    {
        int width = destination.Length;
        double time = 0;
        destination.Clear();
        for (int i = 0; i < rows.Length / width; i++)
        {
            ReadOnlySpan<double> row = rows.Slice(i * width, width);
            double weight = weights.IsEmpty ? 1 : weights[i];
            time += weight * Time(row, c);
            TensorPrimitives.MultiplyAdd(row, weight, destination, destination);
        }

        if (!(time > 0))
        {
            throw new ArgumentException("The weights of a midpoint must add up to more than 0.", nameof(weights));
        }

        double space = TensorPrimitives.Norm<double>(destination);
        TensorPrimitives.Divide(destination, Math.Sqrt(c * (time - space) * (time + space)), destination);
    }

    /// <summary>A point as it is seen from a new origin: the boost that moves the mean to the origin.</summary>
    /// <param name="mean">The new origin, D space components.</param>
    /// <param name="point">x, D space components.</param>
    /// <param name="c">Above 0.</param>
    /// <param name="destination">Receives D space components.</param>
    public static void MoveToOrigin(ReadOnlySpan<double> mean, ReadOnlySpan<double> point, double c, Span<double> destination)
    {
        // In units of 1/sqrt(c): x - (x0 - p.x/(1 + p0)) p.
        double root = Math.Sqrt(c);
        double along = c * TensorPrimitives.Dot(mean, point) / (1 + (root * Time(mean, c)));
        TensorPrimitives.MultiplyAdd(mean, along - (root * Time(point, c)), point, destination);
    }

    /// <summary>Half the opening of the entailment cone of a point: asin(min(1, 2K/(sqrt(c)|x|))), in radians. At the origin, where there is no cone, pi/2: wide open.</summary>
    public static double HalfAperture(ReadOnlySpan<double> apex, double c, double minRadius = DefaultMinRadius)
    {
        double size = Math.Sqrt(c) * TensorPrimitives.Norm(apex);
        return size <= 2 * minRadius ? Math.PI / 2 : Math.Asin(2 * minRadius / size);
    }

    /// <summary>The angle at the apex between the ray from the origin through it and the geodesic to a point, in radians, 0 to pi.</summary>
    /// <param name="apex">x, D space components. At the origin every direction leads outwards: 0.</param>
    /// <param name="point">y, D space components; the apex itself: 0.</param>
    /// <param name="c">Above 0.</param>
    public static double ExteriorAngle(ReadOnlySpan<double> apex, ReadOnlySpan<double> point, double c)
    {
        // c<x,y> = -1 - h, h = c<x-y,x-y>/2: both parts of the fraction without the cancellation of nearly equal points.
        double half = c * SquaredChord(apex, point, c) / 2;
        double timeApex = Time(apex, c);
        double above = TimeDifference(point, apex, timeApex, c) - (half * timeApex);
        double below = TensorPrimitives.Norm(apex) * Math.Sqrt(half * (2 + half));
        return below == 0 ? 0 : Math.Acos(Math.Clamp(above / below, -1, 1));
    }

    /// <summary>How far, in radians, a point lies outside of the apex's cone: max(0, exterior angle - half aperture).</summary>
    public static double EntailmentLoss(ReadOnlySpan<double> apex, ReadOnlySpan<double> point, double c, double minRadius = DefaultMinRadius) =>
        Math.Max(0, ExteriorAngle(apex, point, c) - HalfAperture(apex, c, minRadius));

    // <x-y, x-y> = |x-y|^2 - (tx - ty)^2; 0 where rounding makes it negative.
    private static double SquaredChord(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double c)
    {
        double space = TensorPrimitives.Distance(x, y);
        double time = Math.Abs(TimeDifference(x, y, Time(y, c), c));
        return Math.Max((space - time) * (space + time), 0);
    }

    // tx - ty = (x - y).(x + y)/(tx + ty): exact where the two are close.
    private static double TimeDifference(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double timeY, double c)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += (x[i] - y[i]) * (x[i] + y[i]);
        }

        return sum / (Time(x, c) + timeY);
    }
}
