using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The module of a vision tower: pixels (N, 3, H, W), an embedding point, and who is shown the stages.</summary>
/// <remarks>Gives (N, D), or (N, T, D) for <see cref="EmbeddingPoint.Tokens"/>.</remarks>
internal abstract class VisionModel(string name) : nn.Module<Tensor, EmbeddingPoint, StageHandler?, Tensor>(name)
{
    /// <summary>Whether the shared space is that of the pooled vector, by a pooling that has parameters: what trains of a projection is then before every vector that could be kept.</summary>
    public virtual bool PoolsIntoSharedSpace => false;

    /// <summary>From <see cref="EmbeddingPoint.Pooled"/> to <see cref="EmbeddingPoint.Projected"/>: (N, D) -> (N, P); where there is no projection, the same numbers.</summary>
    /// <returns>A tensor of its own, in the caller's dispose scope.</returns>
    public virtual Tensor Project(Tensor pooled) => pooled.alias();
}
