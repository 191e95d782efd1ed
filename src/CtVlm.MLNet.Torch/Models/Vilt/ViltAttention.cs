using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Multi-head self-attention with its output map.</summary>
internal sealed class ViltAttention : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly BertProjections attention;
    private readonly BertDense output;

    /// <summary>The attention of a model.</summary>
    public ViltAttention(ViltConfig config)
        : base(nameof(ViltAttention))
    {
        attention = new BertProjections(config.Body.Width, config.Body.Heads, config.HasQueryBias);
        output = new BertDense(config.Body.Width, config.Body.Width);
        RegisterComponents();
    }

    /// <summary>(N, T, D) -> (N, T, D); the mask is what is added to the scores, (N, 1, 1, T).</summary>
    public override Tensor forward(Tensor input, Tensor? mask)
    {
        using Tensor joined = attention.forward(input, mask);
        return output.forward(joined);
    }
}
