namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Images that lead through every branch of the coding process, and their form as samples.</summary>
internal static class T87Images
{
    public static string[] Kinds { get; } = ["noise", "smooth", "constant", "extremes", "sparse", "steps"];

    /// <summary>An image of values 0 to <paramref name="max"/>.</summary>
    public static int[,] Make(string kind, int rows, int columns, int max, int seed)
    {
        Random random = new(seed);
        int[,] image = new int[rows, columns];
        for (int y = 0; y < rows; y++)
        {
            for (int x = 0; x < columns; x++)
            {
                image[y, x] = kind switch
                {
                    "noise" => random.Next(max + 1),
                    "smooth" => Math.Clamp((int)(max * (0.5 + (0.4 * Math.Sin(x / 9.0) * Math.Cos(y / 7.0)))) + random.Next(-3, 4), 0, max),
                    "constant" => max / 3,
                    "extremes" => random.Next(2) * max,
                    "sparse" => random.Next(40) == 0 ? random.Next(max + 1) : max / 2,
                    _ => (((x / 11) + (y / 5)) % 3) * max / 2,
                };
            }
        }

        return image;
    }

    /// <summary>The format that a header would give such an image.</summary>
    public static PixelFormat Format(int[,] image, int precision, int? bitsAllocated = null) => new()
    {
        Rows = image.GetLength(0),
        Columns = image.GetLength(1),
        BitsAllocated = bitsAllocated ?? (precision <= 8 ? 8 : 16),
        BitsStored = precision,
        HighBit = precision - 1,
        IsSigned = false,
    };

    /// <summary>Little-endian samples.</summary>
    public static byte[] Samples(int[,] image, PixelFormat format) =>
        [.. image.Cast<int>().SelectMany(value => BitConverter.GetBytes(value)[..format.SampleBytes])];
}
