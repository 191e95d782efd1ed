namespace CtVlm.MLNet.Torch;

/// <summary>Replaces each value by the normal quantile of its rank among the training values of its column.</summary>
/// <param name="sorted">The training values (D, N), each column's in rising order.</param>
/// <param name="count">N, 1 or more.</param>
/// <param name="interpolates">Whether ranks between training values are interpolated, or jump.</param>
internal sealed class RankGaussStep(float[] sorted, int count, bool interpolates) : ProjectionStep
{
    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static RankGaussStep Read(BinaryReader reader, ProjectionLimits limits)
    {
        int count = reader.ReadInt32();
        bool interpolates = reader.ReadBoolean();
        float[] sorted = limits.ReadSingles(reader) ?? [];
        return count > 0 && sorted.Length % count == 0
            ? new RankGaussStep(sorted, count, interpolates)
            : throw new InvalidDataException($"The saved projection has {sorted.Length} training values for ranks among {count}.");
    }

    public override int GetOutputWidth(int width) =>
        width == sorted.Length / count ? width : throw new InvalidDataException($"The projection has ranks of {sorted.Length / count} columns, {width} expected.");

    public override void Apply(ReadOnlySpan<float> vector, Span<float> destination)
    {
        for (int column = 0; column < vector.Length; column++)
        {
            destination[column] = (float)NormalQuantile.Of(Probability(sorted.AsSpan(column * count, count), vector[column]));
        }
    }

    public override void Write(BinaryWriter writer)
    {
        writer.Write(count);
        writer.Write(interpolates);
        ProjectionLimits.Write(writer, sorted);
    }

    // A missing value stays missing. The clip keeps values beyond the training rows finite.
    private double Probability(ReadOnlySpan<float> values, float value)
    {
        if (float.IsNaN(value))
        {
            return double.NaN;
        }

        // Between two training values the rank is interpolated; beyond them it is that of the nearest.
        float inside = interpolates ? Math.Clamp(value, values[0], values[^1]) : value;
        int below = CountBelow(values, inside), through = CountThrough(values, inside);
        return interpolates && below == through ? Interpolate(values, inside, below) : Math.Clamp(Rank(below, through), 0.5 / count, 1 - (0.5 / count));
    }

    private double Interpolate(ReadOnlySpan<float> values, float value, int below)
    {
        float lower = values[below - 1], upper = values[below];
        double from = Rank(CountBelow(values, lower), below), to = Rank(below, CountThrough(values, upper));
        return from + ((to - from) * ((double)value - lower) / ((double)upper - lower));
    }

    private double Rank(int below, int through) => ((double)below + through) / (2.0 * count);

    private static int CountBelow(ReadOnlySpan<float> values, float value)
    {
        int low = 0, high = values.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = values[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static int CountThrough(ReadOnlySpan<float> values, float value)
    {
        int low = 0, high = values.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = values[middle] <= value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
