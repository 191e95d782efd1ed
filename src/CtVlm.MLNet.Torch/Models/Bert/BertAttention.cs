using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The attention half of a block, with its norm.</summary>
internal sealed class BertAttention : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly BertProjections self;
    private readonly BertResidual output;

    /// <summary>The attention of a model.</summary>
    public BertAttention(BertConfig config)
        : base(nameof(BertAttention))
    {
        self = new BertProjections(config.Width, config.Heads);
        output = new BertResidual(config.Width, config);
        RegisterComponents();
    }

    /// <summary>(N, T, D) -> (N, T, D); the mask is what is added to the scores, (N, 1, 1, T).</summary>
    public override Tensor forward(Tensor input, Tensor? mask)
    {
        using Tensor joined = self.forward(input, mask);
        return output.forward(joined, input);
    }
}
