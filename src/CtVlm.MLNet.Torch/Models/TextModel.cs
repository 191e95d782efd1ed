using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The module of a text tower: int64 ids (N, T), int64 mask (N, T) that is 1 on a text and 0 on its padding, and who is shown the stages.</summary>
/// <remarks>Gives (N, P), whatever the padding holds.</remarks>
internal abstract class TextModel(string name) : nn.Module<Tensor, Tensor, StageHandler?, Tensor>(name)
{
    /// <summary>Embeds texts: int64 ids (N, T) -> (N, P).</summary>
    public sealed override Tensor forward(Tensor ids, Tensor mask, StageHandler? stage)
    {
        using Tensor pooled = Pool(ids, mask, stage);
        stage?.Invoke("pooled", pooled);
        Tensor projected = Project(pooled);
        stage?.Invoke("projected", projected);
        return projected;
    }

    /// <summary>The vectors before the projection: int64 ids (N, T) -> (N, D).</summary>
    /// <returns>In the caller's dispose scope.</returns>
    public abstract Tensor Pool(Tensor ids, Tensor mask, StageHandler? stage);

    /// <summary>(N, D) -> (N, P); where there is no projection, the same numbers.</summary>
    /// <returns>A tensor of its own, in the caller's dispose scope.</returns>
    public virtual Tensor Project(Tensor pooled) => pooled.alias();
}
