using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Two linear maps with an activation between them, by open_clip's names.</summary>
internal sealed class OpenClipPerceptron : nn.Module<Tensor, Tensor>
{
    private readonly LinearLayer c_fc;
    private readonly LinearLayer c_proj;
    private readonly Activation _activation;

    /// <summary>Widens vectors, applies the activation, and narrows them again.</summary>
    public OpenClipPerceptron(OpenClipTowerConfig config)
        : base(nameof(OpenClipPerceptron))
    {
        c_fc = new LinearLayer(config.Width, config.InnerWidth);
        c_proj = new LinearLayer(config.InnerWidth, config.Width);
        _activation = config.Activation;
        RegisterComponents();
    }

    /// <summary>(N, T, D) -> (N, T, D).</summary>
    public override Tensor forward(Tensor input) => Perceptron.Run(input, c_fc, c_proj, _activation);
}
