using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Takes an embedding of a tower's tokens at a point.</summary>
internal static class VisionPoints
{
    /// <summary>(N, T, D) -> (N, D), (N, P) after a projection, or (N, T, D) for tokens.</summary>
    /// <param name="tokens">What the tower gives; stays the caller's.</param>
    /// <param name="prefixTokens">Number of tokens before the patches.</param>
    /// <param name="pool">The tokens' one vector, (N, T, D) -> (N, D).</param>
    /// <param name="project">The projection, (N, D) -> (N, P); null: there is none, and the pooled vector is the projected one.</param>
    /// <param name="point">The embedding point.</param>
    /// <param name="stage">Is shown "pooled" and "projected" on the way to the projected vector.</param>
    /// <returns>A tensor of its own, owned by the caller.</returns>
    public static Tensor Take(Tensor tokens, int prefixTokens, Func<Tensor, Tensor> pool, Func<Tensor, Tensor>? project, EmbeddingPoint point, StageHandler? stage)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor result = point switch
        {
            EmbeddingPoint.Projected => Project(pool(tokens), project, stage),
            EmbeddingPoint.Pooled => pool(tokens),
            EmbeddingPoint.PatchMean => MeanOfPatches(tokens, prefixTokens),
            EmbeddingPoint.Tokens => tokens.alias(),
            _ => throw new ArgumentOutOfRangeException(nameof(point), point, "Not an embedding point."),
        };
        return result.MoveToOuterDisposeScope();
    }

    /// <summary>The mean of the tokens after the prefix: (N, T, D) -> (N, D).</summary>
    public static Tensor MeanOfPatches(Tensor tokens, int prefixTokens)
    {
        using Tensor patches = tokens.narrow(1, prefixTokens, tokens.shape[1] - prefixTokens);
        return patches.mean([1]); // (N, T, D) -> (N, D)
    }

    private static Tensor Project(Tensor pooled, Func<Tensor, Tensor>? project, StageHandler? stage)
    {
        stage?.Invoke("pooled", pooled);
        Tensor projected = project is null ? pooled : project(pooled);
        stage?.Invoke("projected", projected);
        return projected;
    }
}
