namespace CtVlm.MLNet.Torch;

/// <summary>Matrices of random numbers, the same for the same seed.</summary>
internal static class RandomMatrix
{
    /// <summary>Draws a matrix (K, D), row by row.</summary>
    /// <param name="name">The projection, for the message.</param>
    /// <param name="components">K.</param>
    /// <param name="width">D.</param>
    /// <param name="random">Where the numbers come from.</param>
    /// <param name="draw">One number.</param>
    /// <exception cref="InvalidOperationException">It is larger than a projection may hold.</exception>
    public static float[] Draw(string name, int components, int width, Random random, Func<Random, double> draw)
    {
        if ((long)components * width > ProjectionFormat.MaxArray)
        {
            throw new InvalidOperationException(
                $"Projection '{name}': {components} components of {width} values are more than the {ProjectionFormat.MaxArray} values a projection may hold. Ask for fewer components.");
        }

        float[] matrix = new float[components * width];
        for (int i = 0; i < matrix.Length; i++)
        {
            matrix[i] = (float)draw(random);
        }

        return matrix;
    }

    /// <summary>A normal number of mean 0 and variance 1, by Box and Muller, one of the pair.</summary>
    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>-1 or 1, each once in six draws, else 0.</summary>
    public static double Sparse(Random random) => random.Next(6) switch
    {
        0 => -1,
        1 => 1,
        _ => 0,
    };
}
