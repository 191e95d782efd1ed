using System.Numerics.Tensors;

namespace CtVlm.MLNet.Torch;

/// <summary>The von Mises-Fisher distribution of directions, fitted to rows.</summary>
/// <param name="MeanDirection">A unit vector of D values.</param>
/// <param name="ResultantLength">R, the length of the mean of the unit rows, 0 to 1.</param>
/// <param name="KappaBanerjee">R (D - R^2)/(1 - R^2); infinite where all rows point the same way.</param>
/// <param name="KappaLikelihood">The concentration of greatest likelihood.</param>
/// <remarks><b>Source:</b> Banerjee, Dhillon, Ghosh and Sra 2005; Sra 2012 for the Newton step.</remarks>
internal sealed record VonMisesFisher(double[] MeanDirection, double ResultantLength, double KappaBanerjee, double KappaLikelihood)
{
    // Above it both estimates are (D - 1)/(2 (1 - R)) to within rounding, and the continued fraction grows long.
    private const double MaxNewtonKappa = 1e5;
    private const int MaxTerms = 1_000_000;
    private const double Tiny = 1e-300;

    /// <summary>Fits the distribution.</summary>
    /// <param name="rows">Unit rows (N, D), row by row.</param>
    /// <param name="width">D, 2 or more.</param>
    /// <returns>The fit.</returns>
    /// <exception cref="InvalidOperationException">The rows cancel out, or there is none: no mean direction is defined.</exception>
    public static VonMisesFisher Fit(ReadOnlySpan<double> rows, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 2);
        double[] mean = new double[width];
        int count = rows.Length / width;
        for (int i = 0; i < count; i++)
        {
            TensorPrimitives.Add(mean, rows.Slice(i * width, width), mean);
        }

        TensorPrimitives.Divide(mean, (double)Math.Max(count, 1), mean);
        double length = Math.Min(TensorPrimitives.Norm<double>(mean), 1);
        if (length < 1e-12)
        {
            throw new InvalidOperationException($"The {count} rows have no mean direction: their directions cancel out, or all are zero.");
        }

        SphericalGeometry.Normalize(mean, mean);
        double kappa = length == 1 ? double.PositiveInfinity : length * (width - (length * length)) / (1 - (length * length));
        return new VonMisesFisher(mean, length, kappa, Refine(kappa, length, width));
    }

    // Newton's method for A(kappa) = R, A'(kappa) = 1 - A^2 - (D - 1)/kappa A.
    private static double Refine(double start, double length, int width)
    {
        double kappa = start;
        for (int round = 0; round < 100 && kappa < MaxNewtonKappa; round++)
        {
            double ratio = BesselRatio((width / 2.0) - 1, kappa);
            double step = (ratio - length) / (1 - (ratio * ratio) - ((width - 1) / kappa * ratio));
            double next = Math.Max(kappa - step, kappa / 10);
            if (Math.Abs(next - kappa) <= 1e-14 * kappa)
            {
                return next;
            }

            kappa = next;
        }

        return kappa;
    }

    // I_{v+1}(x)/I_v(x) = 1/(2(v+1)/x + 1/(2(v+2)/x + ...)), by Lentz's method.
    private static double BesselRatio(double order, double x)
    {
        double value = Tiny, c = value, d = 0;
        for (int term = 1; term <= MaxTerms; term++)
        {
            double b = 2 * (order + term) / x;
            d = 1 / (b + d);
            c = b + (1 / c);
            value *= c * d;
            if (Math.Abs((c * d) - 1) < 1e-16)
            {
                break;
            }
        }

        return value;
    }
}
