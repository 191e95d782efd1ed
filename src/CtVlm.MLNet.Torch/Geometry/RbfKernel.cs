using TorchSharp;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace CtVlm.MLNet.Torch;

/// <summary>The Gaussian kernel over rows: matrices, eigenvectors, and the width of it that suits the rows.</summary>
internal static class RbfKernel
{
    /// <summary>The most rows whose distances the median is taken over: two million distances.</summary>
    private const int MaxMedianRows = 2048;

    /// <summary>exp(-gamma |z_i - z_j|^2), (M, M) row by row.</summary>
    public static double[] Matrix(ReadOnlySpan<float> rows, int width, double gamma)
    {
        int count = rows.Length / width;
        double[] kernel = new double[count * count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double value = RbfKernelStep.Kernel(gamma, rows.Slice(i * width, width), rows.Slice(j * width, width));
                kernel[(i * count) + j] = value;
                kernel[(j * count) + i] = value;
            }
        }

        return kernel;
    }

    /// <summary>Eigenvalues in rising order, and eigenvectors, one a row, of a symmetric matrix (M, M).</summary>
    public static (double[] Values, double[] Vectors) Eigen(double[] matrix)
    {
        int count = (int)Math.Sqrt(matrix.Length);
        TorchRuntime.EnsureLoaded();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable mode = no_grad();
        (Tensor values, Tensor vectors) = linalg.eigh(tensor(matrix, [count, count])); // (M), (M, M) by columns
        return (values.data<double>().ToArray(), vectors.t().contiguous().data<double>().ToArray());
    }

    /// <summary>1/(2 m^2), m the median Euclidean distance between two of the rows.</summary>
    /// <param name="data">The training rows.</param>
    /// <param name="projection">Named in the message.</param>
    /// <param name="seed">Chooses the rows where there are more than 2,048.</param>
    /// <exception cref="InvalidOperationException">There is no second row, or more than half of the distances are 0.</exception>
    public static double MedianGamma(ProjectionData data, string projection, int seed)
    {
        int[] rows = [.. Enumerable.Range(0, data.Count)];
        if (rows.Length > MaxMedianRows)
        {
            new Random(seed).Shuffle(rows);
            rows = rows[..MaxMedianRows];
        }

        double[] distances = SquaredDistances(data, rows);
        Array.Sort(distances);
        double median = distances.Length == 0 ? 0 : (Math.Sqrt(distances[(distances.Length - 1) / 2]) + Math.Sqrt(distances[distances.Length / 2])) / 2;
        return median > 0
            ? 1 / (2 * median * median)
            : throw new InvalidOperationException(
                $"Projection '{projection}' takes gamma from the median distance between training rows, which is 0: {data.Count} rows, most of them equal. Give gamma, or train on more rows.");
    }

    /// <summary>Some rows, no two of them equal, chosen by the seed.</summary>
    /// <exception cref="InvalidOperationException">There are fewer different rows.</exception>
    public static float[] ChooseLandmarks(ProjectionData data, string projection, int count, int seed)
    {
        int[] order = [.. Enumerable.Range(0, data.Count)];
        new Random(seed).Shuffle(order);
        List<float[]> chosen = [];
        foreach (int row in order)
        {
            ReadOnlyMemory<float> candidate = data.Rows.Slice(row * data.Width, data.Width);
            if (!chosen.Exists(c => c.AsSpan().SequenceEqual(candidate.Span)))
            {
                chosen.Add(candidate.ToArray());
            }

            if (chosen.Count == count)
            {
                return [.. chosen.SelectMany(c => c)];
            }
        }

        throw new InvalidOperationException(
            $"Projection '{projection}' asks for {count} landmarks, but only {chosen.Count} of {data.Count} training rows are different. Ask for at most {chosen.Count}, or train on more rows.");
    }

    private static double[] SquaredDistances(ProjectionData data, int[] rows)
    {
        double[] distances = new double[(long)rows.Length * (rows.Length - 1) / 2];
        ReadOnlySpan<float> values = data.Rows.Span;
        int next = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double sum = 0;
                for (int column = 0; column < data.Width; column++)
                {
                    double difference = (double)values[(rows[i] * data.Width) + column] - values[(rows[j] * data.Width) + column];
                    sum += difference * difference;
                }

                distances[next++] = sum;
            }
        }

        return distances;
    }
}
