using System.Numerics.Tensors;

namespace CtVlm.MLNet.Torch;

/// <summary>Computes <see cref="ConeFigures"/>.</summary>
internal static class ConeDiagnosis
{
    private const string NoDirection = "no row has a direction";
    private const string OneRow = "a pair of rows is needed";

    /// <summary>The figures.</summary>
    /// <param name="rows">The rows as they are.</param>
    /// <param name="unit">The rows that are not all zeros, at unit norm.</param>
    /// <param name="unitPairs">Distances among these, or a sample of them.</param>
    public static ConeFigures Compute(DiagnosisRows rows, DiagnosisRows unit, PairDistances unitPairs)
    {
        double[] mean = unit.Count == 0 ? [] : unit.Mean();
        double length = TensorPrimitives.Norm<double>(mean);
        (GeometryFigure meanAngle, GeometryFigure maxAngle) = MeasureAngles(unit, mean, length);
        return new ConeFigures
        {
            MeanPairwiseCosine = MeasureCosine(unit, length),
            MeanAngleDegrees = meanAngle,
            MaxAngleDegrees = maxAngle,
            MeanResultantLength = unit.Count == 0 ? GeometryFigure.None(NoDirection) : GeometryFigure.Of(length),
            MeanNorm = MeasureNorm(rows),
            Uniformity = MeasureUniformity(unitPairs),
        };
    }

    /// <summary>log of the mean over i &lt; j of exp(-2 d^2).</summary>
    public static GeometryFigure MeasureUniformity(PairDistances unitPairs)
    {
        if (unitPairs.Count < 2)
        {
            return GeometryFigure.None(OneRow);
        }

        double sum = 0;
        foreach (double square in unitPairs.UpperTriangle())
        {
            sum += Math.Exp(-2 * square);
        }

        return GeometryFigure.Of(Math.Log(sum / (unitPairs.Count * (unitPairs.Count - 1.0) / 2)));
    }

    // The sum over all pairs is the squared norm of the sum, less the rows with themselves.
    private static GeometryFigure MeasureCosine(DiagnosisRows unit, double meanLength)
    {
        double n = unit.Count;
        return n < 2 ? GeometryFigure.None(OneRow) : GeometryFigure.Of(((n * meanLength * n * meanLength) - unit.SumOfSquares()) / (n * (n - 1)));
    }

    private static GeometryFigure MeasureNorm(DiagnosisRows rows)
    {
        double sum = 0;
        for (int row = 0; row < rows.Count; row++)
        {
            sum += TensorPrimitives.Norm<double>(rows[row]);
        }

        return GeometryFigure.Quotient(sum, rows.Count, "there is no row");
    }

    private static (GeometryFigure Mean, GeometryFigure Max) MeasureAngles(DiagnosisRows unit, double[] mean, double length)
    {
        if (unit.Count == 0 || Negligible.IsLength(length, 1))
        {
            var none = GeometryFigure.None(unit.Count == 0 ? NoDirection : "the directions cancel out");
            return (none, none);
        }

        double[] axis = new double[mean.Length];
        TensorPrimitives.Divide(mean, length, axis);
        double sum = 0, largest = 0;
        for (int row = 0; row < unit.Count; row++)
        {
            double angle = AngleDegrees(unit[row], axis);
            sum += angle;
            largest = Math.Max(largest, angle);
        }

        return (GeometryFigure.Of(sum / unit.Count), GeometryFigure.Of(largest));
    }

    // Kahan's form: the arc cosine would lose half the digits of small angles.
    private static double AngleDegrees(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double[] sum = new double[a.Length];
        TensorPrimitives.Add(a, b, sum);
        return 2 * Math.Atan2(TensorPrimitives.Distance(a, b), TensorPrimitives.Norm<double>(sum)) * 180 / Math.PI;
    }
}
