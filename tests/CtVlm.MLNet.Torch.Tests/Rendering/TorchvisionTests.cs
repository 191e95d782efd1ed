using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>
/// What is rendered is Pillow's arithmetic; torchvision's own 8-bit resize is within one level of it where both resize the sides in the same order. Both sides
/// are sums of whole numbers, so that the number of values that differ is the same everywhere.
/// </summary>
public sealed class TorchvisionTests : IDisposable
{
    private const int Size = 32;
    private const double OneLevel = 1 + 1e-3;

    private static readonly VisionPreprocessing s_clip = new(Size, PreprocessorDefaults.Clip.Mean, PreprocessorDefaults.Clip.Std);
    private static readonly VisionPreprocessing s_siglip = new(Size, PreprocessorDefaults.Siglip.Mean, PreprocessorDefaults.Siglip.Std, ResizeMode.Squash, Filter: ResizeFilter.Bilinear);

    private readonly GoldenTensors _pictures = new("preprocess", "cases.safetensors");
    private readonly GoldenTensors _golden = new("preprocess", "backends.safetensors");
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _pictures.Dispose();
        _golden.Dispose();
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 3)]
    [InlineData(2, 2)]
    [InlineData(3, 0)]
    [InlineData(4, 0)]
    public void Normalise_ClipPicture_IsTorchvisionsWithinALevel(int picture, int differing) =>
        AssertWithinALevel($"out.{picture}.hf_clip_torchvision", GoldenPictures.Preprocess(_pictures, $"in.{picture}", s_clip)[0], s_clip, differing);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 0)]
    [InlineData(4, 6)]
    [InlineData(5, 315)]
    public void Normalise_SiglipPicture_IsTorchvisionsWithinALevel(int picture, int differing) =>
        AssertWithinALevel($"out.{picture}.siglip_bilinear_torchvision", GoldenPictures.Preprocess(_pictures, $"in.{picture}", s_siglip)[0], s_siglip, differing);

    /// <summary>Picture 5 is so tall that Pillow 13 takes its height first; torchvision, and Pillow up to 12, never do.</summary>
    [Fact]
    public void Resize_TallPictureWidthFirst_IsTorchvisionsWithinALevel()
    {
        AssertWithinALevel("out.5.hf_clip_torchvision", ResizeWidthFirst(s_clip, new ResizeAxis(200, 193, 80, Size)), s_clip, 6);
        AssertWithinALevel("out.5.siglip_bilinear_torchvision", ResizeWidthFirst(s_siglip, new ResizeAxis(200, Size, 0, Size)), s_siglip, 3);
    }

    [Fact]
    public void Normalise_TallPicture_IsFarFromTorchvisionsAtAFewEdges()
    {
        torch.Tensor got = GoldenPictures.Preprocess(_pictures, "in.5", s_clip)[0];
        (double largest, long differing) = GoldenPictures.CompareLevels(_golden.Read("out.5.hf_clip_torchvision"), got, s_clip.Std);
        Assert.Equal((23, 450), (Math.Round(largest), differing));
    }

    // A pass over a side that keeps its length is none, so that two resizers make an order.
    private torch.Tensor ResizeWidthFirst(VisionPreprocessing preprocessing, ResizeAxis vertical)
    {
        using SliceResizer width = new(new(new(200, 200, 0, 200), new(33, Size, 0, Size)), preprocessing.Filter, eightBit: true, torch.CPU);
        using SliceResizer height = new(new(vertical, new(Size, Size, 0, Size)), preprocessing.Filter, eightBit: true, torch.CPU);
        using PixelStage stage = new(preprocessing, eightBit: true, torch.CPU);
        torch.Tensor levels = height.Resize(width.Resize(GoldenPictures.Levels(_pictures, "in.5"))); // (1, 3, 200, 33) -> (1, 3, S, S)
        return stage.Normalise(levels.to(torch.ScalarType.Float32).div_(255))[0];
    }

    private void AssertWithinALevel(string name, torch.Tensor got, VisionPreprocessing preprocessing, int differing)
    {
        (double largest, long count) = GoldenPictures.CompareLevels(_golden.Read(name), got, preprocessing.Std);
        Assert.InRange(largest, 0, OneLevel);
        Assert.Equal(differing, count);
    }
}
