using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Arithmetic over the rows of padded bags, (B, N, D), through which nothing of a row without a slice passes, forwards or backwards.</summary>
internal static class PoolingRows
{
    /// <summary>A norm below this divides as if it were this, so that a zero row stays zero.</summary>
    private const double SmallestNorm = 1e-12;

    /// <summary>Place of each slice among the slices of its bag, from 0: (B, N) int64; without meaning where there is no slice.</summary>
    public static Tensor Places(BagBatch bags) => bags.Mask.to(int64).cumsum(1).Minus(1);

    /// <summary>The mean of the slices.</summary>
    /// <returns>(B, D).</returns>
    public static Tensor Mean(BagBatch bags) => bags.ZeroedRows.sum(1).div(bags.Counts);

    /// <summary>The mean of some rows of each bag.</summary>
    /// <param name="bags">The bags.</param>
    /// <param name="chosen">(B, N) bool, at least one a bag.</param>
    /// <returns>(B, D).</returns>
    public static Tensor MeanOf(BagBatch bags, Tensor chosen) =>
        bags.Rows.Filled(chosen.unsqueeze(2).logical_not(), 0).sum(1).div(chosen.sum(1, keepdim: true).to(bags.Rows.dtype)); // (B, N, D) -> (B, D)

    /// <summary>Vectors divided by their L2 norm; a zero vector stays zero.</summary>
    /// <param name="vectors">(..., D).</param>
    /// <returns>(..., D).</returns>
    public static Tensor Unit(Tensor vectors) => vectors.div(Norm(vectors).AtLeast(SmallestNorm));

    /// <summary>L2 norms, with gradient 0 at the zero vector.</summary>
    /// <param name="vectors">(..., D).</param>
    /// <returns>(..., 1).</returns>
    public static Tensor Norm(Tensor vectors)
    {
        Tensor squares = vectors.Squared().sum(-1, keepdim: true);
        Tensor isZero = squares.detach().logical_not().to(squares.dtype); // the root of 0 has an infinite slope, which a slope of 0 does not undo
        return squares.Plus(isZero).sqrt().sub(isZero);
    }

    /// <summary>The slices of highest score.</summary>
    /// <param name="bags">The bags.</param>
    /// <param name="scores">A score a slice, (B, N), without gradient; NaN counts as the highest, so that it shows.</param>
    /// <param name="count">How many; a bag of fewer slices has all chosen.</param>
    /// <returns>(B, N) bool; of equal scores the earlier row's is the higher.</returns>
    public static Tensor Highest(BagBatch bags, Tensor scores, int count)
    {
        Tensor ranks = Ranks(scores.Filled(bags.Mask.logical_not(), double.NegativeInfinity), descending: true);
        return ranks.IsBelow(count).logical_and(bags.Mask);
    }

    /// <summary>Place of each row in the order of its keys, from 0; equal keys stay in the order of the rows.</summary>
    /// <param name="keys">(B, N).</param>
    /// <param name="descending">Whether the largest is first.</param>
    /// <returns>(B, N) int64.</returns>
    public static Tensor Ranks(Tensor keys, bool descending)
    {
        (_, Tensor order) = keys.sort(1, descending, stable: true);
        return order.argsort(1); // the inverse of a permutation: no ties
    }
}
