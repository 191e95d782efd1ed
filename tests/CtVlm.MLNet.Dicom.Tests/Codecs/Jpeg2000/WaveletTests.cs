namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>The vectorised transforms against the standard's formulas, for all parities and sizes around those of vectors.</summary>
public sealed class WaveletTests
{
    /// <summary>Float lifting over a few levels of coefficients below 1000 stays this close to the same in double.</summary>
    private const double FloatTolerance = 2e-3;

    public static TheoryData<int, int, int, int> Shapes
    {
        get
        {
            TheoryData<int, int, int, int> data = [];
            foreach ((int width, int height) in new[] { (1, 1), (1, 2), (2, 1), (1, 9), (9, 1), (2, 2), (3, 2), (2, 3), (3, 3), (5, 4), (8, 7), (17, 5), (16, 16), (33, 6), (64, 9), (131, 11) })
            {
                for (int parity = 0; parity < 4; parity++)
                {
                    data.Add(width, height, 6 + (parity & 1), 10 + (parity >> 1));
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Transform53_AnyShape_EqualsTheFormulas(int width, int height, int x0, int y0)
    {
        Check(new GridRectangle(x0, y0, x0 + width, y0 + height), isReversible: true);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Transform97_AnyShape_EqualsTheFormulas(int width, int height, int x0, int y0)
    {
        Check(new GridRectangle(x0, y0, x0 + width, y0 + height), isReversible: false);
    }

    private static void Check(GridRectangle samples, bool isReversible)
    {
        Random random = new((samples.Width * 1000) + samples.Height);
        double[,] interleaved = new double[samples.Height, samples.Width];
        List<int>[] bands = [[], [], [], []];
        for (int y = 0; y < samples.Height; y++)
        {
            for (int x = 0; x < samples.Width; x++)
            {
                int value = random.Next(-1000, 1000);
                interleaved[y, x] = value;
                int band = (((samples.Y0 + y) & 1) * 2) + ((samples.X0 + x) & 1);
                bands[band].Add(isReversible ? value : BitConverter.SingleToInt32Bits(value));
            }
        }

        int[] actual = Transform(samples, [.. bands.Select(band => band.ToArray())], isReversible);

        double[,] expected = SlowWavelet.Inverse(interleaved, samples.X0, samples.Y0, isReversible);
        for (int i = 0; i < actual.Length; i++)
        {
            double got = isReversible ? actual[i] : BitConverter.Int32BitsToSingle(actual[i]);
            Assert.Equal(expected[i / samples.Width, i % samples.Width], got, isReversible ? 0 : FloatTolerance);
        }
    }

    private static int[] Transform(GridRectangle samples, int[][] bands, bool isReversible)
    {
        int lows = ((samples.X1 + 1) / 2) - ((samples.X0 + 1) / 2);
        int[] target = new int[samples.Width * samples.Height];

        // Each band has a stride of its own half of the row, so they are padded to the wider one.
        int stride = Math.Max(lows, samples.Width - lows);
        WaveletLevel level = new()
        {
            Samples = samples,
            Low = bands[0],
            LowStride = lows,
            HighAcross = Pad(bands[1], samples.Width - lows, stride),
            HighDown = Pad(bands[2], lows, stride),
            HighBoth = Pad(bands[3], samples.Width - lows, stride),
            HighStride = stride,
            Target = target,
            Lines = new WaveletLines(new int[WaveletLines.Length(samples.Width)]),
        };
        if (isReversible)
        {
            Wavelet53.Transform(in level);
        }
        else
        {
            Wavelet97.Transform(in level);
        }

        return target;
    }

    private static int[] Pad(int[] band, int width, int stride)
    {
        int rows = width == 0 ? 0 : band.Length / width;
        int[] padded = new int[rows * stride];
        for (int y = 0; y < rows; y++)
        {
            band.AsSpan(y * width, width).CopyTo(padded.AsSpan(y * stride));
        }

        return padded;
    }
}
