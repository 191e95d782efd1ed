namespace CtVlm.MLNet.Torch.Tests;

public class HuWindowTests
{
    public static TheoryData<string, string> Probes => [.. RenderingGoldens.Ct.Names
        .Where(name => name.StartsWith("probe.") && name != "probe.x")
        .Select(name => name.Split('.'))
        .Select(parts => (parts[1], parts[2]))];

    [Fact]
    public void Probes_OfTheGoldenFile_CoverThreeFunctionsAndElevenWindows() => Assert.Equal(33, Probes.Count);

    [Theory]
    [MemberData(nameof(Probes))]
    public void Apply_ProbeValues_EqualFloat64Reference(string function, string preset)
    {
        double[] x = RenderingGoldens.Ct.Values<double>("probe.x");
        double[] expected = RenderingGoldens.Ct.Values<double>($"probe.{function}.{preset}");
        HuWindow window = RenderingGoldens.Preset(preset);
        for (int i = 0; i < x.Length; i++)
        {
            Assert.Equal(expected[i], window.Apply(x[i], RenderingGoldens.Function(function)), 1e-12);
        }
    }

    [Theory]
    [InlineData("linear", "lung")]
    [InlineData("linear", "soft_tissue")]
    [InlineData("linear_exact", "lung")]
    [InlineData("linear_exact", "soft_tissue")]
    [InlineData("sigmoid", "lung")]
    [InlineData("sigmoid", "soft_tissue")]
    public void ApplyEightBit_GoldenSlice_EqualsReferenceExactly(string function, string preset)
    {
        HuWindow window = RenderingGoldens.Preset(preset);
        byte[] got = [.. RenderingGoldens.Slice(6).Select(hu => window.ApplyEightBit(hu, RenderingGoldens.Function(function)))];
        Assert.Equal(RenderingGoldens.Ct.Values<byte>($"window.{function}.{preset}.u8.slice6"), got);
    }

    [Fact]
    public void ApplyEightBit_WholeNumbers_EqualIntegerArithmetic()
    {
        Random random = new(11);
        for (int trial = 0; trial < 20_000; trial++)
        {
            long level = random.Next(-1024, 3072);
            long width = random.Next(1, 4096);
            long hu = random.Next(-2048, 4096);

            // 255 y = n / d; half up is floor((2 n + d) / (2 d)).
            long n = 255 * ((2 * (hu - level)) + width);
            long d = 2 * width;
            long expected = Math.Clamp((long)Math.Floor((decimal)((2 * n) + d) / (2 * d)), 0, 255);
            Assert.Equal(expected, new HuWindow(level, width).ApplyEightBit(hu));
        }
    }

    [Theory]
    [InlineData(WindowFunction.LinearExact)]
    [InlineData(WindowFunction.Linear)]
    [InlineData(WindowFunction.Sigmoid)]
    public void Apply_GrowingHu_NeverFallsAndStaysInRange(WindowFunction function)
    {
        Random random = new(12);
        for (int trial = 0; trial < 300; trial++)
        {
            HuWindow window = new((random.NextDouble() * 4000) - 1000, 1 + (random.NextDouble() * 3000));
            double[] values = [.. Enumerable.Range(0, 60).Select(_ => (random.NextDouble() * 8000) - 3000).Order()];
            double[] shown = [.. values.Select(hu => window.Apply(hu, function))];
            byte[] levels = [.. values.Select(hu => window.ApplyEightBit(hu, function))];
            Assert.Equal(shown.Order(), shown);
            Assert.Equal(levels.Order(), levels);
            Assert.All(shown, y => Assert.InRange(y, 0, 1));
            Assert.All(shown.Zip(levels), pair => Assert.InRange((255 * pair.First) - pair.Second, -0.5 - 1e-9, 0.5 + 1e-9));
        }
    }

    [Fact]
    public void Apply_UnknownFunction_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new HuWindow(40, 400).Apply(0, (WindowFunction)9));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HuWindow(40, 400).ApplyEightBit(0, (WindowFunction)9));
    }

    [Theory]
    [InlineData(WindowFunction.LinearExact)]
    [InlineData(WindowFunction.Sigmoid)]
    public void ApplyEightBit_UnknownRounding_Throws(WindowFunction function)
    {
        ArgumentOutOfRangeException thrown = Assert.Throws<ArgumentOutOfRangeException>(
            "rounding", () => new HuWindow(40, 400).ApplyEightBit(0, function, (EightBitRounding)9));
        Assert.StartsWith("The rounding must be HalfUp, Truncate or HalfToEven.", thrown.Message);
    }

    [Fact]
    public void FromRange_Ends_AreBlackAndWhite()
    {
        HuWindow window = HuWindow.FromRange(-135, 215);
        Assert.Equal(new HuWindow(40, 350), window);
        Assert.Equal(0, window.Apply(-135));
        Assert.Equal(1, window.Apply(215));
        Assert.Equal("L40 W350", window.ToString());
    }
}
