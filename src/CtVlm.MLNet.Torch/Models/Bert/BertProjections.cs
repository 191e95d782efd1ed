using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Multi-head self-attention up to its output map.</summary>
internal sealed class BertProjections : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly LinearLayer query;
    private readonly LinearLayer key;
    private readonly LinearLayer value;
    private readonly long _heads;

    /// <summary>Attention of vectors of a width, a multiple of the number of heads.</summary>
    public BertProjections(long width, long heads, bool hasBias = true)
        : base(nameof(BertProjections))
    {
        query = new LinearLayer(width, width, hasBias);
        key = new LinearLayer(width, width, hasBias);
        value = new LinearLayer(width, width, hasBias);
        _heads = heads;
        RegisterComponents();
    }

    /// <summary>(N, T, D) -> (N, T, D); the mask is what is added to the scores, (N, 1, 1, T).</summary>
    public override Tensor forward(Tensor input, Tensor? mask)
    {
        using DisposeScope scope = NewDisposeScope();
        return MultiHead.Attend(query.forward(input), key.forward(input), value.forward(input), _heads, mask: mask).MoveToOuterDisposeScope();
    }
}
