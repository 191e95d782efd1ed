namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Small training data, the same for the same seed.</summary>
internal static class ExampleRows
{
    /// <summary>Rows of three classes, shifted apart, with the other modality's embedding of each; columns spread more and more.</summary>
    public static ProjectionData Create(int count = 40, int width = 6, int seed = 1)
    {
        Random random = new(seed);
        int[] classes = [.. Enumerable.Range(0, count).Select(row => row % 3)];
        float[] rows = [.. Enumerable.Range(0, count * width).Select(i => Value(random, i % width, classes[i / width]))];
        float[] counterparts = [.. rows.Select(v => v + 1 + (float)random.NextDouble())];
        return new ProjectionData(width, rows) { Classes = classes, Counterparts = counterparts };
    }

    /// <summary>The data of the rows at those places.</summary>
    public static ProjectionData Take(ProjectionData data, IReadOnlyList<int> places) => new(data.Width, Take(data.Rows, data.Width, places))
    {
        Classes = [.. places.Select(place => data.Classes[place])],
        Counterparts = Take(data.Counterparts, data.Width, places),
    };

    /// <summary>Every row reflected at the plane across a direction: an orthogonal map.</summary>
    public static ProjectionData Reflect(ProjectionData data, int seed) => data with { Rows = Reflect(data.Rows.Span, data.Width, seed) };

    /// <summary>Covariance (D, D) of rows, divisor N - 1.</summary>
    public static double[] Covariance(float[] rows, int width)
    {
        int count = rows.Length / width;
        double[] mean = TrainingRows.Mean(rows, width);
        double[] centred = Centre(rows, mean);
        return
        [
            .. Enumerable.Range(0, width * width)
                .Select(i => Enumerable.Range(0, count).Sum(row => centred[(row * width) + (i / width)] * centred[(row * width) + (i % width)]) / (count - 1)),
        ];
    }

    private static float Value(Random random, int column, int @class) => (float)((random.NextDouble() - 0.5) * (1 + column)) + (@class == column % 3 ? 0.7f : 0.1f);

    private static float[] Take(ReadOnlyMemory<float> rows, int width, IEnumerable<int> places) =>
        [.. places.SelectMany(place => rows.Slice(place * width, width).ToArray())];

    private static float[] Reflect(ReadOnlySpan<float> rows, int width, int seed)
    {
        Random random = new(seed);
        double[] normal = [.. Enumerable.Range(0, width).Select(_ => random.NextDouble() - 0.5)];
        double squared = normal.Sum(v => v * v);
        float[] reflected = new float[rows.Length];
        for (int start = 0; start < rows.Length; start += width)
        {
            double share = 0;
            for (int i = 0; i < width; i++)
            {
                share += 2 * normal[i] * rows[start + i] / squared;
            }

            for (int i = 0; i < width; i++)
            {
                reflected[start + i] = (float)(rows[start + i] - (share * normal[i]));
            }
        }

        return reflected;
    }

    /// <summary>The rows less a mean, in double.</summary>
    public static double[] Centre(ReadOnlySpan<float> rows, double[] mean)
    {
        double[] centred = new double[rows.Length];
        for (int start = 0; start < rows.Length; start += mean.Length)
        {
            ReadOnlySpan<float> row = rows.Slice(start, mean.Length);
            Span<double> destination = centred.AsSpan(start, mean.Length);
            for (int column = 0; column < row.Length; column++)
            {
                destination[column] = row[column] - mean[column];
            }
        }

        return centred;
    }
}
