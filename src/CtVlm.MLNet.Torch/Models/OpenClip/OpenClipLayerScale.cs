using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Scales each component of a vector by a learnt number.</summary>
/// <remarks><b>Source:</b> Touvron et al., arXiv 2103.17239, section 2.2.</remarks>
internal sealed class OpenClipLayerScale : nn.Module<Tensor, Tensor>
{
    private readonly Parameter gamma;

    /// <summary>A scale of vectors of a width.</summary>
    public OpenClipLayerScale(long width)
        : base(nameof(OpenClipLayerScale))
    {
        gamma = Unset.Parameter(width);
        RegisterComponents();
    }

    /// <summary>(..., D) -> (..., D).</summary>
    public override Tensor forward(Tensor input) => input * gamma;
}
