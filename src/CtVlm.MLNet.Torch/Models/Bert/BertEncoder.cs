using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Blocks, one after the other, that all have the same mask.</summary>
/// <typeparam name="TBlock">The kind of block.</typeparam>
internal sealed class BertEncoder<TBlock> : nn.Module
    where TBlock : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly ModuleList<TBlock> layer;

    /// <summary>A number of blocks.</summary>
    public BertEncoder(int count, Func<TBlock> create)
        : base("BertEncoder")
    {
        layer = new ModuleList<TBlock>([.. Enumerable.Range(0, count).Select(_ => create())]);
        RegisterComponents();
    }

    /// <summary>(N, T, D) -> (N, T, D); the mask is what is added to the scores, (N, 1, 1, T).</summary>
    public Tensor Run(Tensor input, Tensor? mask, StageHandler? stage)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor hidden = input;
        foreach ((int index, TBlock block) in layer.Index())
        {
            Tensor next = block.forward(hidden, mask);
            stage?.Invoke($"blocks.{index}", next);
            if (!ReferenceEquals(hidden, input))
            {
                hidden.Dispose();
            }

            hidden = next;
        }

        return hidden.MoveToOuterDisposeScope();
    }
}
