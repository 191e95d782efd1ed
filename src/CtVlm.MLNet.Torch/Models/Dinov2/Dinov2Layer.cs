using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>One pre-norm block of transformers' DINOv2.</summary>
internal sealed class Dinov2Layer : nn.Module<Tensor, Tensor>
{
    private readonly LayerNormLayer norm1;
    private readonly HfVitAttention attention;
    private readonly Dinov2LayerScale layer_scale1;
    private readonly LayerNormLayer norm2;
    private readonly nn.Module<Tensor, Tensor> mlp;
    private readonly Dinov2LayerScale layer_scale2;

    /// <summary>A block of a configuration.</summary>
    public Dinov2Layer(Dinov2Config config)
        : base(nameof(Dinov2Layer))
    {
        HfVitConfig body = config.Body;
        norm1 = new LayerNormLayer(body.Width, body.Epsilon);
        attention = new HfVitAttention(body);
        layer_scale1 = new Dinov2LayerScale(body.Width);
        norm2 = new LayerNormLayer(body.Width, body.Epsilon);
        mlp = config.IsGated ? new Dinov2GatedPerceptron(body.Width, body.InnerWidth) : new TwoLayerPerceptron(body.Width, body.InnerWidth, body.Activation);
        layer_scale2 = new Dinov2LayerScale(body.Width);
        RegisterComponents();
    }

    /// <summary>(N, T, D) -> (N, T, D).</summary>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor attended = Residual.Add(input, layer_scale1.forward(attention.forward(norm1.forward(input))));
        return Residual.Add(attended, layer_scale2.forward(mlp.forward(norm2.forward(attended)))).MoveToOuterDisposeScope();
    }
}
