using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The differentiable form of a pooling.</summary>
internal abstract class PoolingModule : nn.Module<BagBatch, PooledBags>
{
    /// <summary>A module of a name.</summary>
    private protected PoolingModule(string name)
        : base(name)
    {
    }

    /// <summary>Pools bags: (B, N, D) -> (B, K).</summary>
    /// <exception cref="ArgumentException">A bag has no slice.</exception>
    public sealed override PooledBags forward(BagBatch input)
    {
        input.RequireSlices();
        return Pool(input);
    }

    /// <summary>Fills the parameters before training, from a generator and nothing else.</summary>
    public virtual void Initialize(Generator generator)
    {
    }

    /// <summary>What training minimises beside the loss of the bags' labels; null where there is nothing.</summary>
    /// <param name="bags">The bags.</param>
    /// <param name="pooled">What <see cref="forward"/> gave for them.</param>
    /// <param name="classes">Class of each bag, (B) int64, from 0.</param>
    /// <returns>A scalar, or null.</returns>
    public virtual Tensor? AuxiliaryLoss(BagBatch bags, PooledBags pooled, Tensor classes) => null;

    /// <summary>Share of the loss of the bags' labels where there is an auxiliary loss; the auxiliary loss has the rest.</summary>
    public virtual double BagShare => 1;

    /// <summary>Pools bags of one or more slices each; the tensors leave to the caller's dispose scope.</summary>
    private protected abstract PooledBags Pool(BagBatch bags);
}
