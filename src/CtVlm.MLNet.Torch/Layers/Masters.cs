using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Weights that train in float32 while the activations around them are of a lower precision.</summary>
/// <remarks>
/// They are cast where they are used; the cast's gradient comes back in float32, so that small steps are not lost to the rounding of the weight.
/// <b>Source:</b> Micikevicius et al., arXiv 1710.03740, section 3.1.
/// </remarks>
internal static class Masters
{
    /// <summary>Whether any of a layer's new parameters is a master: of another type than the activations that will meet it. Ask where the layer is made.</summary>
    public static bool Are(params ReadOnlySpan<Parameter?> parameters)
    {
        ScalarType activations = Unset.ElementType;
        foreach (Parameter? parameter in parameters)
        {
            if (parameter is not null && parameter.dtype != activations)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The weight in the element type of what it meets.</summary>
    /// <returns>The weight itself where the types agree; else a cast of it in the caller's dispose scope, with a graph where the weight trains.</returns>
    public static Tensor Like(this Tensor weight, Tensor met)
    {
        ScalarType type = met.dtype;
        return weight.dtype == type ? weight : weight.to(type);
    }
}
