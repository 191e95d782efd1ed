namespace CtVlm.MLNet;

/// <summary>Means over classes or pairs of which some may be undefined (NaN).</summary>
/// <param name="Macro">Plain mean; NaN as soon as one value is.</param>
/// <param name="Weighted">Weighted mean; NaN as soon as one value is.</param>
/// <param name="MacroOfDefined">Plain mean of the defined values; NaN where none is.</param>
/// <param name="WeightedOfDefined">Weighted mean of the defined values, their weights made to sum to 1; NaN where none is.</param>
internal readonly record struct DefinedMeans(double Macro, double Weighted, double MacroOfDefined, double WeightedOfDefined)
{
    /// <summary>Takes the means.</summary>
    /// <param name="values">Values, NaN where undefined.</param>
    /// <param name="weights">A weight a value, not negative.</param>
    public static DefinedMeans Of(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        double sum = 0;
        double weighted = 0;
        double weight = 0;
        int defined = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsNaN(values[i]))
            {
                sum += values[i];
                weighted += weights[i] * values[i];
                weight += weights[i];
                defined++;
            }
        }

        (double macro, double byWeight) = (Quotient(sum, defined), Quotient(weighted, weight));
        return defined == values.Length
            ? new DefinedMeans(macro, byWeight, macro, byWeight)
            : new DefinedMeans(double.NaN, double.NaN, macro, byWeight);
    }

    private static double Quotient(double numerator, double denominator) => denominator == 0 ? double.NaN : numerator / denominator;
}
