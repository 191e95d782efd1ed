using System.Globalization;

namespace CtVlm.MLNet;

/// <summary>Numbers of a report, invariant; a dash for what is undefined.</summary>
internal static class ReportNumber
{
    private const string Missing = "–";

    /// <summary>A number with so many decimals.</summary>
    public static string Text(double? value, int decimals = 3)
    {
        if (value is not { } number || !double.IsFinite(number))
        {
            return Missing;
        }

        double rounded = Math.Round(number, decimals);
        return (rounded == 0 ? 0 : rounded).ToString($"F{decimals}", CultureInfo.InvariantCulture);
    }

    /// <summary>A whole number, or a dash.</summary>
    public static string Whole(long? value) => value is { } number ? number.ToString(CultureInfo.InvariantCulture) : Missing;

    /// <summary>Lower and upper end.</summary>
    public static string Interval(double? lower, double? upper) =>
        lower is { } low && upper is { } high && double.IsFinite(low) && double.IsFinite(high) ? $"{Text(low)} to {Text(high)}" : Missing;

    /// <summary>A p-value: below 0.001 that is all that is said.</summary>
    public static string PValue(double value) => value < 0.001 ? "< 0.001" : Text(value);

    /// <summary>A share in percent, without decimals.</summary>
    public static string Percent(double share) => double.IsFinite(share) ? $"{Text(100 * share, 0)} %" : Missing;
}
