using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Golden pictures through the 8-bit pipeline of an encoder.</summary>
internal static class GoldenPictures
{
    /// <summary>A uint8 picture [H, W, 3] as normalised pixels (1, 3, S, S).</summary>
    public static torch.Tensor Preprocess(GoldenTensors golden, string name, VisionPreprocessing preprocessing)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using PixelStage stage = new(preprocessing, eightBit: true, torch.CPU);
        torch.Tensor target = stage.CreateTarget(1);
        stage.Resize(Levels(golden, name), target);
        return stage.Normalise(target).MoveToOuterDisposeScope();
    }

    /// <summary>A uint8 picture [H, W, 3], or a grey one [H, W], as levels (1, 3, H, W), float64.</summary>
    public static torch.Tensor Levels(GoldenTensors golden, string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor picture = golden.Read(name);
        torch.Tensor colour = picture.dim() == 2 ? picture.unsqueeze(-1).expand(-1, -1, 3) : picture; // -> [H, W, 3]
        return colour.permute(2, 0, 1).unsqueeze(0).to(torch.ScalarType.Float64).MoveToOuterDisposeScope(); // -> (1, 3, H, W)
    }

    /// <summary>How far normalised pixels (3, H, W) are from golden ones, in 8-bit levels.</summary>
    /// <returns>The largest distance, and how many values are half a level apart or more.</returns>
    public static (double Largest, long Differing) CompareLevels(torch.Tensor expected, torch.Tensor got, IReadOnlyList<float> std)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Assert.Equal(expected.shape, got.shape);
        torch.Tensor levels = (expected - got).abs() * torch.tensor(std.ToArray(), [3, 1, 1]) * 255;
        return (levels.max().ToNumber(), levels.IsAtLeast(0.5).sum().ToInt64());
    }
}
