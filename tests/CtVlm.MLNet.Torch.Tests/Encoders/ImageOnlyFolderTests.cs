using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Folders of the image-only families, from the files to the vectors.</summary>
public sealed class ImageOnlyFolderTests : IDisposable
{
    private const double Tolerance = 1e-4;

    private const string PublishedPixels = """
        {"crop_size": {"height": 224, "width": 224}, "do_center_crop": true, "do_convert_rgb": true, "do_normalize": true, "do_rescale": true, "do_resize": true,
         "image_mean": [0.485, 0.456, 0.406], "image_processor_type": "BitImageProcessor", "image_std": [0.229, 0.224, 0.225], "resample": 3,
         "rescale_factor": 0.00392156862745098, "size": {"shortest_edge": 256}}
        """;

    private readonly TemporaryFolder _folder = new();

    public ImageOnlyFolderTests() => TorchRuntime.EnsureLoaded();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("timm-vit-cls", 64, 71, 17, 0.5f)]
    [InlineData("timm-vit-avg", 24, 26, 10, 0.5f)]
    [InlineData("timm-dinov2-reg4", 56, null, 21, 0.485f)]
    public void FromFolder_TimmGolden_EqualsTimm(string golden, int size, int? resized, int tokens, float mean)
    {
        VlmEncoder vlm = VlmEncoder.FromFolder(GoldenFiles.Path("image-only", golden));
        VisionPreprocessing pixels = vlm.Vision.Preprocessing;
        Assert.Equal((size, resized, tokens, mean), (pixels.ImageSize, pixels.ResizeSize, vlm.Vision.TokenCount, pixels.Mean[0]));
        Assert.Equal((32, 32, null, false), (vlm.Vision.ProjectedWidth, vlm.Vision.HiddenWidth, vlm.TextWidth, vlm.HasFusion));
        Assert.Throws<InvalidOperationException>(() => vlm.GetSimilarity());
        using GoldenTensors tensors = new("image-only", golden, "cases.safetensors");
        AssertEncodes(vlm, tensors, "in.pixel_values", "out.features", "out.tokens");
    }

    [Theory]
    [InlineData("model.safetensors", false)]
    [InlineData("open_clip_model.safetensors", true)]
    public void FromFolder_BothLayouts_IsTheOneWhoseWeightsAreThere(string weights, bool isClip)
    {
        string source = isClip ? GoldenFiles.Path("open_clip-native") : GoldenFiles.Path("image-only", "timm-vit-cls");
        File.Copy(GoldenFiles.Path("image-only", "timm-vit-cls", "config.json"), _folder.File("config.json"));
        File.Copy(GoldenFiles.Path("open_clip-native", OpenClipConfigFile.FileName), _folder.File(OpenClipConfigFile.FileName));
        File.Copy(Path.Combine(source, "model.safetensors"), _folder.File(weights));
        VlmEncoder vlm = VlmEncoder.FromFolder(_folder.Path);
        Assert.Equal(isClip, vlm.TextWidth is not null);
        using EncoderLease<IVisionEncoder> lease = vlm.AcquireVision(torch.CPU);
        using torch.Tensor pixels = torch.zeros(1, 3, 64, 64);
        using torch.Tensor vector = lease.Encoder.Encode(pixels, EmbeddingPoint.Projected);
        Assert.Equal([1, vlm.Vision.ProjectedWidth], vector.shape);
    }

    [Fact]
    public void FromFolder_Dinov2Golden_EqualsTransformers()
    {
        VlmEncoder vlm = VlmEncoder.FromFolder(GoldenFiles.Path("image-only", "hf-dinov2"));
        VisionPreprocessing pixels = vlm.Vision.Preprocessing;
        Assert.Equal((56, 64, 17, ResizeMode.ShortestSideThenCrop, CropRounding.Floor), (pixels.ImageSize, pixels.ResizeSize, vlm.Vision.TokenCount, pixels.Resize, pixels.CropRounding));
        using GoldenTensors tensors = new("image-only", "hf-dinov2", "cases.safetensors");
        AssertEncodes(vlm, tensors, "native.in.pixel_values", "native.out.pooler_output", "native.out.last_hidden_state");
    }

    [Fact]
    public void FromFolder_Dinov2WithItsPublishedPixels_TakesTheirSize()
    {
        CopyDinov2();
        File.WriteAllText(_folder.File("preprocessor_config.json"), PublishedPixels);
        VlmEncoder vlm = VlmEncoder.FromFolder(_folder.Path);
        VisionPreprocessing pixels = vlm.Vision.Preprocessing;
        Assert.Equal((224, 256, ResizeFilter.Bicubic, 257), (pixels.ImageSize, pixels.ResizeSize, pixels.Filter, vlm.Vision.TokenCount));
        Assert.Equal([0.229f, 0.224f, 0.225f], pixels.Std);
        VisionPreprocessing smaller = VlmEncoder.FromFolder(_folder.Path, new VlmEncoderOptions { ImageSize = 112 }).Vision.Preprocessing;
        Assert.Equal((112, 128), (smaller.ImageSize, smaller.ResizeSize));
        using EncoderLease<IVisionEncoder> lease = vlm.AcquireVision(torch.CPU);
        using torch.Tensor image = torch.zeros(1, 3, 224, 224);
        using torch.Tensor vector = lease.Encoder.Encode(image, EmbeddingPoint.Projected);
        Assert.Equal([1, 32], vector.shape);
    }

    [Fact]
    public void FromFolder_Dinov2WithRegisters_PutsThemBehindTheClassToken()
    {
        string json = File.ReadAllText(GoldenFiles.Path("image-only", "hf-dinov2", "config.json")).Replace("\"model_type\": \"dinov2\"", "\"model_type\": \"dinov2_with_registers\", \"num_register_tokens\": 2", StringComparison.Ordinal);
        File.WriteAllText(_folder.File("config.json"), json);
        List<RewrittenWeights.Item> items = [.. RewrittenWeights.Read(GoldenFiles.Path("image-only", "hf-dinov2", "model.safetensors"))];
        float[] registers = [.. Enumerable.Range(0, 64).Select(i => 0.01f * i)];
        items.Add(new("embeddings.register_tokens", [1, 2, 32], registers));
        RewrittenWeights.Write(_folder.File("model.safetensors"), items.Select(i => i with { Name = $"dinov2_with_registers.{i.Name}" }));
        VlmEncoder vlm = VlmEncoder.FromFolder(_folder.Path);
        Assert.Equal(19, vlm.Vision.TokenCount);
        using GoldenTensors golden = new("image-only", "hf-dinov2", "cases.safetensors");
        using EncoderLease<IVisionEncoder> lease = vlm.AcquireVision(torch.CPU);
        using IDisposable inference = torch.inference_mode();
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor pixels = golden.Read("native.in.pixel_values");
        List<string> stages = [];
        ((IStagedEncoder<torch.Tensor>)lease.Encoder).Trace(pixels, (stage, value) =>
        {
            stages.Add(stage);
            if (stage == "embeddings")
            {
                golden.AssertClose("native.out.hidden_states.0", torch.cat([value.narrow(1, 0, 1), value.narrow(1, 3, 16)], 1), Tolerance);
                Assert.Equal(registers, value[0].narrow(0, 1, 2).reshape(-1).data<float>().ToArray());
            }
        });
        Assert.Equal("embeddings", stages[0]);
        torch.Tensor tokens = lease.Encoder.Encode(pixels, EmbeddingPoint.Tokens);
        torch.Tensor mean = lease.Encoder.Encode(pixels, EmbeddingPoint.PatchMean);
        Assert.InRange((tokens.narrow(1, 3, 16).mean([1]) - mean).abs().max().ToDouble(), 0, 1e-6);
    }

    [Fact]
    public void FromFolder_OtherImageSize_GivesThatManyTokens()
    {
        VlmEncoder vlm = VlmEncoder.FromFolder(GoldenFiles.Path("image-only", "hf-dinov2"), new VlmEncoderOptions { ImageSize = 42 });
        Assert.Equal((42, 48, 10), (vlm.Vision.Preprocessing.ImageSize, vlm.Vision.Preprocessing.ResizeSize, vlm.Vision.TokenCount));
        using EncoderLease<IVisionEncoder> lease = vlm.AcquireVision(torch.CPU);
        using torch.Tensor pixels = torch.zeros(2, 3, 42, 42);
        using torch.Tensor tokens = lease.Encoder.Encode(pixels, EmbeddingPoint.Tokens);
        Assert.Equal([2, 10, 32], tokens.shape);
    }

    [Theory]
    [InlineData("\"do_center_crop\": true", "\"do_center_crop\": false", "'do_center_crop' must be true")]
    [InlineData("\"shortest_edge\": 256", "\"shortest_edge\": 200", "'crop_size' must be at most the size 200")]
    [InlineData("\"height\": 224, \"width\": 224", "\"height\": 224, \"width\": 230", "'crop_size' must be a number, or an object")]
    [InlineData("\"do_resize\": true", "\"do_resize\": false", "'do_resize' must be true")]
    [InlineData("0.00392156862745098", "1.0", "'rescale_factor' must be 1/255")]
    [InlineData("\"resample\": 3", "\"resample\": 1", "'resample' must be")]
    [InlineData("0.229, 0.224", "0, 0.224", "'image_std' must be three numbers above 0")]
    [InlineData("224, \"width\": 224", "8, \"width\": 8", "at least the model's patch size 14, got 8")]
    public void FromFolder_UnusablePixels_NamesTheKey(string oldText, string newText, string expected)
    {
        CopyDinov2();
        Assert.Contains(oldText, PublishedPixels, StringComparison.Ordinal);
        File.WriteAllText(_folder.File("preprocessor_config.json"), PublishedPixels.Replace(oldText, newText, StringComparison.Ordinal));
        WeightsException e = Assert.Throws<WeightsException>(() => VlmEncoder.FromFolder(_folder.Path));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Contains("preprocessor_config.json", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AcquireVision_ConfigurationOfAnotherModel_NamesEveryDifference()
    {
        foreach (string file in new[] { "config.json", "model.safetensors" })
        {
            File.Copy(GoldenFiles.Path("image-only", "timm-vit-cls", file), _folder.File(file));
        }

        File.WriteAllText(_folder.File("config.json"), File.ReadAllText(_folder.File("config.json")).Replace("\"depth\": 2", "\"depth\": 1, \"reg_tokens\": 4", StringComparison.Ordinal));
        WeightsException e = Assert.Throws<WeightsException>(() => VlmEncoder.FromFolder(_folder.Path).AcquireVision(torch.CPU));
        Assert.Contains("1 missing: reg_token. 12 unexpected: blocks.1.", e.Message, StringComparison.Ordinal);
        Assert.Contains("1 misshapen: pos_embed (expected [1, 21, 32], got [1, 17, 32])", e.Message, StringComparison.Ordinal);
    }

    private static void AssertEncodes(VlmEncoder vlm, GoldenTensors golden, string input, string features, string tokens)
    {
        using EncoderLease<IVisionEncoder> lease = vlm.AcquireVision(torch.CPU);
        using IDisposable inference = torch.inference_mode();
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor pixels = golden.Read(input);
        golden.AssertClose(features, lease.Encoder.Encode(pixels, EmbeddingPoint.Projected), Tolerance);
        golden.AssertClose(features, lease.Encoder.Encode(pixels, EmbeddingPoint.Pooled), Tolerance);
        golden.AssertClose(tokens, lease.Encoder.Encode(pixels, EmbeddingPoint.Tokens), Tolerance);
    }

    private void CopyDinov2()
    {
        foreach (string file in new[] { "config.json", "model.safetensors" })
        {
            File.Copy(GoldenFiles.Path("image-only", "hf-dinov2", file), _folder.File(file));
        }
    }
}
