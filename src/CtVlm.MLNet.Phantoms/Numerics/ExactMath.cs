namespace CtVlm.MLNet.Phantoms;

/// <summary>
/// Exponential, logarithm, sine and cosine made of additions, multiplications and divisions alone, which IEEE 754 fixes to the last bit.
/// The platform's own functions may differ in the last digit from one system to the next, and a self-avoiding walk magnifies that into another patient.
/// </summary>
internal static class ExactMath
{
    private const double Ln2 = 0.69314718055994530942;

    /// <summary>e to the x; 0 below -700, within 1e-13 relative elsewhere up to 700.</summary>
    public static double Exp(double x)
    {
        if (x < -700)
        {
            return 0;
        }

        double k = Math.Floor((x / Ln2) + 0.5);
        double r = x - (k * Ln2);
        double sum = 1;
        for (int n = 13; n >= 1; n--)
        {
            sum = 1 + (r / n * sum);
        }

        return sum * BitConverter.Int64BitsToDouble(((long)k + 1023) << 52);
    }

    /// <summary>e to the x in single precision.</summary>
    public static float Exp(float x) => (float)Exp((double)x);

    /// <summary>Natural logarithm of a normal positive number.</summary>
    public static double Log(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        long exponent = (bits >> 52) - 1023;
        double mantissa = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | (1023L << 52));
        if (mantissa > 1.4142135623730951)
        {
            mantissa /= 2;
            exponent++;
        }

        // log m = 2 atanh((m - 1) / (m + 1)); |s| <= 0.1716, so eleven odd terms reach 1e-17.
        double s = (mantissa - 1) / (mantissa + 1);
        double square = s * s;
        double sum = 0;
        for (int n = 21; n >= 1; n -= 2)
        {
            sum = (sum * square) + (1.0 / n);
        }

        return (2 * s * sum) + (exponent * Ln2);
    }

    /// <summary>x to the y for positive x.</summary>
    public static double Pow(double x, double y) => Exp(y * Log(x));

    /// <summary>Sine, for arguments of a few thousand radians at most.</summary>
    public static double Sin(double x)
    {
        double r = x - (2 * Math.PI * Math.Floor((x / (2 * Math.PI)) + 0.5));
        double square = r * r;
        double sum = 1;
        for (int n = 25; n >= 3; n -= 2)
        {
            sum = 1 - (square / (n * (n - 1)) * sum);
        }

        return r * sum;
    }

    /// <summary>Sine in single precision.</summary>
    public static float Sin(float x) => (float)Sin((double)x);

    /// <summary>Cosine in single precision.</summary>
    public static float Cos(float x) => (float)Sin(x + (Math.PI / 2));

    /// <summary>1 / (1 + e^-x).</summary>
    public static double Logistic(double x) => 1 / (1 + Exp(-x));
}
