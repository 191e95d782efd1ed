using System.Numerics.Tensors;

namespace CtVlm.MLNet.Torch;

/// <summary>Compares a vector with landmarks by exp(-gamma |x - z|^2) and maps the similarities linearly, in double.</summary>
/// <param name="gamma">Above 0.</param>
/// <param name="landmarks">Z, (M, D) row by row.</param>
/// <param name="map">(K, M) row by row.</param>
/// <param name="means">What is subtracted from the similarities, M values; null: nothing.</param>
internal sealed class RbfKernelStep(double gamma, float[] landmarks, double[] map, double[]? means = null) : ProjectionStep
{
    /// <summary>Z, (M, D) row by row.</summary>
    public float[] Landmarks => landmarks;

    /// <summary>The map of the similarities, (K, M) row by row.</summary>
    public double[] Map => map;

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static RbfKernelStep Read(BinaryReader reader, ProjectionLimits limits) =>
        new(reader.ReadDouble(), limits.ReadSingles(reader) ?? [], limits.ReadDoubles(reader) ?? [], limits.ReadDoubles(reader));

    /// <summary>exp(-gamma |x - z|^2), in double.</summary>
    public static double Kernel(double gamma, ReadOnlySpan<float> x, ReadOnlySpan<float> z)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double difference = (double)x[i] - z[i];
            sum += difference * difference;
        }

        return Math.Exp(-gamma * sum);
    }

    public override int GetOutputWidth(int width)
    {
        int count = landmarks.Length / width;
        return count > 0 && landmarks.Length % width == 0 && map.Length % count == 0 && (means is null || means.Length == count)
            ? map.Length / count
            : throw new InvalidDataException($"The projection's {landmarks.Length} landmark values and {map.Length} map values do not fit vectors of {width} values.");
    }

    public override void Apply(ReadOnlySpan<float> vector, Span<float> destination)
    {
        double[] similarities = new double[landmarks.Length / vector.Length];
        for (int m = 0; m < similarities.Length; m++)
        {
            similarities[m] = Kernel(gamma, vector, landmarks.AsSpan(m * vector.Length, vector.Length));
        }

        if (means is not null)
        {
            TensorPrimitives.Subtract(similarities, means, similarities);
        }

        for (int k = 0; k < destination.Length; k++)
        {
            destination[k] = (float)TensorPrimitives.Dot(similarities, map.AsSpan(k * similarities.Length, similarities.Length));
        }
    }

    public override void Write(BinaryWriter writer)
    {
        writer.Write(gamma);
        ProjectionLimits.Write(writer, landmarks);
        ProjectionLimits.Write(writer, map);
        ProjectionLimits.Write(writer, means);
    }
}
