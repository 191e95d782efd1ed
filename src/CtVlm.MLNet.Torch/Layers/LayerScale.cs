using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Multiplies each component by a learnt number.</summary>
/// <remarks><b>Source:</b> Touvron et al., arXiv 2103.17239, section 2; huggingface/pytorch-image-models, timm/layers/layer_scale.py (Apache-2.0).</remarks>
internal sealed class LayerScale : nn.Module<Tensor, Tensor>
{
    private readonly Parameter gamma;
    private readonly bool _hasMasters;

    /// <summary>A scale of vectors of a width.</summary>
    public LayerScale(long width)
        : base(nameof(LayerScale))
    {
        gamma = Unset.Parameter(width);
        _hasMasters = Masters.Are(gamma);
        RegisterComponents();
    }

    /// <summary>(..., D) -> (..., D).</summary>
    public override Tensor forward(Tensor input) => _hasMasters ? WithMasters(input) : input * gamma;

    private Tensor WithMasters(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return (input * gamma.Like(input)).MoveToOuterDisposeScope();
    }
}
