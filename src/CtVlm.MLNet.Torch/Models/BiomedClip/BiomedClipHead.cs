using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The visual projection.</summary>
internal sealed class BiomedClipHead : nn.Module<Tensor, Tensor>
{
    private readonly LinearLayer proj;

    /// <summary>The projection of a configuration.</summary>
    public BiomedClipHead(BiomedClipConfig config)
        : base(nameof(BiomedClipHead))
    {
        proj = new LinearLayer(config.Vision.Width, config.ProjectedWidth, config.HasProjectionBias);
        RegisterComponents();
    }

    /// <summary>(N, D) -> (N, P).</summary>
    public override Tensor forward(Tensor input) => proj.forward(input);
}
