using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

public class PixelStageTests
{
    private static readonly float[] ClipMean = Numbers("mean");
    private static readonly float[] ClipStd = Numbers("std");

    public PixelStageTests() => TorchRuntime.EnsureLoaded();

    public static TheoryData<string> Normalised => [.. RenderingGoldens.Preprocess.Names.Where(name =>
        name.StartsWith("out.") && !name.StartsWith("out.float") && !name.EndsWith("_u8") && !name.Contains("medsiglip"))];

    public static TheoryData<string> Squares => [.. RenderingGoldens.Preprocess.Names.Where(name => name.EndsWith("_square_u8"))];

    [Theory]
    [MemberData(nameof(Normalised))]
    public void Normalise_EightBitPicture_EqualsThePythonPipeline(string name)
    {
        string[] parts = name.Split('.');
        float[] got = Render(parts[1], Preprocessing(parts[2]), normalise: true);
        float[] expected = RenderingGoldens.Preprocess.Values<float>(name);
        Assert.Equal(expected.Length, got.Length);
        Assert.True(expected.Zip(got).Max(pair => Math.Abs((double)pair.First - pair.Second)) <= 1e-5);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("3")]
    [InlineData("5")]
    public void Normalise_CropRoundedDown_EqualsOpenClipWhereTheOffsetsAgree(string picture)
    {
        float[] got = Render(picture, Preprocessing("hf_clip_pil"), normalise: true);
        float[] expected = RenderingGoldens.Preprocess.Values<float>($"out.{picture}.open_clip");
        Assert.True(expected.Zip(got).Max(pair => Math.Abs((double)pair.First - pair.Second)) <= 1e-5);
    }

