using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The arithmetic of two linear maps with an activation between them; for perceptrons whose maps are two fields, whatever those are called.</summary>
internal static class Perceptron
{
    /// <summary>second(activation(first(x))): (..., D) -> (..., D).</summary>
    /// <remarks>
    /// Without gradients nobody needs what entered the activation, so it is overwritten. QuickGELU then is one pass over the inner layer instead of three: with a = 1.702,
    /// x sigmoid(a x) = silu(a x) / a, and the two linear maps apply a and 1 / a as they write.
    /// </remarks>
    public static Tensor Run(Tensor input, LinearLayer first, LinearLayer second, Activation activation)
    {
        using DisposeScope scope = NewDisposeScope();
        if (activation == Activation.QuickGelu && !is_grad_enabled())
        {
            const float factor = (float)Activations.QuickGeluFactor;
            Tensor scaled = first.Scaled(input, factor, factor); // (..., D) -> (..., I)
            nn.functional.silu(scaled, inplace: true);
            return second.Scaled(scaled, 1 / factor, 1).MoveToOuterDisposeScope(); // -> (..., D)
        }

        Tensor inner = activation.ApplyToOwn(first.forward(input)); // (..., D) -> (..., I)
        return second.forward(inner).MoveToOuterDisposeScope(); // -> (..., D)
    }
}
