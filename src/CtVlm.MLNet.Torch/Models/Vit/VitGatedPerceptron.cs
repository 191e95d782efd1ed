using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>A perceptron whose inner layer is silu(a) * b of the two halves of its first map.</summary>
/// <remarks><b>Source:</b> Shazeer, arXiv 2002.05202 (SwiGLU); huggingface/pytorch-image-models, timm/layers/mlp.py, GluMlp (Apache-2.0).</remarks>
internal sealed class VitGatedPerceptron : nn.Module<Tensor, Tensor>
{
    private readonly LinearLayer fc1;
    private readonly LinearLayer fc2;

    /// <summary>A perceptron whose first map gives a number of components, an even one.</summary>
    public VitGatedPerceptron(long width, long innerWidth)
        : base(nameof(VitGatedPerceptron))
    {
        fc1 = new LinearLayer(width, innerWidth);
        fc2 = new LinearLayer(innerWidth / 2, width);
        RegisterComponents();
    }

    /// <summary>The gate: (..., 2I) -> (..., I).</summary>
    public static Tensor Gate(Tensor both)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] halves = both.chunk(2, -1); // (..., 2I) -> 2 x (..., I)
        return (nn.functional.silu(halves[0]) * halves[1]).MoveToOuterDisposeScope();
    }

    /// <summary>(N, T, D) -> (N, T, D).</summary>
    public override Tensor forward(Tensor input)
    {
        using Tensor both = fc1.forward(input); // (N, T, D) -> (N, T, 2I)
        using Tensor inner = Gate(both); // -> (N, T, I)
        return fc2.forward(inner); // -> (N, T, D)
    }
}