    [Theory]
    [MemberData(nameof(Squares))]
    public void Resize_EightBitPictureToSquare_EqualsPillowExactly(string name)
    {
        string[] parts = name.Split('.');
        ResizeFilter filter = parts[2].Contains("bicubic") ? ResizeFilter.Bicubic : ResizeFilter.Bilinear;
        VisionPreprocessing preprocessing = new(32, ClipMean, ClipStd, ResizeMode.Squash, Filter: filter);
        AssertLevels(RenderingGoldens.Preprocess.Values<byte>(name), Render(parts[1], preprocessing, normalise: false), 32);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("3")]
    [InlineData("4")]
    [InlineData("5")]
    public void Resize_FloatWithoutAntialias_EqualsTheMedSiglipResize(string picture)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using PixelStage stage = new(Preprocessing("medsiglip_tf"), eightBit: false, torch.CPU);
        torch.Tensor target = stage.CreateTarget(1);
        stage.Resize(Picture(picture).Over(255).to(torch.ScalarType.Float32), target);
        float[] expected = RenderingGoldens.Preprocess.Values<float>($"out.{picture}.medsiglip_tf_float");
        float[] got = target.data<float>().ToArray();
        Assert.Equal(expected.Length, got.Length);
        Assert.True(expected.Zip(got).Max(pair => Math.Abs((pair.First / 255.0) - pair.Second)) <= 1e-5);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("3")]
    [InlineData("4")]
    [InlineData("5")]
    public void Normalise_EightBitWithoutAntialias_IsTheMedSiglipPipelineWithinALevel(string picture)
    {
        float[] expected = RenderingGoldens.Preprocess.Values<float>($"out.{picture}.medsiglip_tf");
        float[] unrounded = RenderingGoldens.Preprocess.Values<float>($"out.{picture}.medsiglip_tf_float");
        float[] got = Render(picture, Preprocessing("medsiglip_tf"), normalise: true);
        Assert.Equal(expected.Length, got.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            // Where the value before the cut is no whole number within float32's rounding, the cut has one answer.
            bool close = Math.Abs(unrounded[i] - Math.Round(unrounded[i])) < 1e-3;
            Assert.Equal(expected[i], got[i], close ? (2 / 255.0) + 1e-6 : 1e-6);
        }
    }

    [Fact]
    public void Resize_EightBitPictureTo224_EqualsPillowExactly()
    {
        VisionPreprocessing preprocessing = new(224, ClipMean, ClipStd, ResizeMode.ShortestSideThenCrop, CropRounding.HalfToEven);
        AssertLevels(RenderingGoldens.Preprocess.Values<byte>("out.1.open_clip_224_u8"), Render("1", preprocessing, normalise: false), 224);
    }

    [Fact]
    public void Resize_MoreSizesThanAreKept_StaysRightAndFreesWeights()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using PixelStage stage = new(new(8, ClipMean, ClipStd), eightBit: false, torch.CPU);
        for (int side = 9; side < 9 + (2 * PixelStage.KeptSizes) + 3; side++)
        {
            torch.Tensor target = stage.CreateTarget(1);
            stage.Resize(torch.full([1, 1, side, side], 0.25f), target);
            Assert.Equal(0.25, target.min().ToDouble(), 1e-6);
            Assert.Equal(0.25, target.max().ToDouble(), 1e-6);
        }
    }

    private static VisionPreprocessing Preprocessing(string pipeline) => pipeline switch
    {
        "open_clip" => new(32, ClipMean, ClipStd, ResizeMode.ShortestSideThenCrop, CropRounding.HalfToEven),
        "hf_clip_pil" => new(32, ClipMean, ClipStd, ResizeMode.ShortestSideThenCrop, CropRounding.Floor),
        "open_clip_squash" => new(32, ClipMean, ClipStd, ResizeMode.Squash),
        "siglip_bicubic" => new(32, [0.5f, 0.5f, 0.5f], [0.5f, 0.5f, 0.5f], ResizeMode.Squash),
        "medsiglip_tf" => new(32, [0.5f, 0.5f, 0.5f], [0.5f, 0.5f, 0.5f], ResizeMode.Squash, Filter: ResizeFilter.BilinearWithoutAntialias),
        "siglip_bilinear" => new(32, [0.5f, 0.5f, 0.5f], [0.5f, 0.5f, 0.5f], ResizeMode.Squash, Filter: ResizeFilter.Bilinear),
        _ => throw new ArgumentOutOfRangeException(nameof(pipeline), pipeline, "No such pipeline."),
    };

    // (3, S, S)
    private static float[] Render(string picture, VisionPreprocessing preprocessing, bool normalise)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using PixelStage stage = new(preprocessing, eightBit: true, torch.CPU);
        torch.Tensor target = stage.CreateTarget(1);
        stage.Resize(Picture(picture), target);
        return (normalise ? stage.Normalise(target) : target).data<float>().ToArray();
    }

    // (1, C, H, W), float64; the grey picture has one channel.
    private static torch.Tensor Picture(string picture)
    {
        long[] shape = RenderingGoldens.Preprocess.Shape($"in.{picture}");
        torch.Tensor levels = torch.tensor(RenderingGoldens.Preprocess.Values<byte>($"in.{picture}"), [1, shape[0], shape[1], shape.Length == 3 ? 3 : 1]);
        return levels.permute(0, 3, 1, 2).to(torch.ScalarType.Float64);
    }

    private static void AssertLevels(byte[] expected, float[] got, int size)
    {
        int area = size * size;
        byte[] interleaved = [.. Enumerable.Range(0, 3 * area).Select(i => (byte)Math.Round(255 * got[(i % 3 * area) + (i / 3)]))];
        Assert.Equal(expected, interleaved);
        Assert.All(interleaved.Zip(Enumerable.Range(0, 3 * area)), pair => Assert.Equal(pair.First / 255f, got[(pair.Second % 3 * area) + (pair.Second / 3)]));
    }

    private static float[] Numbers(string name) => [.. RenderingGoldens.Preprocess.Facts.GetProperty(name).EnumerateArray().Select(x => x.GetSingle())];
}
