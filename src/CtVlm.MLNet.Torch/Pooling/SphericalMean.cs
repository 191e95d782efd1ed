using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The point of the unit sphere of least mean squared angle to unit rows, with its gradient.</summary>
/// <remarks>
/// The point p is where the mean of log_p(x) vanishes; it is searched without a graph, by p = exp_p(mean log_p x) from the normalised mean.
/// The gradient is that of the fixed point: one Newton step from p, which moves nothing, carries it (implicit function theorem).
/// The Hessian of half the squared angle is u u' + theta cot(theta) (I - p p' - u u'), u the unit direction from p to the row.
/// <b>Source:</b> Karcher 1977; Pennec, Intrinsic Statistics on Riemannian Manifolds, J. Math. Imaging Vis. 25, 2006, section 4.
/// </remarks>
internal static class SphericalMean
{
    private const int MaxSteps = 300;

    /// <summary>Below this distance of the cosine from 1 the angle over its sine is a series: its closed form divides 0 by 0.</summary>
    private const double SeriesBound = 1e-3;

    /// <summary>The mean of unit rows.</summary>
    /// <param name="rows">(B, N, D), of unit length or zero; a zero row pulls nowhere.</param>
    /// <param name="share">Share of each row, (B, N), each bag's summing to 1.</param>
    /// <returns>(B, D), of unit length; zero where the rows cancel out exactly.</returns>
    public static Tensor Of(Tensor rows, Tensor share)
    {
        Tensor shares = share.unsqueeze(2); // (B, N, 1)
        Tensor point = Search(rows.detach(), shares);
        if (!rows.requires_grad || !is_grad_enabled())
        {
            return point;
        }

        Tensor pull = Log(point, rows).mul(shares).sum(1); // (B, D), zero in value
        return point.Plus(linalg.solve(Hessian(rows.detach(), shares, point), pull.unsqueeze(2)).squeeze(2));
    }

    private static Tensor Search(Tensor rows, Tensor shares)
    {
        using IDisposable mode = no_grad();
        using DisposeScope scope = NewDisposeScope();
        double tolerance = rows.dtype == ScalarType.Float64 ? 1e-13 : 1e-6;
        Tensor point = PoolingRows.Unit(rows.mul(shares).sum(1));
        for (int step = 0; step < MaxSteps; step++)
        {
            using DisposeScope inner = NewDisposeScope();
            Tensor tangent = Log(point, rows).mul(shares).sum(1); // (B, D)
            Tensor length = PoolingRows.Norm(tangent); // (B, 1)
            Tensor next = point.mul(length.cos()).Plus(tangent.mul(length.Over(Math.PI).sinc()));
            point = PoolingRows.Unit(next).MoveToOuterDisposeScope();
            if (!length.IsAtLeast(tolerance).any().item<bool>()) // NaN is done, too
            {
                break;
            }
        }

        return point.MoveToOuterDisposeScope();
    }

    /// <summary>Tangents at points that lead to rows: (B, D), (B, N, D) -> (B, N, D).</summary>
    private static Tensor Log(Tensor point, Tensor rows)
    {
        Tensor cosine = Cosine(point, rows);
        return AngleOverSine(cosine).mul(rows.sub(cosine.mul(point.unsqueeze(1))));
    }

    private static Tensor Cosine(Tensor point, Tensor rows) => rows.matmul(point.unsqueeze(2)); // (B, N, 1)

    /// <summary>acos(c) / sqrt(1 - c^2), smooth at c = 1.</summary>
    private static Tensor AngleOverSine(Tensor cosine)
    {
        Tensor gap = cosine.TakenFrom(1);
        Tensor isNear = gap.IsBelow(SeriesBound);
        Tensor near = gap.Filled(isNear.logical_not(), 0);
        Tensor series = near.Times(8.0 / 315).Plus(2.0 / 35).mul(near).Plus(2.0 / 15).mul(near).Plus(1.0 / 3).mul(near).Plus(1);
        Tensor far = cosine.Filled(isNear, 0).AtLeast(-1 + 1e-12);
        return where(isNear, series, far.acos().div(far.Squared().TakenFrom(1).sqrt()));
    }

    /// <summary>The mean Hessian on the tangent space, and the identity across it: (B, D, D).</summary>
    private static Tensor Hessian(Tensor rows, Tensor shares, Tensor point)
    {
        using IDisposable mode = no_grad();
        Tensor cosine = Cosine(point, rows);
        Tensor along = cosine.mul(AngleOverSine(cosine)); // theta cot(theta), (B, N, 1)
        Tensor directions = PoolingRows.Unit(rows.sub(cosine.mul(point.unsqueeze(1)))); // (B, N, D)
        Tensor across = eye(point.shape[1], dtype: point.dtype, device: point.device).sub(point.unsqueeze(2).mul(point.unsqueeze(1))); // (B, D, D)
        Tensor towards = directions.transpose(1, 2).matmul(directions.mul(shares.mul(along.TakenFrom(1)))); // sum of shares (1 - theta cot theta) u u'
        Tensor curvature = shares.mul(along).sum(1, keepdim: true); // (B, 1, 1)
        return towards.Plus(across.mul(curvature)).Plus(point.unsqueeze(2).mul(point.unsqueeze(1)));
    }
}
