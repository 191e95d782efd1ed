using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The gradient of a loss over a large batch whose towers only ever hold one chunk's activations.</summary>
/// <remarks>
/// Every chunk is embedded once without a graph; the loss over all vectors gives the gradient of each vector; every chunk is embedded once more, with a graph, and given its
/// vectors' gradients. The sum of what the chunks add is the gradient of the whole batch; it costs one more forward pass.
/// <b>Source:</b> Gao et al., arXiv 2101.06983, section 3.2.
/// </remarks>
internal static class CachedGradients
{
    /// <summary>Adds the gradient of a loss to the parameters.</summary>
    /// <param name="chunks">Embed a chunk, (n, D) each, the same at every call; those of all towers, one after the other.</param>
    /// <param name="loss">The loss of all chunks' vectors, in the order of <paramref name="chunks"/>; calls to parameters of its own, such as a logit scale, get their gradient too.</param>
    /// <param name="factor">What the loss is multiplied by before its gradient is taken.</param>
    /// <returns>The loss, without the factor.</returns>
    public static double Backward(IReadOnlyList<Func<Tensor>> chunks, Func<IReadOnlyList<Tensor>, Tensor> loss, double factor = 1)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] vectors = [.. chunks.Select(EmbedWithoutGraph)];
        Tensor value = loss(vectors);
        double number = value.ToNumber();
        if (!double.IsFinite(number))
        {
            return number;
        }

        value.Times(factor).backward();
        for (int i = 0; i < vectors.Length; i++)
        {
            using DisposeScope chunk = NewDisposeScope();
            if (vectors[i].grad is { } gradient)
            {
                chunks[i]().backward([gradient]);
            }
        }

        return number;
    }

    private static Tensor EmbedWithoutGraph(Func<Tensor> embed)
    {
        using IDisposable mode = no_grad();
        using DisposeScope scope = NewDisposeScope();
        return embed().detach().requires_grad_(true).MoveToOuterDisposeScope();
    }
}
