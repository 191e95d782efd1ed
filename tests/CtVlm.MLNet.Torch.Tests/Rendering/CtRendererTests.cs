using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

public class CtRendererTests
{
    private static readonly VisionPreprocessing Clip = new(32, [0.48f, 0.46f, 0.41f], [0.27f, 0.26f, 0.28f]);
    private static readonly VisionPreprocessing Plain = Clip with { Mean = [0, 0, 0], Std = [1, 1, 1] };

    public CtRendererTests() => TorchRuntime.EnsureLoaded();

    /// <summary>Larger and smaller than the input size, not square, one pixel.</summary>
    public static TheoryData<int, int, RenderPrecision> Sizes =>
    [
        .. new (int, int)[] { (64, 64), (32, 32), (20, 20), (70, 33), (31, 90), (1, 1), (1, 40), (40, 1) }
            .SelectMany(size => Enum.GetValues<RenderPrecision>().Select(precision => (size.Item1, size.Item2, precision))),
    ];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Render_AnySize_EqualsTheDefinition(int rows, int columns, RenderPrecision precision)
    {
        float[] hu = Noise(3 * rows * columns);
        CtRendering rendering = CtRendering.EnterographyRgb(precision: precision);
        using CtRenderer renderer = new(rendering, Clip, torch.CPU);
        using torch.Tensor pixels = renderer.Render(hu, 3, rows, columns);
        Assert.Equal([3, 3, 32, 32], pixels.shape);
        Assert.Equal(torch.ScalarType.Float32, pixels.dtype);
        float[] got = pixels.data<float>().ToArray();
        for (int slice = 0; slice < 3; slice++)
        {
            float[] expected = Definition(hu.AsSpan(slice * rows * columns, rows * columns), rows, columns, rendering);
            AssertClose(expected, got.AsSpan(slice * expected.Length, expected.Length), 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Render_Batch_EqualsItsSlicesAlone(int rows, int columns, RenderPrecision precision)
    {
        float[] hu = Noise(5 * rows * columns);
        using CtRenderer renderer = new(CtRendering.MedGemmaRgb(precision: precision), Clip, torch.CPU);
        using torch.Tensor batch = renderer.Render(hu, 5, rows, columns);
        for (int slice = 0; slice < 5; slice++)
        {
            using torch.Tensor single = renderer.Render(hu.AsSpan(slice * rows * columns, rows * columns), 1, rows, columns);
            using torch.Tensor row = batch[slice];
            Assert.Equal(single.data<float>().ToArray(), row.data<float>().ToArray());
        }
    }

    [Theory]
    [InlineData(RenderPrecision.Float)]
    [InlineData(RenderPrecision.EightBit)]
    public void Render_Tensor_EqualsRenderFromMemory(RenderPrecision precision)
    {
        float[] hu = [.. RenderingGoldens.Ct.Values<short>("volume").Select(x => (float)x)];
        using CtRenderer renderer = new(CtRendering.EnterographyRgb(precision: precision), Clip, torch.CPU);
        using torch.Tensor expected = renderer.Render(hu, 12, 96, 96);
        using torch.Tensor floats = torch.tensor(hu, [12, 96, 96]);
        using torch.Tensor shorts = floats.to(torch.ScalarType.Int16);
        foreach (torch.Tensor volume in new[] { floats, shorts })
        {
            using torch.Tensor got = renderer.Render(volume);
            Assert.Equal(expected.data<float>().ToArray(), got.data<float>().ToArray());
        }

        Assert.False(floats.IsInvalid);
        Assert.Equal(hu, floats.data<float>().ToArray());
    }

    [Theory]
    [InlineData(RenderPrecision.Float)]
    [InlineData(RenderPrecision.EightBit)]
    public void Render_OneWindow_GivesThreeEqualChannels(RenderPrecision precision)
    {
        using CtRenderer renderer = new(CtRendering.SoftTissue(precision: precision), Plain, torch.CPU);
        using torch.Tensor one = renderer.Render(RenderingGoldens.Slice(6), 1, 96, 96);
        CtRendering thrice = CtRendering.SoftTissue(precision: precision) with { Windows = [new(40, 400), new(40, 400), new(40, 400)] };
        using CtRenderer three = new(thrice, Plain, torch.CPU);
        using torch.Tensor expected = three.Render(RenderingGoldens.Slice(6), 1, 96, 96);
        float[] got = one.data<float>().ToArray();
        Assert.Equal(got.AsSpan(0, 1024), got.AsSpan(1024, 1024));
        Assert.Equal(got.AsSpan(0, 1024), got.AsSpan(2048, 1024));
        Assert.Equal(expected.data<float>().ToArray(), got);
        Assert.True(got.Distinct().Count() > 100);
    }

    [Theory]
    [InlineData("abdomen")]
    [InlineData("head")]
    [InlineData("lung_bone")]
    public void RenderWindows_EightBitAtNativeSize_EqualsTheGoldenPicture(string triple)
    {
        CtRendering rendering = new() { Windows = RenderingGoldens.Triple(triple), Precision = RenderPrecision.EightBit };
        using CtRenderer renderer = new(rendering, Clip with { ImageSize = 96 }, torch.CPU);
        using torch.Tensor pixels = renderer.RenderWindows(RenderingGoldens.Slice(6), 1, 96, 96);
        float[] got = pixels.data<float>().ToArray();
        byte[] expected = RenderingGoldens.Ct.Values<byte>($"rgb.{triple}.u8.slice6");
        Assert.Equal(Enumerable.Range(0, expected.Length).Select(i => expected[i] / 255f), Enumerable.Range(0, expected.Length).Select(i => got[(i % 3 * 96 * 96) + (i / 3)]));
        Assert.Equal(expected, CtRenderer.RenderPreview(RenderingGoldens.Slice(6), 96, 96, rendering));
    }

    [Fact]
    public void RenderWindows_SharpEdges_StayBetweenBlackAndWhite()
    {
        float[] hu = [.. Enumerable.Range(0, 60 * 60).Select(i => ((i / 7) + (i / 180)) % 2 == 0 ? -1000f : 1000f)];
        using CtRenderer renderer = new(CtRendering.EnterographyRgb(), Clip, torch.CPU);
        using torch.Tensor pixels = renderer.RenderWindows(hu, 1, 60, 60);
        Assert.Equal(0, pixels.data<float>().Min());
        Assert.Equal(1, pixels.data<float>().Max());
        using torch.Tensor normalised = renderer.Render(hu, 1, 60, 60);
        Assert.Equal((1 - 0.48f) / 0.27f, normalised.data<float>().Take(1024).Max(), 1e-6);
    }

    [Theory]
    [InlineData(RenderPrecision.Float)]
    [InlineData(RenderPrecision.EightBit)]
    public void Render_FilterOfTheRendering_TakesThePlaceOfTheEncoders(RenderPrecision precision)
    {
        CtRendering rendering = CtRendering.EnterographyRgb(precision: precision);
        CtRendering filtered = rendering with { Filter = ResizeFilter.BilinearWithoutAntialias };
        using CtRenderer asked = new(filtered, Clip, torch.CPU);
        using CtRenderer stated = new(rendering, Clip with { Filter = ResizeFilter.BilinearWithoutAntialias }, torch.CPU);
        using CtRenderer other = new(rendering, Clip, torch.CPU);
        using torch.Tensor got = asked.Render(RenderingGoldens.Slice(6), 1, 96, 96);
        using torch.Tensor expected = stated.Render(RenderingGoldens.Slice(6), 1, 96, 96);
        using torch.Tensor bicubic = other.Render(RenderingGoldens.Slice(6), 1, 96, 96);
        Assert.Equal(expected.data<float>().ToArray(), got.data<float>().ToArray());
        Assert.NotEqual(bicubic.data<float>().ToArray(), got.data<float>().ToArray());
    }

    [Fact]
    public void RenderPreview_Truncated_IsCutDown()
    {
        CtRendering rendering = CtRendering.SoftTissue() with { Rounding = EightBitRounding.Truncate };
        byte[] golden = RenderingGoldens.Ct.Values<byte>("window.linear_exact.soft_tissue.u8_truncated.slice6");
        Assert.Equal(golden.SelectMany(x => new[] { x, x, x }), CtRenderer.RenderPreview(RenderingGoldens.Slice(6), 96, 96, rendering));
    }

    [Fact]
    public void RenderPreview_OneWindow_IsGrey()
    {
        byte[] picture = CtRenderer.RenderPreview([-160, 40, 240, 5000], 2, 2, CtRendering.SoftTissue());
        Assert.Equal([0, 0, 0, 128, 128, 128, 255, 255, 255, 255, 255, 255], picture);
    }

    [Theory]
    [InlineData(RenderPrecision.Float)]
    [InlineData(RenderPrecision.EightBit)]
    public void Render_GrowingHu_NeverDarkens(RenderPrecision precision)
    {
        // Whole pictures of one value: monotone windows must stay monotone through resize and normalisation.
        float[] values = [.. Enumerable.Range(-12, 40).Select(i => i * 20.5f)];
        float[] hu = [.. values.SelectMany(x => Enumerable.Repeat(x, 50 * 40))];
        using CtRenderer renderer = new(CtRendering.EnterographyRgb(precision: precision), Clip, torch.CPU);
        using torch.Tensor pixels = renderer.Render(hu, values.Length, 50, 40);
        float[] got = pixels.data<float>().ToArray();
        for (int channel = 0; channel < 3; channel++)
        {
            float[] shown = [.. values.Select((_, i) => got[(((i * 3) + channel) * 1024) + 500])];
            Assert.All(shown.Zip(shown.Skip(1)), pair => Assert.True(pair.Second >= pair.First - 1e-6f));
            Assert.True(shown[^1] - shown[0] > 3);
        }
    }

    [Theory]
    [InlineData(RenderPrecision.Float)]
    [InlineData(RenderPrecision.EightBit)]
    public void Render_ResultAndRendererDisposed_LeavesNoTensor(RenderPrecision precision)
    {
        long before = LiveTensors();
        CtRenderer renderer = new(CtRendering.EnterographyRgb(precision: precision), Clip, torch.CPU);
        renderer.Render(Noise(2 * 50 * 60), 2, 50, 60).Dispose();
        long warm = LiveTensors();
        using (torch.Tensor volume = torch.zeros([4, 50, 60]))
        {
            renderer.Render(volume).Dispose();
            renderer.RenderWindows(Noise(3 * 50 * 60), 3, 50, 60).Dispose();
            Assert.Throws<ArgumentException>(() => renderer.Render(Noise(5), 1, 50, 60));
        }

        Assert.Equal(warm, LiveTensors());
        using (torch.Tensor kept = renderer.Render(Noise(50 * 60), 1, 50, 60))
        {
            Assert.Equal(warm + 1, LiveTensors());
        }

        renderer.Dispose();
        renderer.Dispose();
        Assert.Equal(before, LiveTensors());
    }

    [Fact]
    public void Render_InsideAScopeThatEnds_KeepsItsWeights()
    {
        float[] hu = Noise(50 * 60);
        using CtRenderer renderer = new(CtRendering.EnterographyRgb(), Clip, torch.CPU);
        float[] first;
        using (torch.NewDisposeScope())
        {
            using IDisposable mode = torch.inference_mode();
            first = renderer.Render(hu, 1, 50, 60).data<float>().ToArray();
        }

        using torch.Tensor again = renderer.Render(hu, 1, 50, 60);
        Assert.Equal(first, again.data<float>().ToArray());
        Assert.False(again.requires_grad);
    }

    [Fact]
    public void Render_WrongInput_SaysWhatIsExpected()
    {
        using CtRenderer renderer = new(CtRendering.SoftTissue(), Clip, torch.CPU);
        ArgumentException length = Assert.Throws<ArgumentException>(() => renderer.Render(new float[10], 1, 3, 4));
        Assert.Equal("1 slices of 3 x 4 need 12 values, got 10. Pass whole slices [z, y, x]. (Parameter 'hu')", length.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => renderer.Render([], 0, 3, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => renderer.Render([], 1, 0, 4));
        using torch.Tensor flat = torch.zeros([3, 4]);
        ArgumentException shape = Assert.Throws<ArgumentException>(() => renderer.Render(flat));
        Assert.Equal("HU slices must have the shape (N, H, W) with every size 1 or more, got (3, 4). (Parameter 'hu')", shape.Message);
        Assert.Throws<ArgumentNullException>(() => renderer.Render(null!));
    }

    [Fact]
    public void Render_Disposed_Throws()
    {
        CtRenderer renderer = new(CtRendering.SoftTissue(), Clip, torch.CPU);
        renderer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => renderer.Render(new float[12], 1, 3, 4));
    }

    [Fact]
    public void Constructor_InvalidParts_NamesEveryViolation()
    {
        CtRendering rendering = new() { Windows = [new(40, 0), new(double.NaN, 400)] };
        ArgumentException first = Assert.Throws<ArgumentException>(() => new CtRenderer(rendering, Clip, torch.CPU));
        Assert.Equal("rendering", first.ParamName);
        VisionPreprocessing broken = new(0, [0, 0], [1, 1, 0], (ResizeMode)7);
        ArgumentException second = Assert.Throws<ArgumentException>(() => new CtRenderer(CtRendering.SoftTissue(), broken, torch.CPU));
        Assert.Equal(
            "The encoder's preprocessing is invalid. ImageSize: 1 or more expected, got 0; Mean: 3 numbers expected, got 2; "
            + "Std: every number above 0 expected, got 1, 1, 0; Resize: ShortestSideThenCrop, Squash, LongestSideThenPad expected, got 7. (Parameter 'preprocessing')",
            second.Message);
    }

    [Fact]
    public void Constructor_ResizeSmallerThanTheCrop_IsRefused()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => new CtRenderer(CtRendering.SoftTissue(), Clip with { ImageSize = 32, ResizeSize = 31 }, torch.CPU));
        Assert.Contains("ResizeSize: ImageSize 32 or more expected, got 31", e.Message, StringComparison.Ordinal);
    }

    // Windows, resize, crop and normalisation as DESIGN puts them, in double.
    private static float[] Definition(ReadOnlySpan<float> hu, int rows, int columns, CtRendering rendering)
    {
        bool eightBit = rendering.Precision == RenderPrecision.EightBit;
        ResizePlan plan = ResizePlan.For(rows, columns, Clip);
        List<float> pixels = [];
        for (int channel = 0; channel < 3; channel++)
        {
            double[,] picture = new double[rows, columns];
            for (int i = 0; i < hu.Length; i++)
            {
                HuWindow window = rendering.Windows[channel];
                picture[i / columns, i % columns] = eightBit ? window.ApplyEightBit(hu[i]) : window.Apply(hu[i]);
            }

            double[,] resized = eightBit
                ? ReferenceResize.EightBit(picture, plan.Vertical.Resized, plan.Horizontal.Resized, ResizeFilter.Bicubic)
                : ReferenceResize.Float(picture, plan.Vertical.Resized, plan.Horizontal.Resized, ResizeFilter.Bicubic);
            double[,] square = ReferenceResize.Crop(resized, plan.Vertical.Offset, plan.Horizontal.Offset, 32, 32);
            pixels.AddRange(square.Cast<double>()
                .Select(y => eightBit ? y / 255 : Math.Clamp(y, 0, 1))
                .Select(y => (float)((y - Clip.Mean[channel]) / Clip.Std[channel])));
        }

        return [.. pixels];
    }

    private static float[] Noise(int count)
    {
        Random random = new(count);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(-400, 500))];
    }

    private static void AssertClose(float[] expected, ReadOnlySpan<float> got, double tolerance)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], got[i], tolerance);
        }
    }

    private static long LiveTensors() => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
}
