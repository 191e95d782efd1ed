using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class ImageSizeTests
{
    private const double Tolerance = 1e-4;

    public ImageSizeTests() => TorchRuntime.EnsureLoaded();

    public static TheoryData<string> Folders => ["hf-clip", "open_clip-native"];

    [Theory]
    [MemberData(nameof(Folders))]
    public void FromFolder_OtherSize_ChangesPixelsAndTokens(string folder)
    {
        VlmEncoder plain = VlmEncoder.FromFolder(GoldenFiles.Path(folder));
        VlmEncoder larger = VlmEncoder.FromFolder(GoldenFiles.Path(folder), new VlmEncoderOptions { ImageSize = 96 });
        Assert.Equal((64, 17), (plain.Vision.Preprocessing.ImageSize, plain.Vision.TokenCount));
        Assert.Equal((96, 37), (larger.Vision.Preprocessing.ImageSize, larger.Vision.TokenCount));
        (VisionPreprocessing before, VisionPreprocessing after) = (plain.Vision.Preprocessing, larger.Vision.Preprocessing);
        Assert.Equal(before with { ImageSize = 96, Mean = after.Mean, Std = after.Std }, after);
        Assert.Equal([.. before.Mean, .. before.Std], [.. after.Mean, .. after.Std]);
        using EncoderLease<IVisionEncoder> lease = larger.AcquireVision(torch.CPU);
        using IDisposable inference = torch.inference_mode();
        using DisposeScope scope = torch.NewDisposeScope();
        Assert.Equal([2, 37, larger.Vision.HiddenWidth], lease.Encoder.Encode(torch.zeros(2, 3, 96, 96), EmbeddingPoint.Tokens).shape);
        Assert.Contains("(N, 3, 96, 96) expected", Assert.Throws<ArgumentException>(() => lease.Encoder.Encode(torch.zeros(2, 3, 64, 64), EmbeddingPoint.Tokens)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hf-clip", 100, 96)]
    [InlineData("open_clip-native", 105, 112)]
    [InlineData("hf-clip", 0, 16)]
    [InlineData("hf-clip", -16, 16)]
    [InlineData("hf-clip", 8208, 8192)]
    public void FromFolder_SizeThatPatchesDoNotFill_NamesTheNearest(string folder, int size, int nearest)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => VlmEncoder.FromFolder(GoldenFiles.Path(folder), new VlmEncoderOptions { ImageSize = size }));
        Assert.Contains($"ImageSize must be a multiple of the model's patch size 16, from 16 to 8192, got {size}. The nearest is {nearest}; the model was made for 64", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Encode_OtherSize_LeavesOneTensorBehind(string folder)
    {
        VlmEncoder larger = VlmEncoder.FromFolder(GoldenFiles.Path(folder), new VlmEncoderOptions { ImageSize = 96 });
        using EncoderLease<IVisionEncoder> vision = larger.AcquireVision(torch.CPU);
        using EncoderLease<ITextEncoder> text = larger.AcquireText(torch.CPU);
        using IDisposable inference = torch.inference_mode();
        using torch.Tensor pixels = torch.zeros(1, 3, 96, 96);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        foreach (EmbeddingPoint point in Enum.GetValues<EmbeddingPoint>())
        {
            vision.Encoder.Encode(pixels, point).Dispose();
        }

        text.Encoder.Encode(["mild bowel wall thickening"]).Dispose();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void VisionForward_LargerPictureThatIsNotSquare_EqualsTransformers()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable inference = torch.inference_mode();
        using GoldenTensors golden = new("hf-clip", "cases.safetensors");
        using ClipVisionModel model = new(ClipConfig.Read(ConfigurationFile.Read(GoldenFiles.Path("hf-clip", "config.json"))));
        using Checkpoint weights = Checkpoint.OpenFolder(GoldenFiles.Path("hf-clip"));
        StrictLoader.Load(model, weights, ClipVisionModel.Permitted);
        torch.Tensor pixels = golden.Read("in.interp.pixel_values");
        golden.AssertClose("out.interp.last_hidden_state", model.forward(pixels, EmbeddingPoint.Tokens, null), Tolerance);
        golden.AssertClose("out.interp.image_embeds", model.forward(pixels, EmbeddingPoint.Projected, null), Tolerance);
    }
}
