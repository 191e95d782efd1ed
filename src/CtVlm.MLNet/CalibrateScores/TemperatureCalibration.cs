namespace CtVlm.MLNet;

/// <summary>Fits one temperature: Newton's method on the inverse temperature, kept within a bracket. The loss is convex in it.</summary>
/// <remarks><b>Source:</b> Guo et al., ICML 2017, section 4.2.</remarks>
internal sealed class TemperatureCalibration() : ScoreCalibration("temperature")
{
    private const int MaxIterations = 200;

    internal override FittedScoreCalibration Fit(CalibrationRows rows)
    {
        (double slope, double spread) = AtInfiniteTemperature(rows);
        if (IsNeverSurpassed(rows))
        {
            CalibrationThrow.Separable(Name);
        }

        // Rounding of the sum must not pass for information.
        if (slope >= -1e-12 * spread)
        {
            CalibrationThrow.Uninformative(Name);
        }

        double high = 1 / spread;
        while (Derivatives(rows, high).First < 0)
        {
            high *= 2;
            if (!double.IsFinite(high))
            {
                CalibrationThrow.Separable(Name);
            }
        }

        return new SoftmaxCalibration(rows.Classes, 1 / Solve(rows, high));
    }

    // The slope rises: below 0 at 0, at least 0 at the upper end.
    private static double Solve(CalibrationRows rows, double high)
    {
        double low = 0, inverse = high;
        for (int i = 0; i < MaxIterations; i++)
        {
            (double first, double second) = Derivatives(rows, inverse);
            if (first < 0)
            {
                low = inverse;
            }
            else
            {
                high = inverse;
            }

            double next = inverse - (first / second);
            next = next > low && next < high ? next : (low + high) / 2;
            if (Math.Abs(next - inverse) <= 1e-14 * inverse)
            {
                return next;
            }

            inverse = next;
        }

        return inverse;
    }

    /// <summary>First and second derivative of the summed loss by the inverse temperature.</summary>
    private static (double First, double Second) Derivatives(CalibrationRows rows, double inverse)
    {
        double first = 0, second = 0;
        double[] probabilities = new double[rows.Classes];
        for (int i = 0; i < rows.Count; i++)
        {
            ReadOnlySpan<double> z = rows.Row(i);
            double own = z[rows.Actual[i]], mean = 0, square = 0;
            for (int k = 0; k < z.Length; k++)
            {
                probabilities[k] = inverse * (z[k] - own);
            }

            Softmax.InPlace(probabilities);
            for (int k = 0; k < z.Length; k++)
            {
                mean += probabilities[k] * (z[k] - own);
                square += probabilities[k] * (z[k] - own) * (z[k] - own);
            }

            first += mean;
            second += square - (mean * mean);
        }

        return (first, second);
    }

    private static (double Slope, double Spread) AtInfiniteTemperature(CalibrationRows rows)
    {
        double slope = 0, spread = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            double own = rows.Row(i)[rows.Actual[i]];
            foreach (double z in rows.Row(i))
            {
                slope += z - own;
                spread += Math.Abs(z - own);
            }
        }

        return (slope, spread);
    }

    private static bool IsNeverSurpassed(CalibrationRows rows)
    {
        for (int i = 0; i < rows.Count; i++)
        {
            double own = rows.Row(i)[rows.Actual[i]];
            foreach (double z in rows.Row(i))
            {
                if (z > own)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
