using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>One post-norm transformer block.</summary>
internal sealed class BertBlock : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly BertAttention attention;
    private readonly BertDense intermediate;
    private readonly BertResidual output;
    private readonly Activation _activation;

    /// <summary>A block of a model.</summary>
    public BertBlock(BertConfig config)
        : base(nameof(BertBlock))
    {
        attention = new BertAttention(config);
        intermediate = new BertDense(config.Width, config.InnerWidth);
        output = new BertResidual(config.InnerWidth, config);
        _activation = config.Activation;
        RegisterComponents();
    }

    /// <summary>(N, T, D) -> (N, T, D); the mask is what is added to the scores, (N, 1, 1, T).</summary>
    public override Tensor forward(Tensor input, Tensor? mask)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor attended = attention.forward(input, mask);
        Tensor inner = _activation.ApplyToOwn(intermediate.forward(attended)); // (N, T, D) -> (N, T, I)
        return output.forward(inner, attended).MoveToOuterDisposeScope(); // -> (N, T, D)
    }
}
