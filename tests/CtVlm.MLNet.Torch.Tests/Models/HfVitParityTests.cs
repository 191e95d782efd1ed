using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>transformers' ViT is timm's under other names: the same tensors, renamed, give timm's outputs.</summary>
public sealed class HfVitParityTests : IDisposable
{
    private const double Tolerance = 1e-4;

    private static readonly (string Timm, string Hf)[] s_names =
    [
        ("cls_token", "embeddings.cls_token"),
        ("pos_embed", "embeddings.position_embeddings"),
        ("patch_embed.proj", "embeddings.patch_embeddings.projection"),
        ("blocks", "encoder.layer"),
        ("norm1", "layernorm_before"),
        ("norm2", "layernorm_after"),
        ("attn.proj", "attention.output.dense"),
        ("mlp.fc1", "intermediate.dense"),
        ("mlp.fc2", "output.dense"),
        ("norm", "layernorm"),
    ];

    private readonly GoldenTensors _golden = new("image-only", "timm-vit-cls", "cases.safetensors");
    private readonly TemporaryFolder _folder = new();
    private readonly IDisposable _inference = torch.inference_mode();
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _inference.Dispose();
        _folder.Dispose();
        _golden.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("vit.")]
    public void AcquireVision_RenamedTensors_GivesTimmsOutputs(string prefix)
    {
        WriteFolder(prefix, hasPooler: false);
        VlmEncoder vlm = VlmEncoder.FromFolder(_folder.Path);
        using EncoderLease<IVisionEncoder> lease = vlm.AcquireVision(torch.CPU);
        torch.Tensor pixels = _golden.Read("in.pixel_values");
        _golden.AssertClose("out.features", lease.Encoder.Encode(pixels, EmbeddingPoint.Projected), Tolerance);
        _golden.AssertClose("out.features", lease.Encoder.Encode(pixels, EmbeddingPoint.Pooled), Tolerance);
        _golden.AssertClose("out.tokens", lease.Encoder.Encode(pixels, EmbeddingPoint.Tokens), Tolerance);
        ((IStagedEncoder<torch.Tensor>)lease.Encoder).Trace(pixels, (stage, value) =>
        {
            if (stage.StartsWith("blocks.", StringComparison.Ordinal))
            {
                _golden.AssertClose($"out.{stage.Replace("blocks", "block", StringComparison.Ordinal)}", value, Tolerance);
            }
        });
    }

    [Fact]
    public void AcquireVision_CheckpointWithPooler_ProjectsWithIt()
    {
        WriteFolder("", hasPooler: true);
        VlmEncoder vlm = VlmEncoder.FromFolder(_folder.Path);
        using EncoderLease<IVisionEncoder> lease = vlm.AcquireVision(torch.CPU);
        torch.Tensor pixels = _golden.Read("in.pixel_values");
        _golden.AssertClose("out.features", lease.Encoder.Encode(pixels, EmbeddingPoint.Pooled), Tolerance);
        float[] features = [.. _golden.Read("out.features").data<float>()];
        float[] projected = [.. lease.Encoder.Encode(pixels, EmbeddingPoint.Projected).data<float>()];

        // The pooler below halves each component and adds a tenth.
        Assert.All(features.Zip(projected), pair => Assert.Equal(Math.Tanh((pair.First * 0.5) + 0.1), pair.Second, Tolerance));
        Assert.Equal(0, LiveTensors.CountAfter(() => lease.Encoder.Encode(pixels, EmbeddingPoint.Projected).Dispose()));
    }

    [Fact]
    public void FromFolder_NoPreprocessor_HasTheProcessorsDefaults()
    {
        WriteFolder("", hasPooler: false);
        VisionPreprocessing pixels = VlmEncoder.FromFolder(_folder.Path).Vision.Preprocessing;
        Assert.Equal((64, null, ResizeMode.Squash, ResizeFilter.Bilinear), (pixels.ImageSize, pixels.ResizeSize, pixels.Resize, pixels.Filter));
        Assert.Equal([0.5f, 0.5f, 0.5f], pixels.Mean);
    }

    [Theory]
    [InlineData("""{"image_processor_type": "ViTImageProcessor", "do_resize": true, "do_rescale": true, "size": {"height": 64, "width": 64}, "resample": 2}""")]
    [InlineData("""{"feature_extractor_type": "ViTFeatureExtractor", "do_normalize": true, "do_resize": true, "size": 64, "resample": 2}""")]
    public void FromFolder_OldAndNewPreprocessor_Squash(string json)
    {
        WriteFolder("", hasPooler: false);
        File.WriteAllText(_folder.File("preprocessor_config.json"), json);
        VisionPreprocessing pixels = VlmEncoder.FromFolder(_folder.Path).Vision.Preprocessing;
        Assert.Equal((64, null, ResizeMode.Squash, ResizeFilter.Bilinear), (pixels.ImageSize, pixels.ResizeSize, pixels.Resize, pixels.Filter));
    }

    [Fact]
    public void Read_EmptyConfiguration_HasTheDefaultsOfTransformers()
    {
        File.WriteAllText(_folder.File("config.json"), "{\"model_type\": \"vit\"}");
        Assert.Equal(
            new HfVitConfig(768, 3072, 12, 12, 224, 16, HasQkvBias: true, Activation.Gelu, 1e-12),
            HfVitConfig.Read(ConfigurationFile.Read(_folder.File("config.json"))));
    }

    // The epsilon is timm's 1e-6 instead of transformers' 1e-12: the tensors were made with that.
    private void WriteFolder(string prefix, bool hasPooler)
    {
        File.WriteAllText(
            _folder.File("config.json"),
            """{"model_type": "vit", "hidden_size": 32, "intermediate_size": 128, "num_hidden_layers": 2, "num_attention_heads": 2, "image_size": 64, "patch_size": 16, "layer_norm_eps": 1e-6}""");
        List<RewrittenWeights.Item> items = [.. RewrittenWeights.Read(GoldenFiles.Path("image-only", "timm-vit-cls", "model.safetensors")).SelectMany(i => Rename(prefix, i))];
        if (prefix.Length > 0)
        {
            items.Add(new("classifier.weight", [2, 32], new float[64]));
            items.Add(new("classifier.bias", [2], new float[2]));
        }

        if (hasPooler)
        {
            items.Add(new($"{prefix}pooler.dense.weight", [32, 32], [.. Enumerable.Range(0, 32 * 32).Select(i => i / 32 == i % 32 ? 0.5f : 0f)]));
            items.Add(new($"{prefix}pooler.dense.bias", [32], [.. Enumerable.Repeat(0.1f, 32)]));
        }

        RewrittenWeights.Write(_folder.File("model.safetensors"), items);
    }

    private static IEnumerable<RewrittenWeights.Item> Rename(string prefix, RewrittenWeights.Item item)
    {
        if (item.Name.Contains("attn.qkv", StringComparison.Ordinal))
        {
            string[] parts = ["query", "key", "value"];
            return parts.Select((part, index) => RewrittenWeights.Rows(
                item, prefix + item.Name.Replace("blocks", "encoder.layer", StringComparison.Ordinal).Replace("attn.qkv", $"attention.attention.{part}", StringComparison.Ordinal), index, 3));
        }

        string name = item.Name;
        foreach ((string timm, string hf) in s_names)
        {
            string pattern = $@"(?<=^|\.){System.Text.RegularExpressions.Regex.Escape(timm)}(?=\.|$)";
            name = System.Text.RegularExpressions.Regex.Replace(name, pattern, hf);
        }

        return [item with { Name = prefix + name }];
    }
}
