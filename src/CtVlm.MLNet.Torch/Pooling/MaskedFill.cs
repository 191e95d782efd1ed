using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Fills masked places with a number that lives until the call is over.</summary>
internal static class MaskedFill
{
    /// <summary>The tensor, with the value where the mask is true.</summary>
    /// <remarks>A number given as it is becomes an object that may be collected while the native call still reads it.</remarks>
    public static torch.Tensor Filled(this torch.Tensor tensor, torch.Tensor mask, double value)
    {
        using Scalar number = value;
        return tensor.masked_fill(mask, number);
    }
}
