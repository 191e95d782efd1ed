using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>SigLIP on images of another size than it was made for.</summary>
public sealed class SiglipImageSizeTests
{
    private const string Positions = "vision_model.embeddings.position_embedding.weight";

    private static readonly string s_folder = GoldenFiles.Path("hf-siglip");

    [Fact]
    public void FromFolder_OtherImageSize_IsDescribedBeforeLoading()
    {
        VisionEncoderInfo info = VlmEncoder.FromFolder(s_folder, new VlmEncoderOptions { ImageSize = 84 }).Vision;
        Assert.Equal((84, 36, 48), (info.Preprocessing.ImageSize, info.TokenCount, info.ProjectedWidth));
    }

    [Fact]
    public void Encode_OtherImageSize_AddsBicubicPositions()
    {
        TorchRuntime.EnsureLoaded();
        using IDisposable inference = torch.inference_mode();
        using DisposeScope scope = torch.NewDisposeScope();
        using EncoderLease<IVisionEncoder> lease = VlmEncoder.FromFolder(s_folder, new VlmEncoderOptions { ImageSize = 84 }).AcquireVision(torch.CPU);
        Dictionary<string, torch.Tensor> stages = [];
        ((IStagedEncoder<torch.Tensor>)lease.Encoder).Trace(torch.zeros(1, 3, 84, 84), (stage, value) => stages[stage] = Kept(scope, value.clone()));

        // The patches of a black picture are the bias alone, so what is left are the positions.
        using GoldenTensors weights = new("hf-siglip", "model.safetensors");
        torch.Tensor grid = weights.Read(Positions).view(1, 4, 4, 48).permute(0, 3, 1, 2);
        torch.Tensor expected = torch.nn.functional.interpolate(grid, size: [6, 6], mode: torch.InterpolationMode.Bicubic, align_corners: false)
            .permute(0, 2, 3, 1).reshape(1, 36, 48) + weights.Read("vision_model.embeddings.patch_embedding.bias");
        Assert.InRange((expected - stages["embeddings"]).abs().max().ToDouble(), 0, 1e-6);
        Assert.Equal([1, 48], stages["projected"].shape);
    }

    [Fact]
    public void Encode_ImageThatIsNoMultipleOfThePatch_LeavesTheRestOut()
    {
        TorchRuntime.EnsureLoaded();
        using IDisposable inference = torch.inference_mode();
        using DisposeScope scope = torch.NewDisposeScope();
        using GoldenTensors golden = new("hf-siglip", "cases.safetensors");
        SiglipConfig config = SiglipConfig.Read(ConfigurationFile.Read(Path.Combine(s_folder, "config.json")));
        using SiglipVisionModel model = new(config with { Vision = config.Vision with { ImageSize = 60, InputSize = 60 } });
        using Checkpoint weights = Checkpoint.OpenFolder(s_folder);
        StrictLoader.Load(model, weights, SiglipVisionModel.Permitted);
        torch.Tensor larger = torch.nn.functional.pad(golden.Read("in.pixel_values"), [0, 4, 0, 4], value: 7);
        golden.AssertClose("out.vision.pooler_output", model.forward(larger, EmbeddingPoint.Projected, null), 1e-4);
    }

    // Attached, not moved: moving a tensor to the scope it is in already takes it out of that scope's list, and its finalizer throws.
    private static torch.Tensor Kept(DisposeScope scope, torch.Tensor value)
    {
        scope.Attach(value);
        return value;
    }
}
