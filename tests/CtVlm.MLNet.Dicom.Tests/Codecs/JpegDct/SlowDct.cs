namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>The cosine transform and its inverse as T.81 A.3.3 writes them, four nested sums in double.</summary>
internal static class SlowDct
{
    public static double[] Forward(double[] samples) => Sum((i, u, v) => samples[i] * Term(i % 8, u) * Term(i / 8, v));

    public static double[] Inverse(double[] coefficients) => Sum((i, x, y) => coefficients[i] * Term(x, i % 8) * Term(y, i / 8));

    private static double Term(int x, int u) => (u == 0 ? Math.Sqrt(0.5) : 1) / 2 * Math.Cos(((2 * x) + 1) * u * Math.PI / 16);

    private static double[] Sum(Func<int, int, int, double> term) =>
        [.. Enumerable.Range(0, 64).Select(k => Enumerable.Range(0, 64).Sum(i => term(i, k % 8, k / 8)))];
}
