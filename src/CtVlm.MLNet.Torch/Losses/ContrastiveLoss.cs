using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Losses that draw matching images and texts together, in both directions, by a softmax over the batch.</summary>
/// <remarks>
/// Logits are z_ij = scale * cos(image i, text j): <see cref="Similarity.Logits"/>.
/// <b>Source:</b> Radford et al., arXiv 2103.00020, figure 3; several positives as in Khosla et al., arXiv 2004.11362, equation 2 (L_out), across two towers.
/// </remarks>
internal static class ContrastiveLoss
{
    /// <summary>CLIP's loss: image i belongs to text i and to no other. (CE(z, i) + CE(z^T, i)) / 2.</summary>
    /// <param name="logits">z, (N, N).</param>
    /// <returns>A scalar in the caller's dispose scope.</returns>
    public static Tensor InfoNce(Tensor logits)
    {
        RequireSquare(logits);
        using DisposeScope scope = NewDisposeScope();
        Tensor own = HeldScalars.Range(logits.shape[0], ScalarType.Int64, logits.device);
        return nn.functional.cross_entropy(logits, own).Plus(nn.functional.cross_entropy(logits.t(), own)).Over(2).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Any number of positives: mean over i of -sum_j P_ij log softmax_j(z_ij) / sum_j P_ij, the same along the columns, and the average of the two.
    /// Rows and columns without a positive count for nothing. With one positive each it is <see cref="InfoNce"/>.
    /// </summary>
    /// <param name="logits">z, (N, M).</param>
    /// <param name="positives">P, (N, M), bool: which image and text belong together.</param>
    /// <returns>A scalar in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor MultiPositive(Tensor logits, Tensor positives)
    {
        RequireSameShape(logits, positives);
        using DisposeScope scope = NewDisposeScope();
        Tensor weights = positives.to(logits.dtype);
        return OneWay(logits, weights).Plus(OneWay(logits.t(), weights.t())).Over(2).MoveToOuterDisposeScope();
    }

    /// <summary>-sum_j P_ij log softmax_j(z_ij) / sum_j P_ij, over the rows that have a positive.</summary>
    /// <param name="logits">(N, M); -infinity where a column shall not compete.</param>
    /// <param name="positives">(N, M), 1 or 0.</param>
    internal static Tensor OneWay(Tensor logits, Tensor positives)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor counts = positives.sum([1L]); // (N, M) -> (N)
        Tensor log = nn.functional.log_softmax(logits, 1);

        // 0 x -infinity would be NaN where a column does not compete.
        Tensor kept = log.Filled(positives.IsEqualTo(0.0), 0).mul(positives).sum([1L]); // (N, M) -> (N)
        Tensor rows = kept.neg().div(counts.AtLeast(1));
        Tensor rowCount = counts.IsAbove(0).to(logits.dtype).sum().AtLeast(1);
        return rows.sum().div(rowCount).MoveToOuterDisposeScope();
    }

    private static void RequireSquare(Tensor logits)
    {
        if (logits.dim() != 2 || logits.shape[0] != logits.shape[1])
        {
            throw new ArgumentException($"Contrastive loss: logits (N, N) expected, one text an image, got ({string.Join(", ", logits.shape)}).", nameof(logits));
        }
    }

    private static void RequireSameShape(Tensor logits, Tensor positives)
    {
        if (logits.dim() != 2 || !logits.shape.SequenceEqual(positives.shape))
        {
            throw new ArgumentException(
                $"Contrastive loss: positives of the logits' shape ({string.Join(", ", logits.shape)}) expected, got ({string.Join(", ", positives.shape)}).", nameof(positives));
        }
    }
}
