using CtVlm.MLNet.Torch;

namespace GeometryPictures;

/// <summary>Bags of slices, 8 values a slice from 0 to 1, the first two of which are drawn: a smooth way from feet to head, with a finding in a few slices or without.</summary>
internal static class ToyBags
{
    /// <summary>D.</summary>
    public const int Width = 8;

    /// <summary>N.</summary>
    public const int Slices = 16;

    /// <summary>Places of the slices in mm.</summary>
    public static float[] PositionsMm { get; } = [.. Enumerable.Range(0, Slices).Select(i => 5f * i)];

    /// <summary>The bag that is drawn: the finding is in slices 9 to 11.</summary>
    public static float[] Shown { get; } = Create(new Random(7), 9, 3);

    /// <summary>Whether the bag that is drawn has the finding in a slice.</summary>
    public static bool IsFinding(int slice) => slice is >= 9 and <= 11;

    /// <summary>Bags without the finding (class 0), with it in three slices (class 1) and in six (class 2), anywhere.</summary>
    /// <param name="count">How many.</param>
    public static PoolingData Training(int count)
    {
        var random = new Random(1);
        int[] classes = [.. Enumerable.Range(0, count).Select(i => i % 3)];
        return new PoolingData(Width, [.. classes.Select(c => Create(random, random.Next(1, Slices - 7), 3 * c))], classes)
        {
            PositionsMm = [.. classes.Select(_ => PositionsMm)],
        };
    }

    private static float[] Create(Random random, int finding, int length)
    {
        float[] bag = new float[Slices * Width];
        for (int slice = 0; slice < Slices; slice++)
        {
            Span<float> row = bag.AsSpan(slice * Width, Width);
            double way = (double)slice / (Slices - 1);
            bool isFinding = slice >= finding && slice < finding + length;
            row[0] = (float)((isFinding ? .85 : .15 + (.5 * way)) + (.04 * random.NextDouble()));
            row[1] = (float)((isFinding ? .8 : .5 - (.9 * way * (1 - way))) + (.04 * random.NextDouble()));
            for (int column = 2; column < Width; column++)
            {
                row[column] = (float)(.05 + (.05 * random.NextDouble()));
            }
        }

        return bag;
    }
}
