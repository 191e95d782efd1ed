namespace CtVlm.MLNet.Torch;

/// <content>Pictures for people.</content>
public sealed partial class CtRenderer
{
    /// <summary>Renders one slice as an 8-bit RGB picture at its own size: windows alone, no resize, for contact sheets.</summary>
    /// <param name="hu">One slice [y, x], HU; finite.</param>
    /// <param name="rows">H, 1 or more.</param>
    /// <param name="columns">W, 1 or more.</param>
    /// <param name="rendering">The windows and their rounding; the precision has no influence.</param>
    /// <returns>[H, W, 3] bytes; grey when there is one window. Needs no libtorch.</returns>
    /// <exception cref="ArgumentNullException">The rendering is null.</exception>
    /// <exception cref="ArgumentException">The rendering is invalid, a size is below 1, or the values are not one slice.</exception>
    public static byte[] RenderPreview(ReadOnlySpan<float> hu, int rows, int columns, CtRendering rendering)
    {
        ArgumentNullException.ThrowIfNull(rendering);
        rendering.Validate(nameof(rendering));
        CheckLength(hu, 1, rows, columns);
        byte[] picture = new byte[checked(3 * hu.Length)];
        for (int channel = 0; channel < 3; channel++)
        {
            HuWindow window = rendering.Windows[channel % rendering.Windows.Count];
            for (int i = 0; i < hu.Length; i++)
            {
                picture[(3 * i) + channel] = window.ApplyEightBit(hu[i], rendering.Function, rendering.Rounding);
            }
        }

        return picture;
    }
}
