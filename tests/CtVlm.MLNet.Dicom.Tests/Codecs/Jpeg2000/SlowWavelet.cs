namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>One level of the inverse transforms, sample by sample as the standard writes it, on indexes of the grid with symmetric extension.</summary>
internal static class SlowWavelet
{
    /// <summary>Transforms interleaved coefficients, rows first, then columns.</summary>
    public static double[,] Inverse(double[,] interleaved, int x0, int y0, bool isReversible)
    {
        int rows = interleaved.GetLength(0), columns = interleaved.GetLength(1);
        double[,] result = (double[,])interleaved.Clone();
        for (int y = 0; y < rows; y++)
        {
            double[] line = Line([.. Enumerable.Range(0, columns).Select(x => result[y, x])], x0, isReversible);
            for (int x = 0; x < columns; x++)
            {
                result[y, x] = line[x];
            }
        }

        for (int x = 0; x < columns; x++)
        {
            double[] line = Line([.. Enumerable.Range(0, rows).Select(y => result[y, x])], y0, isReversible);
            for (int y = 0; y < rows; y++)
            {
                result[y, x] = line[y];
            }
        }

        return result;
    }

    private static double[] Line(double[] line, int start, bool isReversible)
    {
        if (line.Length == 1)
        {
            return [(start & 1) == 0 ? line[0] : isReversible ? Math.Floor(line[0] / 2) : line[0] / 2];
        }

        double[] samples = (double[])line.Clone();
        if (isReversible)
        {
            Lift(samples, start, isOdd: false, (before, after) => -Math.Floor((before + after + 2) / 4));
            Lift(samples, start, isOdd: true, (before, after) => Math.Floor((before + after) / 2));
            return samples;
        }

        const double K = 1.230174104914001;
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] *= ((start + i) & 1) == 0 ? K : 1 / K;
        }

        Lift(samples, start, isOdd: false, (before, after) => -0.443506852043971 * (before + after));
        Lift(samples, start, isOdd: true, (before, after) => -0.882911075530934 * (before + after));
        Lift(samples, start, isOdd: false, (before, after) => 0.052980118572961 * (before + after));
        Lift(samples, start, isOdd: true, (before, after) => 1.586134342059924 * (before + after));
        return samples;
    }

    private static void Lift(double[] samples, int start, bool isOdd, Func<double, double, double> step)
    {
        int Mirror(int i) => i < 0 ? -i : i >= samples.Length ? (2 * (samples.Length - 1)) - i : i;
        for (int i = 0; i < samples.Length; i++)
        {
            if (((start + i) & 1) == (isOdd ? 1 : 0))
            {
                samples[i] += step(samples[Mirror(i - 1)], samples[Mirror(i + 1)]);
            }
        }
    }
}
