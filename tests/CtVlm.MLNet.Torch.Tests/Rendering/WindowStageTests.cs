using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

public class WindowStageTests
{
    public WindowStageTests() => TorchRuntime.EnsureLoaded();

    public static TheoryData<string> FloatCases => [.. RenderingGoldens.Ct.Names.Where(name => name.StartsWith("window.") && name.Contains(".f32."))];

    public static TheoryData<string> EightBitCases => [.. RenderingGoldens.Ct.Names.Where(name => name.StartsWith("window.") && name.Contains(".u8."))];

    [Theory]
    [MemberData(nameof(FloatCases))]
    public void Apply_Float_IsWithinRoundingOfTheReference(string name)
    {
        string[] parts = name.Split('.');
        float[] got = Apply([RenderingGoldens.Preset(parts[2])], RenderingGoldens.Function(parts[1]), RenderPrecision.Float);
        AssertClose(RenderingGoldens.Ct.Values<float>(name), got, 1e-6);
    }

    [Theory]
    [MemberData(nameof(EightBitCases))]
    public void Apply_EightBit_EqualsTheReferenceExactly(string name)
    {
        string[] parts = name.Split('.');
        float[] got = Apply([RenderingGoldens.Preset(parts[2])], RenderingGoldens.Function(parts[1]), RenderPrecision.EightBit);
        Assert.Equal(RenderingGoldens.Ct.Values<byte>(name).Select(x => (float)x), got);
    }

    [Fact]
    public void Apply_EightBitTruncated_EqualsTheReferenceExactly()
    {
        float[] got = Apply([RenderingGoldens.Preset("soft_tissue")], WindowFunction.LinearExact, EightBitRounding.Truncate, RenderingGoldens.Slice(6), 96, 96);
        Assert.Equal(RenderingGoldens.Ct.Values<byte>("window.linear_exact.soft_tissue.u8_truncated.slice6").Select(x => (float)x), got);
    }

    [Theory]
    [InlineData(EightBitRounding.HalfUp)]
    [InlineData(EightBitRounding.Truncate)]
    [InlineData(EightBitRounding.HalfToEven)]
    public void Apply_WholeHu_EqualsIntegerArithmetic(EightBitRounding rounding)
    {
        // 255 y = n / d in whole numbers; the widths 80 and 400 meet true ties.
        HuWindow[] windows = [new(40, 400), new(40, 80), HuWindow.FromRange(-135, 215)];
        float[] hu = [.. Enumerable.Range(-300, 800).Select(x => (float)x)];
        int ties = 0;
        List<float> expected = [];
        foreach (HuWindow window in windows)
        {
            foreach (int x in hu)
            {
                int d = 2 * (int)window.WidthHu;
                int n = Math.Clamp(255 * ((2 * (x - (int)window.LevelHu)) + (int)window.WidthHu), 0, 255 * d);
                int whole = n / d;
                int twice = 2 * (n % d);
                ties += twice == d ? 1 : 0;
                bool up = rounding switch
                {
                    EightBitRounding.HalfUp => twice >= d,
                    EightBitRounding.HalfToEven => twice > d || (twice == d && whole % 2 == 1),
                    _ => false,
                };
                expected.Add(up ? whole + 1 : whole);
            }
        }

        Assert.True(ties > 5);
        Assert.Equal(expected, Apply(windows, WindowFunction.LinearExact, rounding, hu, 20, 40));
    }

    [Fact]
    public void Apply_ThreeWindows_AreTheThreeChannels()
    {
        float[] got = Apply(RenderingGoldens.Triple("abdomen"), WindowFunction.LinearExact, RenderPrecision.Float);
        AssertClose(RenderingGoldens.Ct.Values<float>("rgb.abdomen.f32_chw.slice6"), got, 1e-6);
    }

    [Theory]
    [InlineData("abdomen")]
    [InlineData("head")]
    [InlineData("lung_bone")]
    public void Apply_ThreeWindowsEightBit_EqualTheReferenceExactly(string triple)
    {
        float[] got = Apply(RenderingGoldens.Triple(triple), WindowFunction.LinearExact, RenderPrecision.EightBit);
        byte[] expected = RenderingGoldens.Ct.Values<byte>($"rgb.{triple}.u8.slice6");
        for (int i = 0; i < 96 * 96; i++)
        {
            for (int channel = 0; channel < 3; channel++)
            {
                Assert.Equal(expected[(3 * i) + channel], got[(channel * 96 * 96) + i]);
            }
        }
    }

