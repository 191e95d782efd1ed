namespace CtVlm.MLNet.Torch;

/// <summary>Computes <see cref="RankFigures"/> from singular values.</summary>
internal static class RankDiagnosis
{
    private const double RankMeEpsilon = 1e-7;

    /// <summary>The figures.</summary>
    /// <param name="spectrum">The singular values.</param>
    /// <param name="width">D.</param>
    public static RankFigures Compute(RowSpectrum spectrum, int width)
    {
        double[] variances = [.. spectrum.Centred.Select(s => s * s)];
        double[] powers = [.. spectrum.Raw.Select(s => s * s)];
        bool varies = spectrum.HasVariance, isZero = spectrum.Raw[0] == 0;
        return new RankFigures
        {
            EffectiveRank = IfVaries(varies, () => ExpEntropy(spectrum.Centred, 0)),
            EffectiveRankUncentered = IfAny(isZero, () => ExpEntropy(spectrum.Raw, 0)),
            EffectiveRankCovariance = IfVaries(varies, () => ExpEntropy(variances, 0)),
            RankMe = IfAny(isZero, () => ExpEntropy(spectrum.Raw, RankMeEpsilon)),
            ParticipationRatio = IfVaries(varies, () => variances.Sum() * variances.Sum() / variances.Sum(v => v * v)),
            StableRank = IfVaries(varies, () => variances.Sum() / variances[0]),
            StableRankUncentered = IfAny(isZero, () => powers.Sum() / powers[0]),
            IsoScore = width < 2 ? GeometryFigure.None("one column has one direction only") : IfVaries(varies, () => IsoScore(variances, width)),
        };
    }

    private static double ExpEntropy(double[] weights, double epsilon)
    {
        double total = weights.Sum(), entropy = 0;
        foreach (double weight in weights)
        {
            double p = (weight / total) + epsilon;
            entropy -= p > 0 ? p * Math.Log(p) : 0;
        }

        return Math.Exp(entropy);
    }

    private static double IsoScore(double[] variances, int width)
    {
        double d = width, root = Math.Sqrt(d), norm = Math.Sqrt(variances.Sum(v => v * v));
        // Directions that the rows do not span have variance 0: (0 - 1)^2 each.
        double square = variances.Sum(v => Math.Pow((root * v / norm) - 1, 2)) + Math.Max(0, width - variances.Length);
        double defect = square / (2 * (d - root));
        double share = Math.Pow(d - (defect * (d - root)), 2) / (d * d);
        return ((d * share) - 1) / (d - 1);
    }

    private static GeometryFigure IfVaries(bool varies, Func<double> compute) =>
        varies ? GeometryFigure.Of(compute()) : GeometryFigure.None(Negligible.NoVariance);

    private static GeometryFigure IfAny(bool isZero, Func<double> compute) =>
        isZero ? GeometryFigure.None("every value is 0") : GeometryFigure.Of(compute());
}
