using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Multi-head self-attention with one map to queries, keys and values.</summary>
/// <remarks><b>Source:</b> Vaswani et al., arXiv 1706.03762, section 3.2.2; field names of torch's MultiheadAttention.</remarks>
internal sealed class OpenClipAttention : nn.Module<Tensor, Tensor>
{
    private readonly Parameter in_proj_weight;
    private readonly Parameter in_proj_bias;
    private readonly LinearLayer out_proj;
    private readonly long _heads;
    private readonly bool _isCausal;

    /// <summary>Attention of vectors of a width, a multiple of the number of heads.</summary>
    public OpenClipAttention(long width, long heads, bool isCausal)
        : base(nameof(OpenClipAttention))
    {
        in_proj_weight = Unset.Parameter(3 * width, width);
        in_proj_bias = Unset.Parameter(3 * width);
        out_proj = new LinearLayer(width, width);
        _heads = heads;
        _isCausal = isCausal;
        RegisterComponents();
    }

    /// <summary>(N, T, D) -> (N, T, D).</summary>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor fused = DenseMap.Apply(input, in_proj_weight.Like(input), in_proj_bias.Like(input)); // (N, T, D) -> (N, T, 3D)
        Tensor joined = MultiHead.AttendFused(fused, _heads, _isCausal); // -> (N, T, D)
        return out_proj.forward(joined).MoveToOuterDisposeScope();
    }
}
