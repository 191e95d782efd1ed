namespace CtVlm.MLNet.Torch;

/// <summary>Arithmetic over training rows (N, D), in double.</summary>
internal static class TrainingRows
{
    /// <summary>The mean of each column.</summary>
    /// <exception cref="InvalidOperationException">There is no row.</exception>
    public static double[] Mean(ReadOnlySpan<float> rows, int width, string projection)
    {
        if (rows.IsEmpty)
        {
            throw new InvalidOperationException($"Projection '{projection}' cannot be fitted: there is no training row without missing values.");
        }

        double[] mean = new double[width];
        for (int i = 0; i < rows.Length; i++)
        {
            mean[i % width] += rows[i];
        }

        int count = rows.Length / width;
        for (int column = 0; column < width; column++)
        {
            mean[column] /= count;
        }

        return mean;
    }

    /// <summary>The rows less a mean, in double.</summary>
    public static double[] Centre(ReadOnlySpan<float> rows, double[] mean)
    {
        double[] centred = new double[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            centred[i] = rows[i] - mean[i % mean.Length];
        }

        return centred;
    }
}
