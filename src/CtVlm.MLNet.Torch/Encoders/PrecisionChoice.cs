using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Turns a wish for a precision into the element type of a device.</summary>
internal static class PrecisionChoice
{
    // Processors with bfloat16 units are 1.7 to 2 times as fast in it, those without slower than in float32: nothing lies between.
    private const double LeastSpeedup = 1.3;

    /// <summary>The element type of weights and activations on a device.</summary>
    public static torch.ScalarType Resolve(NumericPrecision precision, torch.Device device) => precision switch
    {
        NumericPrecision.BFloat16 => torch.ScalarType.BFloat16,
        NumericPrecision.Float16 => torch.ScalarType.Float16,
        NumericPrecision.Auto when BFloat16Probe.Measure(device).Speedup >= LeastSpeedup => torch.ScalarType.BFloat16,
        _ => torch.ScalarType.Float32,
    };

    /// <summary>The element type and why it was chosen, in one line for a log.</summary>
    public static string Describe(NumericPrecision precision, torch.Device device)
    {
        string type = NameOf(Resolve(precision, device));
        if (precision != NumericPrecision.Auto)
        {
            return $"{type} on {device}, as asked for";
        }

        BFloat16Probe probe = BFloat16Probe.Measure(device);
        return FormattableString.Invariant(
            $"{type} on {device}: a linear map takes {probe.BFloat16Milliseconds:0.00} ms in bfloat16 and {probe.Float32Milliseconds:0.00} ms in float32, {probe.Speedup:0.0} times as fast; {LeastSpeedup:0.0} times is asked for");
    }

    private static string NameOf(torch.ScalarType type) => type switch
    {
        torch.ScalarType.BFloat16 => "bfloat16",
        torch.ScalarType.Float16 => "float16",
        _ => "float32",
    };
}
