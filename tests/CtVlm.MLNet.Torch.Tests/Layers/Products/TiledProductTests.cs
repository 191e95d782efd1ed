using CsCheck;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Products against sums in double.</summary>
public sealed class TiledProductTests
{
    private const string NeedsFma = "This processor has no fused multiply-add on vectors of 256 bits, which the product is for.";

    public TiledProductTests() => Assert.SkipUnless(TiledProduct.IsSupported, NeedsFma);

    [Fact]
    public void Run_AnyShape_IsWithinTheRoundingOfItsTerms() => Gen
        .Select(Gen.Int[1, 70], Gen.Int[1, 600], Gen.Int[1, 110], Gen.Int[1, 3], Gen.Bool, Gen.Float[-2, 2], Gen.Float[-2, 2], Gen.Int[0, 1000])
        .Sample(
            (rows, inputs, outputs, threads, hasBias, productFactor, biasFactor, seed) =>
                AssertExact(rows, hasBias, seed, new TiledProductSettings(inputs, outputs, productFactor, biasFactor, threads)),
            iter: 150);

    // 16 rows of 30,000 values fill almost half of what lies in memory at once; 16 of 70,000 are more than all of it.
    [Theory]
    [InlineData(120, 30_000, 5)]
    [InlineData(33, 70_000, 3)]
    [InlineData(300, 256, 97)]
    [InlineData(300, 257, 96)]
    public void Run_InSeveralChunksAndItems_IsWithinTheRoundingOfItsTerms(int rows, int inputs, int outputs) =>
        AssertExact(rows, hasBias: true, seed: 1, new TiledProductSettings(inputs, outputs, 1, 1, 2));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(17, 2)]
    [InlineData(200, 1)]
    public void Run_SomeOfTheRows_GivesTheSameBits(int some, int threads)
    {
        const int rows = 203, inputs = 770, outputs = 101;
        float[] x = Values(rows * inputs, 1), w = Values(inputs * outputs, 2), b = Values(outputs, 3);
        float[] all = Multiply(x, w, b, rows, new TiledProductSettings(inputs, outputs, 1, 1, 2));
        int start = (rows - some) / 2;
        float[] part = Multiply(x.AsSpan(start * inputs, some * inputs), w, b, some, new TiledProductSettings(inputs, outputs, 1, 1, threads));
        Assert.Equal(all.AsSpan(start * outputs, some * outputs).ToArray(), part);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Run_OneRowThatIsNotFinite_LeavesTheOthers(float value)
    {
        const int rows = 21, inputs = 40, outputs = 13;
        TiledProductSettings settings = new(inputs, outputs, 1, 1, 2);
        float[] x = Values(rows * inputs, 1), w = Values(inputs * outputs, 2), b = Values(outputs, 3);
        float[] expected = Multiply(x, w, b, rows, settings);
        x[(5 * inputs) + 7] = value;
        float[] result = Multiply(x, w, b, rows, settings);
        Assert.All(result.AsSpan(5 * outputs, outputs).ToArray(), y => Assert.False(float.IsFinite(y)));
        Assert.Equal([.. expected[..(5 * outputs)], .. expected[(6 * outputs)..]], (float[])[.. result[..(5 * outputs)], .. result[(6 * outputs)..]]);
    }

    // One sum of 3,072 terms, each added to the last, rounds by 1e-6 of the result; parts of 256 by a third of that.
    [Fact]
    public void Run_ManyTerms_RoundsAsSumsInPartsDo()
    {
        const int rows = 64, inputs = 3072, outputs = 64;
        TiledProductSettings settings = new(inputs, outputs, 1, 1, 1);
        float[] x = Values(rows * inputs, 1), w = Values(inputs * outputs, 2);
        float[] result = Multiply(x, w, [], rows, settings);
        double errors = 0, squares = 0;
        for (int i = 0; i < result.Length; i++)
        {
            (double exact, _) = Exact(x, w, [], i / outputs, i % outputs, settings);
            errors += (result[i] - exact) * (result[i] - exact);
            squares += exact * exact;
        }

        Assert.InRange(Math.Sqrt(errors / squares), 1e-8, 5e-7);
    }

    [Theory]
    [InlineData(79, 80, 8, 80)]
    [InlineData(80, 79, 8, 80)]
    [InlineData(80, 80, 7, 80)]
    [InlineData(80, 80, 8, 79)]
    public void Run_LengthsThatDoNotFit_AreNamed(int rows, int weight, int bias, int output)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() =>
            TiledProduct.Run(new float[rows], new float[weight], new float[bias], new float[output], new TiledProductSettings(10, 8, 1, 1, 1)));
        Assert.Equal(
            $"A product of rows of 10 to 8 values got {rows} input, {weight} weight, {bias} bias and {output} output values, which do not fit each other.", error.Message);
    }

    [Fact]
    public void Run_NoRows_DoesNothing() => TiledProduct.Run([], new float[80], new float[8], [], new TiledProductSettings(10, 8, 1, 1, 2));

    private static void AssertExact(int rows, bool hasBias, int seed, TiledProductSettings settings)
    {
        float[] x = Values(rows * settings.InputWidth, seed), w = Values(settings.InputWidth * settings.OutputWidth, seed + 1);
        float[] b = hasBias ? Values(settings.OutputWidth, seed + 2) : [];
        float[] result = Multiply(x, w, b, rows, settings);
        for (int i = 0; i < result.Length; i++)
        {
            (double exact, double largest) = Exact(x, w, b, i / settings.OutputWidth, i % settings.OutputWidth, settings);
            double tolerance = ((settings.InputWidth + 4) * Math.Pow(2, -24) * largest) + float.Epsilon; // below the normal numbers steps no longer shrink
            Assert.Equal(exact, result[i], tolerance);
        }
    }

    private static float[] Multiply(ReadOnlySpan<float> x, float[] w, float[] b, int rows, TiledProductSettings settings)
    {
        float[] result = new float[rows * settings.OutputWidth];
        result.AsSpan().Fill(float.NaN);
        TiledProduct.Run(x, w, b, result, settings);
        return result;
    }

    // The value, and the sum of the magnitudes of its terms, to which rounding is proportional.
    private static (double Value, double Magnitude) Exact(float[] x, float[] w, float[] b, int row, int output, TiledProductSettings settings)
    {
        double sum = 0, magnitude = 0;
        for (int k = 0; k < settings.InputWidth; k++)
        {
            double term = (double)x[(row * settings.InputWidth) + k] * w[(output * settings.InputWidth) + k];
            sum += term;
            magnitude += Math.Abs(term);
        }

        double added = b.Length == 0 ? 0 : (double)b[output] * settings.BiasFactor;
        return ((sum * settings.ProductFactor) + added, (magnitude * Math.Abs(settings.ProductFactor)) + Math.Abs(added));
    }

    private static float[] Values(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((2 * random.NextDouble()) - 1))];
    }
}
