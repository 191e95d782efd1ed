using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Two linear maps with an activation between them.</summary>
internal sealed class TwoLayerPerceptron : nn.Module<Tensor, Tensor>
{
    private readonly LinearLayer fc1;
    private readonly LinearLayer fc2;
    private readonly Activation _activation;

    /// <summary>Widens vectors, applies the activation, and narrows them again.</summary>
    public TwoLayerPerceptron(long width, long innerWidth, Activation activation)
        : base(nameof(TwoLayerPerceptron))
    {
        fc1 = new LinearLayer(width, innerWidth);
        fc2 = new LinearLayer(innerWidth, width);
        _activation = activation;
        RegisterComponents();
    }

    /// <summary>(N, T, D) -> (N, T, D).</summary>
    public override Tensor forward(Tensor input) => Perceptron.Run(input, fc1, fc2, _activation);
}