    [Theory]
    [InlineData(WindowFunction.LinearExact)]
    [InlineData(WindowFunction.Linear)]
    [InlineData(WindowFunction.Sigmoid)]
    public void Apply_WindowsThatFloat32CannotHold_StayWithinRounding(WindowFunction function)
    {
        // -1000.1 in float32 is 2e-5 off, which would be 2e-5 of the brightness at a width of 1.3.
        HuWindow[] windows = [new(-1000.1, 1.3), new(0.1, 77.7), new(1234.56789, 2.1)];
        float[] hu = [.. windows.SelectMany(window => Enumerable.Range(-50, 101).Select(i => (float)(window.LevelHu + (i * window.WidthHu / 70))))];
        float[] got = Apply(windows, function, RenderPrecision.Float, hu, 3, 101);
        float[] expected = [.. windows.SelectMany(window => hu.Select(x => (float)window.Apply(x, function)))];
        AssertClose(expected, got, 1e-6);
    }

    [Theory]
    [InlineData(RenderPrecision.Float)]
    [InlineData(RenderPrecision.EightBit)]
    public void Apply_LinearOfWidthOne_IsAStep(RenderPrecision precision)
    {
        float white = precision == RenderPrecision.Float ? 1 : 255;
        float[] got = Apply([new(40, 1)], WindowFunction.Linear, precision, [-1000, 39, 39.5f, 40, 3000], 1, 5);
        Assert.Equal([0, 0, 0, white, white], got);
    }

    [Theory]
    [InlineData(WindowFunction.LinearExact, EightBitRounding.HalfUp)]
    [InlineData(WindowFunction.LinearExact, EightBitRounding.Truncate)]
    [InlineData(WindowFunction.LinearExact, EightBitRounding.HalfToEven)]
    [InlineData(WindowFunction.Linear, EightBitRounding.HalfUp)]
    [InlineData(WindowFunction.Linear, EightBitRounding.Truncate)]
    [InlineData(WindowFunction.Linear, EightBitRounding.HalfToEven)]
    public void Apply_EightBit_EqualsTheScalarForm(WindowFunction function, EightBitRounding rounding)
    {
        // Halves and quarters of HU come from files whose rescale slope is not 1.
        HuWindow[] windows = [new(40, 400), new(90, 180), new(-50.5, 301)];
        float[] hu = [.. Enumerable.Range(-6000, 12_000).Select(i => i / 4f)];
        float[] got = Apply(windows, function, rounding, hu, 120, 100);
        float[] expected = [.. windows.SelectMany(window => hu.Select(x => (float)window.ApplyEightBit(x, function, rounding)))];
        Assert.Equal(expected, got);
    }

    [Theory]
    [InlineData(EightBitRounding.HalfUp, 128, 203)]
    [InlineData(EightBitRounding.Truncate, 127, 202)]
    [InlineData(EightBitRounding.HalfToEven, 128, 203)]
    public void Apply_SigmoidEightBit_IsRoundedAsAsked(EightBitRounding rounding, float middle, float upper)
    {
        // 255 / (1 + exp(-4 * 136 / 400)) = 202.8...; 127.5 in the middle.
        float[] hu = [-9000, 40, 176, 9000];
        Assert.Equal([0, middle, upper, 255], Apply([new(40, 400)], WindowFunction.Sigmoid, rounding, hu, 1, 4));
        Assert.Equal([0, middle, upper, 255], hu.Select(x => (float)new HuWindow(40, 400).ApplyEightBit(x, WindowFunction.Sigmoid, rounding)));
    }

    private static float[] Apply(HuWindow[] windows, WindowFunction function, RenderPrecision precision) =>
        Apply(windows, function, precision, RenderingGoldens.Slice(6), 96, 96);

    private static float[] Apply(HuWindow[] windows, WindowFunction function, RenderPrecision precision, float[] hu, int rows, int columns) =>
        Apply(new CtRendering { Windows = windows, Function = function, Precision = precision }, hu, rows, columns);

    private static float[] Apply(HuWindow[] windows, WindowFunction function, EightBitRounding rounding, float[] hu, int rows, int columns) =>
        Apply(new CtRendering { Windows = windows, Function = function, Precision = RenderPrecision.EightBit, Rounding = rounding }, hu, rows, columns);

    private static float[] Apply(CtRendering rendering, float[] hu, int rows, int columns)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using WindowStage stage = new(rendering, torch.CPU);
        torch.Tensor y = stage.Apply(torch.tensor(hu, [1, 1, rows, columns]));
        Assert.Equal([1, rendering.Windows.Count, rows, columns], y.shape);
        Assert.Equal(rendering.Precision == RenderPrecision.Float ? torch.ScalarType.Float32 : torch.ScalarType.Float64, y.dtype);
        return y.to(torch.ScalarType.Float32).data<float>().ToArray();
    }

    private static void AssertClose(float[] expected, float[] got, double tolerance)
    {
        Assert.Equal(expected.Length, got.Length);
        Assert.True(expected.Zip(got).Max(pair => Math.Abs((double)pair.First - pair.Second)) <= tolerance);
    }
}
