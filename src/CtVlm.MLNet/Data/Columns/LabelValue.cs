using System.Globalization;

namespace CtVlm.MLNet;

/// <summary>What a label column holds in a row.</summary>
/// <param name="Order">Where it comes: the key, or the number; 0 for text.</param>
/// <param name="Name">Its text.</param>
/// <param name="IsText">Whether it is text, which has no order but that of its value as a number.</param>
internal readonly record struct LabelValue(long Order, string Name, bool IsText = false)
{
    /// <summary>The name as a finite number; null where it is none.</summary>
    public double? Number =>
        double.TryParse(Name, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;
}
