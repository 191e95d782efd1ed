using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Multi-head self-attention with one map to queries, keys and values.</summary>
/// <remarks><b>Source:</b> huggingface/pytorch-image-models, timm/layers/attention.py (Apache-2.0).</remarks>
internal sealed class VitAttention : nn.Module<Tensor, Tensor>
{
    private readonly LinearLayer qkv;
    private readonly LinearLayer proj;
    private readonly int _heads;

    /// <summary>The attention of a block.</summary>
    public VitAttention(VitConfig config)
        : base(nameof(VitAttention))
    {
        qkv = new LinearLayer(config.Width, 3 * config.Width, config.HasQkvBias);
        proj = new LinearLayer(config.Width, config.Width);
        _heads = config.Heads;
        RegisterComponents();
    }

    /// <summary>(N, T, D) -> (N, T, D).</summary>
    public override Tensor forward(Tensor input)
    {
        using Tensor fused = qkv.forward(input); // (N, T, D) -> (N, T, 3D)
        using Tensor joined = MultiHead.AttendFused(fused, _heads); // -> (N, T, D)
        return proj.forward(joined);
    }
}
