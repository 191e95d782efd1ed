using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>The one way in which an adapter is merged into a weight, so that every path to a merged model gives the same bits.</summary>
/// <remarks><b>Source:</b> Hu et al., arXiv 2106.09685, section 4.1.</remarks>
internal static class LoraArithmetic
{
    /// <summary>s of an adapter: alpha / r, or alpha / sqrt(r) where it is rank-stabilised.</summary>
    /// <remarks><b>Source:</b> Kalajdzievski, arXiv 2312.03732, for the second.</remarks>
    public static double Scale(double alpha, double rank, bool isRankStabilized) => alpha / (isRankStabilized ? Math.Sqrt(rank) : rank);

    /// <summary>W + s B A, in float32, or in float64 where A and B are.</summary>
    /// <param name="weight">W (out, in), of any floating-point type; stays as it is.</param>
    /// <param name="down">A (r, in).</param>
    /// <param name="up">B (out, r).</param>
    /// <param name="scaling">s.</param>
    /// <returns>A new tensor (out, in), of the element type of A and B.</returns>
    public static torch.Tensor Merge(torch.Tensor weight, torch.Tensor down, torch.Tensor up, double scaling)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor change = up.matmul(down).MultiplyInPlace(scaling); // (out, r) x (r, in) -> (out, in)
        return change.AddInPlace(weight.to(change.dtype)).MoveToOuterDisposeScope();
    }
}
