namespace CtVlm.MLNet;

/// <summary>Rising thresholds of each class, linear between them and constant beyond.</summary>
/// <param name="x">Thresholds of each class, rising.</param>
/// <param name="y">Their probabilities, never falling.</param>
internal sealed class FittedIsotonic(double[][] x, double[][] y) : OneAgainstRest(ScoreCalibration.Isotonic().Name, x.Length, Describe(x, y))
{
    public override double Map(int k, double logit)
    {
        double[] thresholds = x[k], values = y[k];
        int place = Array.BinarySearch(thresholds, logit);
        if (place >= 0)
        {
            return values[place];
        }

        int above = ~place;
        if (above == 0 || above == thresholds.Length)
        {
            return above == 0 ? values[0] : values[^1];
        }

        double slope = (values[above] - values[above - 1]) / (thresholds[above] - thresholds[above - 1]);
        return (slope * (logit - thresholds[above - 1])) + values[above - 1];
    }

    internal override IReadOnlyList<double[]> ToArrays() => [.. x.Zip(y).SelectMany(pair => new[] { pair.First, pair.Second })];

    private static Dictionary<string, IReadOnlyList<double>> Describe(double[][] x, double[][] y)
    {
        Dictionary<string, IReadOnlyList<double>> parameters = [];
        for (int k = 0; k < x.Length; k++)
        {
            parameters[FormattableString.Invariant($"x.{k}")] = Array.AsReadOnly(x[k]);
            parameters[FormattableString.Invariant($"y.{k}")] = Array.AsReadOnly(y[k]);
        }

        return parameters;
    }
}
