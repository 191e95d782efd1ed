using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Normalises vectors to mean 0 and variance 1, then scales and shifts each component.</summary>
/// <remarks><b>Source:</b> Ba, Kiros, Hinton, arXiv 1607.06450.</remarks>
internal sealed class LayerNormLayer : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter bias;
    private readonly double _epsilon;
    private readonly long[] _shape;

    /// <summary>A norm of vectors of a width.</summary>
    public LayerNormLayer(long width, double epsilon)
        : base(nameof(LayerNormLayer))
    {
        weight = Unset.Parameter(width);
        bias = Unset.Parameter(width);
        _epsilon = epsilon;
        _shape = [width];
        RegisterComponents();
    }

    /// <summary>(..., D) -> (..., D).</summary>
    public override Tensor forward(Tensor input) => nn.functional.layer_norm(input, _shape, weight, bias, _epsilon);
}
