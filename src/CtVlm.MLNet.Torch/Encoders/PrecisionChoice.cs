using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Turns a wish for a precision into the element type of a device.</summary>
internal static class PrecisionChoice
{
    /// <summary>The element type of weights and activations on a device.</summary>
    public static torch.ScalarType Resolve(NumericPrecision precision, torch.Device device) => precision switch
    {
        NumericPrecision.BFloat16 => torch.ScalarType.BFloat16,
        NumericPrecision.Float16 => torch.ScalarType.Float16,
        _ => torch.ScalarType.Float32,
    };
}
