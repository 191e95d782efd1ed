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
        stage.Resize(golden.Read(name).permute(2, 0, 1).unsqueeze(0).to(torch.ScalarType.Float64), target); // [H, W, 3] -> (1, 3, H, W)
        return stage.Normalise(target).MoveToOuterDisposeScope();
    }
}
