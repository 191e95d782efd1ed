using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Multi-head self-attention of the transformers library's vision transformers.</summary>
/// <remarks><b>Source:</b> huggingface/transformers, src/transformers/models/vit/modeling_vit.py and dinov2/modeling_dinov2.py (Apache-2.0).</remarks>
internal sealed class HfVitAttention : nn.Module<Tensor, Tensor>
{
    private readonly BertProjections attention;
    private readonly BertDense output;

    /// <summary>The attention of a configuration.</summary>
    public HfVitAttention(HfVitConfig config)
        : base(nameof(HfVitAttention))
    {
        attention = new BertProjections(config.Width, config.Heads, config.HasQkvBias);
        output = new BertDense(config.Width, config.Width);
        RegisterComponents();
    }

    /// <summary>(N, T, D) -> (N, T, D).</summary>
    public override Tensor forward(Tensor input)
    {
        using Tensor joined = attention.forward(input, null);
        return output.forward(joined);
    }
}
