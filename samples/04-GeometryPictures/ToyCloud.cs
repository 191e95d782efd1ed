namespace GeometryPictures;

/// <summary>Rows of 6 values in two classes, away from the origin and longer one way than the other; the first two values carry almost everything.</summary>
internal static class ToyCloud
{
    /// <summary>D.</summary>
    public const int Width = 6;

    /// <summary>N.</summary>
    public const int Count = 48;

    /// <summary>Class of each row, 0 or 1.</summary>
    public static int[] Classes { get; } = [.. Enumerable.Range(0, Count).Select(i => i % 2)];

    /// <summary>The rows, (N, D).</summary>
    public static float[] Rows { get; } = Create(new Random(5), [2.2, 1.4], 1);

    /// <summary>The other modality's row of each, (N, D): the same kind of cloud, a gap away.</summary>
    public static float[] Counterparts { get; } = Create(new Random(6), [.9, 2.9], .6);

    private static float[] Create(Random random, double[] centre, double spread)
    {
        float[] rows = new float[Count * Width];
        for (int i = 0; i < Count; i++)
        {
            Span<float> row = rows.AsSpan(i * Width, Width);
            double along = Normal(random) * .55 * spread, across = ((Normal(random) * .12) + (Classes[i] == 0 ? .22 : -.22)) * spread;
            row[0] = (float)(centre[0] + (.8 * along) - (.6 * across));
            row[1] = (float)(centre[1] + (.6 * along) + (.8 * across));
            for (int column = 2; column < Width; column++)
            {
                row[column] = (float)(.05 * Normal(random));
            }
        }

        return rows;
    }

    // Box and Muller.
    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
