using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The centroid of points of the hyperboloid of curvature -1, which is the Einstein midpoint, in tangents at the origin.</summary>
/// <remarks>
/// A row v stands for the point of space part sinh(q) u and time cosh(q), q = |v|, u = v / q. With S and T the mean of both and R = |S|, the centroid is at
/// distance atanh(R / T) from the origin in the direction of S. Far from the origin R / T rounds to 1, so T - R is summed as the mean of
/// exp(-q) + sinh(q) |u - S/R|^2 / 2, every term of which is 0 or more. Directions are rounded, so exp(-2 q) must stay above the square of their rounding: that bounds q.
/// <b>Source:</b> Law et al., Lorentzian Distance Learning, ICML 2019, equation 11; Gulcehre et al., arXiv 1805.09786, section 3.2 (Einstein midpoint).
/// </remarks>
internal static class LorentzMidpoint
{
    /// <summary>Below this R / T the distance is by the plain formula, smooth at R = 0; above it by the sum that does not cancel.</summary>
    private const double NearBound = 0.5;

    /// <summary>The midpoint.</summary>
    /// <param name="tangents">Tangents at the origin, (B, N, D).</param>
    /// <param name="share">Share of each row, (B, N), each bag's summing to 1.</param>
    /// <returns>The midpoint's tangent at the origin, (B, D).</returns>
    /// <exception cref="ArgumentException">A row is too far from the origin for the element type.</exception>
    public static Tensor Of(Tensor tangents, Tensor share)
    {
        Tensor shares = share.unsqueeze(2); // (B, N, 1)
        Tensor distances = PoolingRows.Norm(tangents); // (B, N, 1)
        RequireReach(distances.detach());
        Tensor sine = SineOverDistance(distances); // (B, N, 1)
        Tensor space = tangents.mul(sine).mul(shares).sum(1); // S: (B, D)
        Tensor time = distances.cosh().mul(shares).sum(1); // T: (B, 1)
        Tensor radius = PoolingRows.Norm(space); // R: (B, 1)
        Tensor isNear = radius.detach().lt(time.detach().Times(NearBound));
        Tensor near = NearFactor(radius, time, isNear);
        Tensor direction = PoolingRows.Unit(space.Filled(isNear, 1)); // a constant where unused: its slope is infinite at 0
        Tensor chord = PoolingRows.Unit(tangents).sub(direction.unsqueeze(1)).Squared().sum(2, keepdim: true); // (B, N, 1)
        Tensor gap = distances.neg().exp().Plus(sine.mul(distances).mul(chord).Times(0.5)).mul(shares).sum(1); // T - R
        return space.mul(where(isNear, near, FarFactor(radius, gap, isNear)));
    }

    /// <summary>sinh(q) / q, smooth at q = 0.</summary>
    private static Tensor SineOverDistance(Tensor distances)
    {
        Tensor isSmall = distances.detach().IsBelow(0.05);
        Tensor square = distances.Filled(isSmall.logical_not(), 0).Squared();
        Tensor series = square.Over(72).Plus(1).mul(square).Over(42).Plus(1).mul(square).Over(20).Plus(1).mul(square).Over(6).Plus(1);
        Tensor large = distances.Filled(isSmall, 1);
        return where(isSmall, series, large.sinh().div(large));
    }

    /// <summary>atanh(R / T) / R where R / T is small.</summary>
    private static Tensor NearFactor(Tensor radius, Tensor time, Tensor isNear)
    {
        Tensor ratio = radius.div(time).Filled(isNear.logical_not(), 0);
        Tensor isSmall = ratio.detach().IsBelow(0.02);
        Tensor square = ratio.Filled(isSmall.logical_not(), 0).Squared();
        Tensor series = square.Over(9).Plus(1.0 / 7).mul(square).Plus(1.0 / 5).mul(square).Plus(1.0 / 3).mul(square).Plus(1);
        Tensor large = ratio.Filled(isSmall, 0.25);
        return where(isSmall, series, large.atanh().div(large)).div(time);
    }

    /// <summary>atanh(R / T) / R = log(1 + 2 R / (T - R)) / (2 R).</summary>
    private static Tensor FarFactor(Tensor radius, Tensor gap, Tensor isNear)
    {
        Tensor length = radius.Filled(isNear, 1);
        return length.Times(2).div(gap.Filled(isNear, 1)).log1p().div(length.Times(2));
    }

    private static void RequireReach(Tensor distances)
    {
        double reach = distances.dtype == ScalarType.Float64 ? 30 : 10;
        Tensor isBeyond = distances.IsAbove(reach);
        if (isBeyond.any().item<bool>())
        {
            long place = isBeyond.flatten().to(int32).argmax().item<long>();
            throw new ArgumentException(
                $"Row {place % distances.shape[1]} of bag {place / distances.shape[1]} lies sqrt(c) scale |x| = {distances.flatten()[place].to(float64).item<double>():g4} from the origin of hyperbolic space, at most {reach} expected. Lower the scale.");
        }
    }
}
