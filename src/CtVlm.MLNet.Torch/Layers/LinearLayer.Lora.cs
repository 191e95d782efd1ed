using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <content>The LoRA branch that a map can carry. It is no module: names and number of the layer's own parameters are the same with it and without.</content>
internal sealed partial class LinearLayer
{
    // What forward adds: null where there is no branch, and where it is merged.
    private LoraBranch? _branch;
    private LoraBranch? _attached;
    private HeldWeight? _original;

    /// <summary>The branch, merged or not; null where there is none. Not owned.</summary>
    public LoraBranch? Lora => _attached;

    /// <summary>Whether W holds the branch, so that the layer costs what it costs without one.</summary>
    public bool IsMerged => _original is not null;

    /// <summary>Width Din of what goes in.</summary>
    public long InputWidth => weight.shape[1];

    /// <summary>Width Dout of what comes out.</summary>
    public long OutputWidth => weight.shape[0];

    /// <summary>W, [Dout, Din]; of the layer.</summary>
    public Tensor Weight => weight;

    /// <summary>From now on y = x W^T + b + s (dropout(x) A^T) B^T.</summary>
    /// <param name="branch">The branch; stays the caller's.</param>
    /// <exception cref="InvalidOperationException">There is one already.</exception>
    public void Attach(LoraBranch branch)
    {
        _attached = _attached is null ? branch : throw new InvalidOperationException($"Module '{branch.Form.Module}' has an adapter already. Detach it first.");
        _branch = branch;
    }

    /// <summary>Takes the branch off; W is what it was before, to the bit. Without a branch nothing happens.</summary>
    public void Detach()
    {
        Unmerge();
        (_attached, _branch) = (null, null);
    }

    /// <summary>W becomes W + s B A in place, and the branch rests; the W from before is kept. Nothing happens where it is merged already.</summary>
    /// <exception cref="InvalidOperationException">There is no branch.</exception>
    public void Merge()
    {
        LoraBranch branch = _attached ?? throw new InvalidOperationException("There is no adapter to merge. Attach one first.");
        if (IsMerged)
        {
            return;
        }

        using IDisposable noGrad = no_grad();
        using Tensor merged = LoraArithmetic.Merge(weight, branch.Down, branch.Up, branch.Form.Scaling);
        _original = new HeldWeight(weight);
        weight.copy_(merged);
        _branch = null;
    }

    /// <summary>W becomes the one that was kept, to the bit, and the branch works again. Nothing happens where it is not merged.</summary>
    public void Unmerge()
    {
        if (_original is null)
        {
            return;
        }

        using IDisposable noGrad = no_grad();
        weight.copy_(_original.Values);
        _original.Dispose();
        _original = null;
        _branch = _attached;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _original?.Dispose();
        }

        base.Dispose(disposing);
    }

    private Tensor WithBranch(Tensor input, LoraBranch branch)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = input.reshape(-1, input.shape[^1]); // (..., Din) -> (R, Din)
        Tensor mapped = branch.AddTo(rows, DenseMap.Apply(rows, weight, bias)); // -> (R, Dout)
        return mapped.view([.. input.shape[..^1], mapped.shape[1]]).MoveToOuterDisposeScope(); // -> (..., Dout)
    }

    // Not a field of the layer itself: those that are tensors are registered as buffers.
    private sealed class HeldWeight : IDisposable
    {
        public HeldWeight(Tensor weight)
        {
            Values = weight.clone();
            Values.DetachFromDisposeScope();
        }

        public Tensor Values { get; }

        public void Dispose() => Values.Dispose();
    }
}
