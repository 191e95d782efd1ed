using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The first token through a linear map and tanh.</summary>
internal sealed class BertPooler : nn.Module<Tensor, Tensor>
{
    private readonly LinearLayer dense;

    /// <summary>A pooler of vectors of a width.</summary>
    public BertPooler(long width)
        : base(nameof(BertPooler))
    {
        dense = new LinearLayer(width, width);
        RegisterComponents();
    }

    /// <summary>(N, T, D) -> (N, D).</summary>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor first = input.select(1, 0); // (N, T, D) -> (N, D)
        return dense.forward(first).tanh_().MoveToOuterDisposeScope();
    }
}
