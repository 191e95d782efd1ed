using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Supervised contrastive loss: vectors of one class are drawn together, among the vectors of one tower.</summary>
/// <remarks>
/// L = mean over anchors i with positives of -1/|P(i)| sum over p in P(i) of log [exp(x_i x_p / tau) / sum over a != i of exp(x_i x_a / tau)], P(i) the others of i's class.
/// <b>Source:</b> Khosla et al., arXiv 2004.11362, equation 2 (L_out).
/// </remarks>
internal static class SupConLoss
{
    /// <summary>The loss of a batch.</summary>
    /// <param name="vectors">(N, D) of any length; unit vectors are made of them.</param>
    /// <param name="classes">(N) int64.</param>
    /// <param name="scale">1 / tau, above 0.</param>
    /// <returns>A scalar in the caller's dispose scope; 0 where no class has two vectors.</returns>
    public static Tensor Compute(Tensor vectors, Tensor classes, double scale)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor unit = Similarity.Unit(vectors);
        Tensor self = eye(vectors.shape[0], dtype: ScalarType.Bool, device: vectors.device);
        Tensor logits = unit.matmul(unit.t()).Times(scale).Filled(self, double.NegativeInfinity); // (N, N)
        Tensor positives = classes.unsqueeze(1).eq(classes.unsqueeze(0)).logical_and(self.logical_not());
        return ContrastiveLoss.OneWay(logits, positives.to(logits.dtype)).MoveToOuterDisposeScope();
    }
}
