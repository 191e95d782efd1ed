using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Normalises vectors to mean 0 and variance 1, then scales and shifts each component.</summary>
/// <remarks>
/// Mean and variance are computed in float32 whatever the activations are; where its own parameters train beside activations of a lower precision, all of it is.
/// <b>Source:</b> Ba, Kiros, Hinton, arXiv 1607.06450.
/// </remarks>
internal sealed class LayerNormLayer : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter bias;
    private readonly double _epsilon;
    private readonly long[] _shape;
    private readonly bool _hasMasters;

    /// <summary>A norm of vectors of a width.</summary>
    public LayerNormLayer(long width, double epsilon)
        : base(nameof(LayerNormLayer))
    {
        weight = Unset.Parameter(width);
        bias = Unset.Parameter(width);
        _epsilon = epsilon;
        _shape = [width];
        _hasMasters = Masters.Are(weight, bias);
        RegisterComponents();
    }

    /// <summary>(..., D) -> (..., D).</summary>
    public override Tensor forward(Tensor input) => _hasMasters ? WithMasters(input) : nn.functional.layer_norm(input, _shape, weight, bias, _epsilon);

    private Tensor WithMasters(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return nn.functional.layer_norm(input.to(ScalarType.Float32), _shape, weight, bias, _epsilon).to(input.dtype).MoveToOuterDisposeScope();
    }
}
