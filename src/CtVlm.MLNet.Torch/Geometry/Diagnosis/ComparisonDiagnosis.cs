using System.Numerics.Tensors;

namespace CtVlm.MLNet.Torch;

/// <summary>Computes <see cref="ComparisonFigures"/>.</summary>
internal sealed class ComparisonDiagnosis
{
    // SVCCA's own cut.
    private const double Keep = 0.99;

    private readonly DiagnosisRows _x;
    private readonly DiagnosisRows _y;
    private readonly DiagnosisRows _centredX;
    private readonly DiagnosisRows _centredY;
    private readonly bool _varies;

    /// <summary>Takes the rows of both sides, of any widths.</summary>
    public ComparisonDiagnosis(DiagnosisRows x, DiagnosisRows y)
    {
        _x = x;
        _y = y;
        _centredX = x.Centre();
        _centredY = y.Centre();
        _varies = !Negligible.IsSquare(_centredX.SumOfSquares(), x.SumOfSquares()) && !Negligible.IsSquare(_centredY.SumOfSquares(), y.SumOfSquares());
    }

    /// <summary>The figures.</summary>
    /// <param name="sample">Rows whose pairs are looked at.</param>
    public ComparisonFigures Compute(int[] sample)
    {
        TorchRuntime.EnsureLoaded();
        DiagnosisRows x = _x.Take(sample), y = _y.Take(sample);
        (PairDistances X, PairDistances Y) pairs = (PairDistances.Between(x), PairDistances.Between(y));
        (GeometryFigure gap, GeometryFigure alignment) = CompareDirections();
        ProcrustesDiagnosis? procrustes = _varies ? new(_centredX, _centredY) : null;
        (CanonicalCorrelation? correlation, string reason) = Correlate();
        return new ComparisonFigures
        {
            ModalityGap = gap,
            Alignment = alignment,
            UniformityMean = MeanUniformity(x, y),
            CkaLinear = IfVaries(() => LinearCka.Biased(_centredX, _centredY)),
            CkaLinearDebiased = IfVaries(() => LinearCka.Debiased(_centredX, _centredY)),
            CkaRbf = IfVaries(() => Rbf(pairs, RbfCka.SquaredMedian, 1)),
            CkaRbfHalfMedian = IfVaries(() => Rbf(pairs, RbfCka.SquaredMedian, 0.25)),
            CkaRbfSquaredMedian = IfVaries(() => Rbf(pairs, RbfCka.MedianOfSquares, 1)),
            ProcrustesDisparity = IfVaries(() => procrustes!.Disparity),
            ProcrustesOrthogonal = IfVaries(() => procrustes!.Orthogonal),
            ProcrustesNormalizedSquared = IfVaries(() => procrustes!.NormalizedSquared),
            Svcca = correlation?.Svcca ?? GeometryFigure.None(reason),
            CcaMeanSquared = correlation?.MeanSquared ?? GeometryFigure.None(reason),
            Pwcca = correlation?.Pwcca ?? GeometryFigure.None(reason),
            CanonicalCorrelations = correlation?.Correlations ?? [],
        };
    }

    /// <summary>mean z - mean w over the rows that are zero on neither side; empty where the widths differ or no row is left.</summary>
    public static double[] MeasureGap(DiagnosisRows x, DiagnosisRows y)
    {
        int[] both = [.. x.FindNonZero().Intersect(y.FindNonZero()).Order()];
        return x.Width != y.Width || both.Length == 0
            ? []
            : [.. x.Take(both).Normalize().Mean().Zip(y.Take(both).Normalize().Mean(), (a, b) => a - b)];
    }

    private (GeometryFigure Gap, GeometryFigure Alignment) CompareDirections()
    {
        int[] both = [.. _x.FindNonZero().Intersect(_y.FindNonZero()).Order()];
        if (_x.Width != _y.Width || both.Length == 0)
        {
            var none = GeometryFigure.None(_x.Width != _y.Width ? $"the widths differ, {_x.Width} and {_y.Width}" : "no row has a direction on both sides");
            return (none, none);
        }

        DiagnosisRows z = _x.Take(both).Normalize(), w = _y.Take(both).Normalize();
        double sum = 0;
        for (int row = 0; row < z.Count; row++)
        {
            sum += Math.Pow(TensorPrimitives.Distance(z[row], w[row]), 2);
        }

        double gap = Math.Sqrt(MeasureGap(_x, _y).Sum(g => g * g));
        return (GeometryFigure.Of(gap), GeometryFigure.Of(sum / z.Count));
    }

    private static GeometryFigure MeanUniformity(DiagnosisRows x, DiagnosisRows y)
    {
        GeometryFigure one = Uniformity(x), other = Uniformity(y);
        return one.IsDefined && other.IsDefined ? GeometryFigure.Of((one + other) / 2) : one.IsDefined ? other : one;
    }

    private static GeometryFigure Uniformity(DiagnosisRows rows) =>
        ConeDiagnosis.MeasureUniformity(PairDistances.Between(rows.Take(rows.FindNonZero()).Normalize()));

    private static GeometryFigure Rbf((PairDistances X, PairDistances Y) pairs, Func<PairDistances, double> median, double factor) =>
        RbfCka.Compute(pairs.X, factor * median(pairs.X), pairs.Y, factor * median(pairs.Y));

    // With as many directions as centred rows can have, every correlation is 1 whatever the rows say.
    private (CanonicalCorrelation? Correlation, string Reason) Correlate()
    {
        if (!_varies)
        {
            return (null, Negligible.NoVariance + " on one side");
        }

        CanonicalCorrelation correlation = CanonicalCorrelation.Of(_centredX, _centredY, Keep);
        return Math.Max(correlation.RankX, correlation.RankY) < _x.Count - 1
            ? (correlation, "")
            : (null, "a side has as many directions as rows: every correlation would be 1");
    }

    private GeometryFigure IfVaries(Func<GeometryFigure> compute) => _varies ? compute() : GeometryFigure.None(Negligible.NoVariance + " on one side");
}
