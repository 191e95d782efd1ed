using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>The longest side becomes the input size, black margins fill the square.</summary>
public sealed class LongestSideTests
{
    private const int Size = 32;

    private static readonly VisionPreprocessing s_longest =
        new(Size, PreprocessorDefaults.Clip.Mean, PreprocessorDefaults.Clip.Std, ResizeMode.LongestSideThenPad, CropRounding.HalfToEven);

    public LongestSideTests() => TorchRuntime.EnsureLoaded();

    /// <summary>Picture, and the size that it has before the margins.</summary>
    public static TheoryData<int, int, int, int> Sizes =>
    [
        (331, 517, 20, 32),
        (64, 48, 32, 24),
        (100, 97, 32, 31),
        (20, 37, 17, 32),
        (1, 1000, 1, 32),
        (40, 40, 32, 32),
    ];

    [Fact]
    public void Normalise_EightBitPicture_EqualsOpenClip()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GoldenTensors pictures = new("preprocess", "cases.safetensors");
        using GoldenTensors golden = new("preprocess", "backends.safetensors");
        torch.Tensor got = GoldenPictures.Preprocess(pictures, "in.1", s_longest)[0];
        golden.AssertClose("out.1.open_clip_longest", got, 1e-5);
        Assert.Equal(0, GoldenPictures.CompareLevels(golden.Read("out.1.open_clip_longest"), got, s_longest.Std).Differing);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Resize_Float_EqualsTheDefinition(int rows, int columns, int height, int width) =>
        AssertDefinition(rows, columns, height, width, eightBit: false);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Resize_EightBit_EqualsTheDefinition(int rows, int columns, int height, int width) =>
        AssertDefinition(rows, columns, height, width, eightBit: true);

    [Fact]
    public void Render_SliceWithAir_MarginsAreBlackAndAirAboveTheFootIsBrighter()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        VisionPreprocessing plain = s_longest with { Mean = [0, 0, 0], Std = [1, 1, 1] };
        float[] air = [.. Enumerable.Repeat(-1000f, 48 * 64)];
        Assert.Equal((0, 0), MarginAndCentre(new HuWindow(40, 400)));
        (double margin, double centre) = MarginAndCentre(new HuWindow(-600, 1500));
        Assert.Equal(0, margin);
        Assert.Equal(350 / 1500.0, centre, 1e-6);

        (double Margin, double Centre) MarginAndCentre(HuWindow window)
        {
            using CtRenderer renderer = new(new CtRendering { Windows = [window] }, plain, torch.CPU);
            torch.Tensor pixels = renderer.Render(air, 1, 48, 64); // -> (1, 3, S, S), 24 of 32 rows are the slice
            return (pixels.narrow(2, 0, 4).abs().max().ToDouble(), pixels.narrow(2, 4, 24).mean().ToDouble());
        }
    }

    private static void AssertDefinition(int rows, int columns, int height, int width, bool eightBit)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using PixelStage stage = new(s_longest, eightBit, torch.CPU);
        double[,] picture = Noise(rows, columns, eightBit ? 255 : 1);
        double[,] resized = eightBit
            ? ReferenceResize.EightBit(picture, height, width, ResizeFilter.Bicubic)
            : ReferenceResize.Float(picture, height, width, ResizeFilter.Bicubic);
        torch.Tensor expected = torch.tensor(ReferenceResize.Pad(resized, Size)).div(eightBit ? 255 : 1).clamp(0, 1);
        torch.Tensor target = stage.CreateTarget(1);
        torch.Tensor input = torch.tensor(picture).unsqueeze(0).unsqueeze(0); // -> (1, 1, H, W)
        stage.Resize(eightBit ? input : input.to(torch.ScalarType.Float32), target);
        Assert.InRange((target - expected).abs().max().ToDouble(), 0, 1e-6);
    }

    private static double[,] Noise(int rows, int columns, int top)
    {
        Random random = new((rows * 1000) + columns);
        double[,] picture = new double[rows, columns];
        for (int i = 0; i < picture.Length; i++)
        {
            picture[i / columns, i % columns] = top == 1 ? random.NextSingle() : random.Next(top + 1);
        }

        return picture;
    }
}
