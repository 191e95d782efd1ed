using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class FromFolderTests
{
    private const double Tolerance = 1e-4;

    public FromFolderTests() => TorchRuntime.EnsureLoaded();

    [Fact]
    public void FromFolder_GoldenFolder_KnowsSizesWithoutWeights()
    {
        using TemporaryEncoder encoder = new("tiny");
        File.WriteAllText(encoder.File("model.safetensors"), "not read yet");
        VlmEncoder vlm = VlmEncoder.FromFolder(encoder.Path);
        Assert.Equal("tiny", vlm.Name);
        Assert.Equal(32, vlm.Vision.ProjectedWidth);
        Assert.Equal(64, vlm.Vision.HiddenWidth);
        Assert.Equal(17, vlm.Vision.TokenCount);
        Assert.Equal(32, vlm.TextWidth);
        VisionPreprocessing pixels = vlm.Vision.Preprocessing;
        Assert.Equal(64, pixels.ImageSize);
        Assert.Equal([0.48145466f, 0.4578275f, 0.40821073f], pixels.Mean);
        Assert.Equal([0.26862954f, 0.26130258f, 0.27577711f], pixels.Std);
        Assert.Equal((ResizeMode.ShortestSideThenCrop, CropRounding.Floor, ResizeFilter.Bicubic), (pixels.Resize, pixels.CropRounding, pixels.Filter));
    }

    [Fact]
    public void FromFolder_OldForms_GiveTheSamePreprocessing()
    {
        using TemporaryEncoder encoder = new("tiny");
        File.Copy(GoldenFiles.Path("hf-clip", "legacy_eos", "preprocessor_config.json"), encoder.File("preprocessor_config.json"), overwrite: true);
        VisionPreprocessing old = VlmEncoder.FromFolder(encoder.Path).Vision.Preprocessing;
        VisionPreprocessing current = VlmEncoder.FromFolder(GoldenFiles.Path("hf-clip")).Vision.Preprocessing;
        Assert.Equal(current.Mean, old.Mean);
        Assert.Equal(current.Std, old.Std);
        Assert.Equal(current with { Mean = old.Mean, Std = old.Std }, old);
    }

    [Fact]
    public void AcquireVision_EveryPoint_EqualsTransformers()
    {
        VlmEncoder vlm = VlmEncoder.FromFolder(GoldenFiles.Path("hf-clip"));
        using GoldenTensors golden = new("hf-clip", "cases.safetensors");
        using EncoderLease<IVisionEncoder> lease = vlm.AcquireVision(torch.CPU);
        using IDisposable inference = torch.inference_mode();
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor pixels = golden.Read("in.pixel_values");
        golden.AssertClose("out.image_embeds", lease.Encoder.Encode(pixels, EmbeddingPoint.Projected), Tolerance);
        golden.AssertClose("out.vision.pooler_output", lease.Encoder.Encode(pixels, EmbeddingPoint.Pooled), Tolerance);
        golden.AssertClose("out.vision.last_hidden_state", lease.Encoder.Encode(pixels, EmbeddingPoint.Tokens), Tolerance);
        Assert.Equal([4, 64], lease.Encoder.Encode(pixels, EmbeddingPoint.PatchMean).shape);
    }

    [Fact]
    public void AcquireText_GoldenTexts_EqualTransformers()
    {
        VlmEncoder vlm = VlmEncoder.FromFolder(GoldenFiles.Path("hf-clip"));
        using GoldenTensors golden = new("hf-clip", "cases.safetensors");
        using System.Text.Json.JsonDocument cases = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(GoldenFiles.Path("hf-clip", "cases.json")));
        string[] texts = [.. cases.RootElement.GetProperty("texts").EnumerateArray().Select(t => t.GetString()!)];
        using EncoderLease<ITextEncoder> lease = vlm.AcquireText(torch.CPU);
        using torch.Tensor embedded = lease.Encoder.Encode(texts);
        golden.AssertClose("out.text_embeds", embedded, Tolerance);
        using torch.Tensor none = lease.Encoder.Encode([]);
        Assert.Equal([0, 32], none.shape);
    }

    [Fact]
    public void Encode_WrongShape_SaysWhatIsExpected()
    {
        VlmEncoder vlm = VlmEncoder.FromFolder(GoldenFiles.Path("hf-clip"));
        using EncoderLease<IVisionEncoder> lease = vlm.AcquireVision(torch.CPU);
        using torch.Tensor pixels = torch.zeros(1, 3, 32, 64);
        ArgumentException e = Assert.Throws<ArgumentException>(() => lease.Encoder.Encode(pixels, EmbeddingPoint.Projected));
        Assert.Contains("(N, 3, 64, 64) expected, got (1, 3, 32, 64)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromFolder_HubFolder_FollowsItsReference()
    {
        using TemporaryEncoder encoder = new("models--openai--clip-tiny", "snapshots", "abc123");
        string hub = Path.Combine(encoder.Root, "models--openai--clip-tiny");
        Directory.CreateDirectory(Path.Combine(hub, "refs"));
        Directory.CreateDirectory(Path.Combine(hub, "snapshots", "other"));
        File.WriteAllText(Path.Combine(hub, "refs", "main"), "abc123\n");
        Assert.Equal("clip-tiny", VlmEncoder.FromFolder(hub).Name);
        Assert.Equal("clip-tiny", VlmEncoder.FromFolder(encoder.Path).Name);
        File.WriteAllText(Path.Combine(hub, "refs", "main"), "../../..");
        WeightsException e = Assert.Throws<WeightsException>(() => VlmEncoder.FromFolder(hub));
        Assert.Contains("2 snapshots", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromFolder_HubFolderWithOneSnapshot_NeedsNoReference()
    {
        using TemporaryEncoder encoder = new("models--openai--clip-tiny", "snapshots", "abc123");
        VlmEncoder vlm = VlmEncoder.FromFolder(Path.Combine(encoder.Root, "models--openai--clip-tiny"));
        Assert.Equal(encoder.Path, vlm.ToReference().Location);
    }

    [Fact]
    public void FromFolder_NoSuchFolder_NamesItAndWhatItShouldHold()
    {
        WeightsException e = Assert.Throws<WeightsException>(() => VlmEncoder.FromFolder("no/such/folder"));
        Assert.Contains(Path.GetFullPath("no/such/folder"), e.Message, StringComparison.Ordinal);
        Assert.Contains("config.json", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromFolder_FilesMissing_NamesThemTogether()
    {
        using TemporaryEncoder encoder = new("tiny");
        File.Delete(encoder.File("preprocessor_config.json"));
        File.Delete(encoder.File("model.safetensors"));
        WeightsException e = Assert.Throws<WeightsException>(() => VlmEncoder.FromFolder(encoder.Path));
        Assert.Contains("missing preprocessor_config.json, model.safetensors", e.Message, StringComparison.Ordinal);
        Assert.Contains("Found config.json, tokenizer.json", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config.json", "\"model_type\": \"clip\"", "\"model_type\": \"swinv2\"", "'model_type' is 'swinv2'")]
    [InlineData("config.json", "\"patch_size\": 16", "\"patch_size\": 15", "'vision_config.image_size' must be a multiple of patch_size 15")]
    [InlineData("config.json", "\"hidden_size\": 64", "\"hidden_size\": -64", "'vision_config.hidden_size' must be a whole number")]
    [InlineData("config.json", "\"hidden_size\": 64", "\"hidden_size\": 66", "a multiple of num_attention_heads 4")]
    [InlineData("config.json", "\"quick_gelu\"", "\"swish\"", "activation 'swish' is unknown; known are quick_gelu")]
    [InlineData("config.json", "\"vocab_size\": 1002", "\"vocab_size\": \"many\"", "'text_config.vocab_size'")]
    [InlineData("config.json", "{", "", "not JSON")]
    [InlineData("preprocessor_config.json", "\"shortest_edge\": 64", "\"shortest_edge\": 72", "'size' must be the model's image size 64")]
    [InlineData("preprocessor_config.json", "\"do_resize\": true", "\"do_resize\": false", "'do_resize' must be true")]
    [InlineData("preprocessor_config.json", "\"do_rescale\": true", "\"do_rescale\": false", "'do_rescale' must be true")]
    [InlineData("preprocessor_config.json", "0.00392156862745098", "1.0", "'rescale_factor' must be 1/255")]
    [InlineData("preprocessor_config.json", "\"resample\": 3", "\"resample\": 1", "'resample' must be 2 (bilinear) or 3 (bicubic)")]
    [InlineData("preprocessor_config.json", "0.26862954", "0", "'image_std' must be three numbers above 0")]
    public void FromFolder_UnusableConfiguration_NamesTheKey(string file, string oldText, string newText, string expected)
    {
        using TemporaryEncoder encoder = new("tiny");
        encoder.Replace(file, oldText, newText);
        WeightsException e = Assert.Throws<WeightsException>(() => VlmEncoder.FromFolder(encoder.Path));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Contains(file, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromFolder_EarlyConfiguration_TakesTheRepeatedTowers()
    {
        using TemporaryEncoder encoder = new("tiny");
        encoder.Replace("config.json", "\"projection_dim\": 32,\n  \"text_config\"", "\"projection_dim\": 32,\n  \"vision_config_dict\": {\"hidden_size\": 128}, \"text_config_dict\": null,\n  \"text_config\"");
        Assert.Equal(128, VlmEncoder.FromFolder(encoder.Path).Vision.HiddenWidth);
    }

    [Fact]
    public void AcquireVision_WeightsDoNotFit_NamesEveryDifference()
    {
        using TemporaryEncoder encoder = new("tiny");
        encoder.Replace("config.json", "\"num_hidden_layers\": 3", "\"num_hidden_layers\": 4");
        encoder.Replace("config.json", "\"intermediate_size\": 160", "\"intermediate_size\": 161");
        VlmEncoder vlm = VlmEncoder.FromFolder(encoder.Path);
        WeightsException e = Assert.Throws<WeightsException>(() => vlm.AcquireVision(torch.CPU));
        Assert.Contains("16 missing: vision_model.encoder.layers.3.", e.Message, StringComparison.Ordinal);
        Assert.Contains("9 misshapen: vision_model.encoder.layers.0.mlp.fc1.bias (expected [161], got [160])", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("unexpected", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AcquireVision_CheckpointHoldsMore_NamesIt()
    {
        using TemporaryEncoder encoder = new("tiny");
        encoder.Replace("config.json", "\"num_hidden_layers\": 3", "\"num_hidden_layers\": 2");
        VlmEncoder vlm = VlmEncoder.FromFolder(encoder.Path);
        WeightsException e = Assert.Throws<WeightsException>(() => vlm.AcquireVision(torch.CPU));
        Assert.Contains("16 unexpected: vision_model.encoder.layers.2.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AcquireText_NoTokenizer_NamesTheFiles()
    {
        using TemporaryEncoder encoder = new("tiny");
        File.Delete(encoder.File("tokenizer.json"));
        VlmEncoder vlm = VlmEncoder.FromFolder(encoder.Path);
        Assert.Contains("tokenizer.json", Assert.Throws<WeightsException>(() => vlm.AcquireText(torch.CPU)).Message, StringComparison.Ordinal);
    }
}
