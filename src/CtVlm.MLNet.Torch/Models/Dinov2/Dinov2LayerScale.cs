using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Multiplies each component by a learnt number.</summary>
/// <remarks><b>Source:</b> Touvron et al., arXiv 2103.17239, section 2.</remarks>
internal sealed class Dinov2LayerScale : nn.Module<Tensor, Tensor>
{
    private readonly Parameter lambda1;
    private readonly bool _hasMasters;

    /// <summary>A scale of vectors of a width.</summary>
    public Dinov2LayerScale(long width)
        : base(nameof(Dinov2LayerScale))
    {
        lambda1 = Unset.Parameter(width);
        _hasMasters = Masters.Are(lambda1);
        RegisterComponents();
    }

    /// <summary>(..., D) -> (..., D).</summary>
    public override Tensor forward(Tensor input) => _hasMasters ? WithMasters(input) : input * lambda1;

    private Tensor WithMasters(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return (input * lambda1.Like(input)).MoveToOuterDisposeScope();
    }
}
