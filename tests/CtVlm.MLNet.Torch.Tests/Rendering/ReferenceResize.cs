namespace CtVlm.MLNet.Torch.Tests;

/// <summary>The resize as its definition reads, one output at a time: slow, obvious, the judge of the matrix form.</summary>
internal static class ReferenceResize
{
    public static double[,] Float(double[,] picture, int height, int width, ResizeFilter filter) =>
        filter == ResizeFilter.BilinearWithoutAntialias
            ? Between(picture, height, width, (above, below, share) => above + ((below - above) * share))
            : Rows(Transpose(Rows(Transpose(picture), width, filter, null)), height, filter, null);

    public static double[,] EightBit(double[,] picture, int height, int width, ResizeFilter filter)
    {
        if (filter == ResizeFilter.BilinearWithoutAntialias)
        {
            return Truncated(picture, height, width);
        }

        int rows = picture.GetLength(0);
        int columns = picture.GetLength(1);
        bool verticalFirst = rows > height && rows - height > 2 * (columns - width);
        if (verticalFirst)
        {
            picture = Rows(picture, height, filter, Round);
        }

        picture = Transpose(Rows(Transpose(picture), width, filter, Round));
        return verticalFirst ? picture : Rows(picture, height, filter, Round);
    }

    public static double[,] Crop(double[,] picture, int top, int left, int height, int width)
    {
        double[,] cropped = new double[height, width];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                cropped[y, x] = picture[top + y, left + x];
            }
        }

        return cropped;
    }

    /// <summary>Sets a picture into a black square; the odd margin is after it.</summary>
    public static double[,] Pad(double[,] picture, int size)
    {
        int top = (size - picture.GetLength(0)) / 2;
        int left = (size - picture.GetLength(1)) / 2;
        double[,] square = new double[size, size];
        for (int y = 0; y < picture.GetLength(0); y++)
        {
            for (int x = 0; x < picture.GetLength(1); x++)
            {
                square[top + y, left + x] = picture[y, x];
            }
        }

        return square;
    }

    // Shares as whole multiples of 2^-22, all sums in whole numbers, one cut at the end.
    private static double[,] Truncated(double[,] picture, int height, int width)
    {
        const long One = 1 << 22;
        double[,] scaled = Between(picture, height, width, (first, second, share) =>
        {
            long part = (long)Math.Floor((share * One) + 0.5);
            return ((long)first * (One - part)) + ((long)second * part);
        });
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                // A side that keeps its length has the share 0 everywhere, which scales by One as well.
                scaled[y, x] = (long)scaled[y, x] >> 44;
            }
        }

        return scaled;
    }

    // The two nearest pixels of each direction, mixed by how far the output's centre is past the first one.
    private static double[,] Between(double[,] picture, int height, int width, Func<double, double, double, double> mix)
    {
        int rows = picture.GetLength(0);
        int columns = picture.GetLength(1);
        double[,] resized = new double[height, width];
        for (int y = 0; y < height; y++)
        {
            (int above, int below, double down) = Nearest(y, rows, height);
            for (int x = 0; x < width; x++)
            {
                (int left, int right, double along) = Nearest(x, columns, width);
                double top = mix(picture[above, left], picture[above, right], along);
                double bottom = mix(picture[below, left], picture[below, right], along);
                resized[y, x] = mix(top, bottom, down);
            }
        }

        return resized;
    }

    private static (int First, int Second, double Share) Nearest(int output, int input, int resized)
    {
        double source = Math.Max(0, ((output + 0.5) * input / resized) - 0.5);
        int first = (int)source;
        return (first, Math.Min(first + 1, input - 1), source - first);
    }

    // 22-bit whole-number weights, half added, shifted down, clipped to a byte.
    private static double Round(double[] values, double[] weights)
    {
        long sum = 1 << 21;
        for (int k = 0; k < values.Length; k++)
        {
            double scaled = weights[k] * (1 << 22);
            sum += (long)values[k] * (int)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
        }

        return Math.Clamp(sum >> 22, 0, 255);
    }

    private static double[,] Rows(double[,] picture, int height, ResizeFilter filter, Func<double[], double[], double>? round)
    {
        int rows = picture.GetLength(0);
        int columns = picture.GetLength(1);
        if (rows == height)
        {
            return picture;
        }

        double[,] resized = new double[height, columns];
        double scale = (double)rows / height;
        double stretch = Math.Max(1, scale);
        double support = (filter == ResizeFilter.Bicubic ? 2 : 1) * stretch;
        for (int y = 0; y < height; y++)
        {
            double centre = (y + 0.5) * scale;
            int first = Math.Max(0, (int)(centre - support + 0.5));
            int last = Math.Min(rows, (int)(centre + support + 0.5));
            double[] weights = [.. Enumerable.Range(first, last - first).Select(j => Kernel((j - centre + 0.5) / stretch, filter))];
            double total = weights.Sum();
            weights = [.. weights.Select(weight => weight / total)];
            for (int x = 0; x < columns; x++)
            {
                double[] values = [.. Enumerable.Range(first, last - first).Select(j => picture[j, x])];
                resized[y, x] = round?.Invoke(values, weights) ?? values.Zip(weights).Sum(pair => pair.First * pair.Second);
            }
        }

        return resized;
    }

    private static double Kernel(double x, ResizeFilter filter)
    {
        x = Math.Abs(x);
        if (filter == ResizeFilter.Bilinear)
        {
            return Math.Max(0, 1 - x);
        }

        return x < 1 ? (1.5 * x * x * x) - (2.5 * x * x) + 1
            : x < 2 ? (-0.5 * x * x * x) + (2.5 * x * x) - (4 * x) + 2
            : 0;
    }

    private static double[,] Transpose(double[,] picture)
    {
        double[,] turned = new double[picture.GetLength(1), picture.GetLength(0)];
        for (int y = 0; y < picture.GetLength(0); y++)
        {
            for (int x = 0; x < picture.GetLength(1); x++)
            {
                turned[x, y] = picture[y, x];
            }
        }

        return turned;
    }
}
