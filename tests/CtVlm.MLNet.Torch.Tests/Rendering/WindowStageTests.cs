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
    [InlineData(WindowFunction.LinearExact)]
    [InlineData(WindowFunction.Linear)]
    public void Apply_EightBit_EqualsTheScalarForm(WindowFunction function)
    {
        // Halves and quarters of HU come from files whose rescale slope is not 1.
        HuWindow[] windows = [new(40, 400), new(90, 180), new(-50.5, 301)];
        float[] hu = [.. Enumerable.Range(-6000, 12_000).Select(i => i / 4f)];
        float[] got = Apply(windows, function, RenderPrecision.EightBit, hu, 120, 100);
        float[] expected = [.. windows.SelectMany(window => hu.Select(x => (float)window.ApplyEightBit(x, function)))];
        Assert.Equal(expected, got);
    }

    private static float[] Apply(HuWindow[] windows, WindowFunction function, RenderPrecision precision) =>
        Apply(windows, function, precision, RenderingGoldens.Slice(6), 96, 96);

    private static float[] Apply(HuWindow[] windows, WindowFunction function, RenderPrecision precision, float[] hu, int rows, int columns)
    {
        CtRendering rendering = new() { Windows = windows, Function = function, Precision = precision };
        using DisposeScope scope = torch.NewDisposeScope();
        using WindowStage stage = new(rendering, torch.CPU);
        torch.Tensor y = stage.Apply(torch.tensor(hu, [1, 1, rows, columns]));
        Assert.Equal([1, windows.Length, rows, columns], y.shape);
        Assert.Equal(precision == RenderPrecision.Float ? torch.ScalarType.Float32 : torch.ScalarType.Float64, y.dtype);
        return y.to(torch.ScalarType.Float32).data<float>().ToArray();
    }

    private static void AssertClose(float[] expected, float[] got, double tolerance)
    {
        Assert.Equal(expected.Length, got.Length);
        Assert.True(expected.Zip(got).Max(pair => Math.Abs((double)pair.First - pair.Second)) <= tolerance);
    }
}
