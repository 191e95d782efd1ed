using System.Globalization;

namespace CtVlm.MLNet.Torch;

/// <summary>A range of Hounsfield units shown from black to white: y = clamp((hu - (level - width / 2)) / width, 0, 1).</summary>
/// <param name="LevelHu">The centre, HU; within -1,000,000..1,000,000.</param>
/// <param name="WidthHu">The width, HU; above 0, up to 1,000,000.</param>
/// <remarks><b>Source:</b> DICOM PS3.3 C.11.2.1.3.2 (LINEAR_EXACT).</remarks>
public readonly record struct HuWindow(double LevelHu, double WidthHu)
{
    /// <summary>The largest magnitude of a level or a width, HU: beyond any scanner, within what float32 resolves.</summary>
    internal const double LimitHu = 1e6;

    // Stands for the width 0 of a step: any positive distance divided by it is at least 1, and it is a normal float32 number.
    private const double StepWidthHu = 2e-38;

    /// <summary>A window given by its ends.</summary>
    /// <param name="lowHu">What is shown black, HU.</param>
    /// <param name="highHu">What is shown white, HU; above <paramref name="lowHu"/>.</param>
    /// <returns>The window between them.</returns>
    public static HuWindow FromRange(double lowHu, double highHu) => new((lowHu + highHu) / 2, highHu - lowHu);

    /// <summary>The brightness of one value, in double precision.</summary>
    /// <param name="hu">The value, HU; finite.</param>
    /// <param name="function">How HU become brightness.</param>
    /// <returns>0 (black) to 1 (white).</returns>
    /// <exception cref="ArgumentOutOfRangeException">The function is not a member of its enumeration.</exception>
    public double Apply(double hu, WindowFunction function = WindowFunction.LinearExact)
    {
        if (function == WindowFunction.Sigmoid)
        {
            return 1 / (1 + Math.Exp(-4 * (hu - LevelHu) / WidthHu));
        }

        (double low, double width) = GetRamp(function);
        return Math.Clamp((hu - low) / width, 0, 1);
    }

    /// <summary>The brightness of one value as 8 bits: 255 y, made whole.</summary>
    /// <param name="hu">The value, HU; finite.</param>
    /// <param name="function">How HU become brightness.</param>
    /// <param name="rounding">How 255 y becomes whole.</param>
    /// <returns>0 (black) to 255 (white).</returns>
    /// <remarks>
    /// For the linear functions the quotients (510 (hu - low) + width) / (2 width) and 255 (hu - low) / width are formed from whole numbers
    /// and halves when HU, level and width are whole: inside the window they are below 256 and, unless they are a whole number or a tie, at
    /// least 1 / (2 width) away from the nearest one, so that floor and round are exact, ties included.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The function or the rounding is not a member of its enumeration.</exception>
    public byte ApplyEightBit(
        double hu,
        WindowFunction function = WindowFunction.LinearExact,
        EightBitRounding rounding = EightBitRounding.HalfUp)
    {
        if (function == WindowFunction.Sigmoid)
        {
            return (byte)Level(255 * Apply(hu, function), 1, rounding);
        }

        (double low, double width) = GetRamp(function);
        return (byte)Math.Clamp(Level(255 * (hu - low), width, rounding), 0, 255);
    }

    /// <summary>Level and width as readers write them: L40 W400.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"L{LevelHu} W{WidthHu}");

    /// <summary>Where a linear function leaves black, and over how many HU it reaches white.</summary>
    /// <param name="function">A linear function.</param>
    /// <returns>The foot of the ramp, HU, and its width, HU; above 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The function is not a linear one.</exception>
    internal (double LowHu, double WidthHu) GetRamp(WindowFunction function)
    {
        // LINEAR has its centre half a unit lower and is one unit narrower: both leave black at level - width / 2.
        double width = function switch
        {
            WindowFunction.LinearExact => WidthHu,
            WindowFunction.Linear => WidthHu - 1,
            _ => throw new ArgumentOutOfRangeException(nameof(function), function, "The window function must be LinearExact, Linear or Sigmoid."),
        };
        return (LevelHu - (WidthHu / 2), Math.Max(width, StepWidthHu));
    }

    // One division each: of numbers that are exact, so that its only rounding cannot cross a whole number or a tie.
    private static double Level(double numerator, double denominator, EightBitRounding rounding) => rounding switch
    {
        EightBitRounding.HalfUp => Math.Floor(((2 * numerator) + denominator) / (2 * denominator)),
        EightBitRounding.Truncate => Math.Floor(numerator / denominator),
        EightBitRounding.HalfToEven => Math.Round(numerator / denominator, MidpointRounding.ToEven),
        _ => throw new ArgumentOutOfRangeException(nameof(rounding), rounding, "The rounding must be HalfUp, Truncate or HalfToEven."),
    };
}
