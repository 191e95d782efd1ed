using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The text projection: two maps without bias, GELU between them.</summary>
internal sealed class BiomedClipTextProjection : nn.Module<Tensor, Tensor>
{
    private readonly LinearLayer _first;
    private readonly LinearLayer _second;

    /// <summary>The projection of a configuration.</summary>
    public BiomedClipTextProjection(BiomedClipConfig config)
        : base(nameof(BiomedClipTextProjection))
    {
        _first = new LinearLayer(config.Text.Width, config.TextProjectionWidth, hasBias: false);
        _second = new LinearLayer(config.TextProjectionWidth, config.ProjectedWidth, hasBias: false);

        // The checkpoint names them by their places in a sequence; place 1 is the activation.
        register_module("0", _first);
        register_module("2", _second);
    }

    /// <summary>(N, D) -> (N, P).</summary>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return _second.forward(Activation.Gelu.Apply(_first.forward(input))).MoveToOuterDisposeScope(); // (N, D) -> (N, (D + P) / 2) -> (N, P)
    }
}
