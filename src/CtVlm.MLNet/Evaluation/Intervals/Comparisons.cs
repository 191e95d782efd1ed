using System.Globalization;

namespace CtVlm.MLNet;

/// <summary>Arithmetic over several comparisons.</summary>
public static class Comparisons
{
    /// <summary>Adjusts p values for their number.</summary>
    /// <param name="pValues">p values from 0 to 1. NaN, a comparison without p, stays NaN and does not count.</param>
    /// <param name="adjustment">The rule.</param>
    /// <returns>Adjusted p values in the order given, at most 1, each at least its own p.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside 0 to 1, or the rule is none of the known.</exception>
    /// <remarks>
    /// <b>Source:</b> Holm, Scandinavian Journal of Statistics 6 (1979), 65-70; Benjamini and Hochberg, Journal of the Royal Statistical Society B 57
    /// (1995), 289-300.
    /// </remarks>
    public static IReadOnlyList<double> Adjust(IReadOnlyList<double> pValues, PValueAdjustment adjustment)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        Check(pValues);
        int[] rising = [.. Enumerable.Range(0, pValues.Count).Where(i => !double.IsNaN(pValues[i])).OrderBy(i => pValues[i])];
        double[] adjusted = new double[pValues.Count];
        Array.Fill(adjusted, double.NaN);
        switch (adjustment)
        {
            case PValueAdjustment.Holm:
                Holm(pValues, rising, adjusted);
                break;
            case PValueAdjustment.BenjaminiHochberg:
                BenjaminiHochberg(pValues, rising, adjusted);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(adjustment), adjustment, "Adjust: Holm or BenjaminiHochberg expected.");
        }

        return adjusted;
    }

    // Step down: the i-th smallest times the number that is left, never below the one before.
    private static void Holm(IReadOnlyList<double> p, int[] rising, double[] adjusted)
    {
        double largest = 0;
        for (int i = 0; i < rising.Length; i++)
        {
            largest = Math.Max(largest, Math.Min(1, p[rising[i]] * (rising.Length - i)));
            adjusted[rising[i]] = largest;
        }
    }

    // Step up: the i-th smallest times m / i, never above the one after.
    private static void BenjaminiHochberg(IReadOnlyList<double> p, int[] rising, double[] adjusted)
    {
        double smallest = 1;
        for (int i = rising.Length - 1; i >= 0; i--)
        {
            smallest = Math.Min(smallest, p[rising[i]] * rising.Length / (i + 1));
            adjusted[rising[i]] = smallest;
        }
    }

    private static void Check(IReadOnlyList<double> pValues)
    {
        for (int i = 0; i < pValues.Count; i++)
        {
            if (pValues[i] is < 0 or > 1)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(pValues),
                    string.Create(CultureInfo.InvariantCulture, $"Adjust: p value {i} is {pValues[i]}, 0 to 1 or NaN expected. Give two-sided p values as they are, not logarithms."));
            }
        }
    }
}
