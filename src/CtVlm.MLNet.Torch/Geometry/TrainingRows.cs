using System.Numerics.Tensors;

namespace CtVlm.MLNet.Torch;

/// <summary>Arithmetic over training rows (N, D), in double.</summary>
internal static class TrainingRows
{
    /// <summary>There are rows, they are finite, and what goes with them has their length.</summary>
    /// <exception cref="ArgumentException">A value is NaN or infinite, or a length is wrong; the message names row and column.</exception>
    /// <exception cref="InvalidOperationException">There is no row.</exception>
    public static void Check(ProjectionData data, EmbeddingProjection projection)
    {
        if (data.Rows.IsEmpty)
        {
            throw new InvalidOperationException($"Projection '{projection.Name}' cannot be fitted: there is no training row without missing values.");
        }

        if (data.Rows.Length % data.Width != 0)
        {
            throw new ArgumentException($"Projection '{projection.Name}': rows of {data.Width} values expected, got {data.Rows.Length} values.", nameof(data));
        }

        CheckFinite(data.Rows.Span, data.Width, projection.Name, "training");
        if (projection.LabelColumnName is not null && data.Classes.Count != data.Count)
        {
            throw new ArgumentException($"Projection '{projection.Name}' needs the class of each of the {data.Count} training rows, got {data.Classes.Count}.", nameof(data));
        }

        if (projection.CounterpartColumnName is not null)
        {
            if (data.Counterparts.Length != data.Rows.Length)
            {
                throw new ArgumentException(
                    $"Projection '{projection.Name}' needs an embedding of the other modality, of {data.Width} values, for each of the {data.Count} training rows, got {data.Counterparts.Length} values.", nameof(data));
            }

            CheckFinite(data.Counterparts.Span, data.Width, projection.Name, "other modality's training");
        }
    }

    /// <summary>The mean of each column.</summary>
    public static double[] Mean(ProjectionData data) => Mean(data.Rows.Span, data.Width);

    /// <summary>The mean of each column of rows (N, D).</summary>
    public static double[] Mean(ReadOnlySpan<float> rows, int width)
    {
        double[] mean = new double[width];
        for (int start = 0; start < rows.Length; start += width)
        {
            ReadOnlySpan<float> row = rows.Slice(start, width);
            for (int column = 0; column < row.Length; column++)
            {
                mean[column] += row[column];
            }
        }

        TensorPrimitives.Divide(mean, rows.Length / width, mean);
        return mean;
    }

    /// <summary>The standard deviation of each column, divisor N; 1 where it is constant.</summary>
    public static double[] StandardDeviation(ProjectionData data, double[] mean)
    {
        double[] deviation = new double[mean.Length];
        ReadOnlySpan<float> rows = data.Rows.Span;
        for (int start = 0; start < rows.Length; start += mean.Length)
        {
            ReadOnlySpan<float> row = rows.Slice(start, mean.Length);
            for (int column = 0; column < row.Length; column++)
            {
                double difference = row[column] - mean[column];
                deviation[column] += difference * difference;
            }
        }

        // Spread below the normal numbers of single precision counts as none: nothing can be divided by it.
        return [.. deviation.Select(sum => Math.Sqrt(sum / data.Count)).Select(d => d < 1.17549435e-38 ? 1 : d)];
    }

    /// <summary>The rows in torch less their mean; there must be two of them.</summary>
    /// <exception cref="InvalidOperationException">There is one row.</exception>
    public static CentredRows Several(string name, ProjectionData data)
    {
        if (data.Count < 2)
        {
            ProjectionThrow.RankTooLow(name, data.Count, data.Width, 0, 1, "One row has no spread: train on more rows.");
        }

        return CentredRows.Load(data);
    }

    private static void CheckFinite(ReadOnlySpan<float> rows, int width, string projection, string which)
    {
        int place = rows.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
        if (place >= 0)
        {
            throw new ArgumentException($"Projection '{projection}': row {place / width}, column {place % width} of the {which} rows is {rows[place]}; finite values expected.", nameof(rows));
        }
    }
}
