namespace CtVlm.MLNet.Torch;

/// <summary>The inverse of the standard normal distribution function.</summary>
/// <remarks><b>Source:</b> Wichura 1988, algorithm AS 241 (PPND16): rational approximations, relative error about 1e-16.</remarks>
internal static class NormalQuantile
{
    private const double CentralHalfWidth = 0.425;
    private const double CentralSquare = CentralHalfWidth * CentralHalfWidth;
    private const double TailShift = 1.6;
    private const double FarTail = 5;

    // Coefficients of rising powers: numerator and denominator of the middle, the tail and the far tail.
    private static readonly double[] s_middle =
    [
        3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
        45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
    ];

    private static readonly double[] s_middleBelow =
    [
        1, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077,
        21213.794301586595867, 39307.895800092710610, 28729.085735721942674, 5226.4952788528545610,
    ];

    private static readonly double[] s_tail =
    [
        1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
        1.27045825245236838258, 0.241780725177450611770, 0.0227238449892691845833, 7.74545014278341407640e-4,
    ];

    private static readonly double[] s_tailBelow =
    [
        1, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550,
        0.148103976427480074590, 0.0151986665636164571966, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
    ];

    private static readonly double[] s_far =
    [
        6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 0.296560571828504891230,
        0.0265321895265761230930, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
    ];

    private static readonly double[] s_farBelow =
    [
        1, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
    ];

    /// <summary>The x below which a standard normal number lies with that probability.</summary>
    /// <param name="probability">Above 0 and below 1.</param>
    /// <returns>x; -infinity at 0, infinity at 1, NaN outside of them.</returns>
    public static double Of(double probability)
    {
        if (probability is not (> 0 and < 1))
        {
            return probability switch { 0 => double.NegativeInfinity, 1 => double.PositiveInfinity, _ => double.NaN };
        }

        double q = probability - 0.5;
        if (Math.Abs(q) <= CentralHalfWidth)
        {
            double r = CentralSquare - (q * q);
            return q * Polynomial(s_middle, r) / Polynomial(s_middleBelow, r);
        }

        double depth = Math.Sqrt(-Math.Log(Math.Min(probability, 1 - probability)));
        double magnitude = depth <= FarTail
            ? Polynomial(s_tail, depth - TailShift) / Polynomial(s_tailBelow, depth - TailShift)
            : Polynomial(s_far, depth - FarTail) / Polynomial(s_farBelow, depth - FarTail);
        return Math.CopySign(magnitude, q);
    }

    private static double Polynomial(double[] coefficients, double x)
    {
        double sum = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--)
        {
            sum = (sum * x) + coefficients[i];
        }

        return sum;
    }
}
