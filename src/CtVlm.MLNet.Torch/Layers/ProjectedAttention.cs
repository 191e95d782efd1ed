using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Multi-head self-attention with separate query, key and value maps.</summary>
/// <remarks><b>Source:</b> Vaswani et al., arXiv 1706.03762, section 3.2.2; field names of transformers' CLIPAttention.</remarks>
internal sealed class ProjectedAttention : nn.Module<Tensor, Tensor>
{
    private readonly LinearLayer q_proj;
    private readonly LinearLayer k_proj;
    private readonly LinearLayer v_proj;
    private readonly LinearLayer out_proj;
    private readonly long _heads;
    private readonly bool _isCausal;

    /// <summary>Attention of vectors of a width, a multiple of the number of heads.</summary>
    public ProjectedAttention(long width, long heads, bool isCausal)
        : base(nameof(ProjectedAttention))
    {
        q_proj = new LinearLayer(width, width);
        k_proj = new LinearLayer(width, width);
        v_proj = new LinearLayer(width, width);
        out_proj = new LinearLayer(width, width);
        _heads = heads;
        _isCausal = isCausal;
        RegisterComponents();
    }

    /// <summary>(N, T, D) -> (N, T, D).</summary>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor joined = MultiHead.Attend(q_proj.forward(input), k_proj.forward(input), v_proj.forward(input), _heads, _isCausal);
        return out_proj.forward(joined).MoveToOuterDisposeScope();
    }
}
