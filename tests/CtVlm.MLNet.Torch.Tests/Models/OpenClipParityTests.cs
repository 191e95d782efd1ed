using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Every stage of both towers against open_clip 3.3 (float32), with both activations.</summary>
public sealed class OpenClipParityTests : IDisposable
{
    // float32 differs from float64 by 2e-6 in the reference itself; GELU for QuickGELU moves the embedding by 2e-2.
    private const double Tolerance = 1e-4;
    private const double LogitTolerance = 5e-4;
    private const string Folder = "open_clip-native";

    private readonly GoldenTensors _golden = new(Folder, "cases.safetensors");
    private readonly IDisposable _inference;
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public OpenClipParityTests() => _inference = torch.inference_mode();

    public static TheoryData<string, string> Variants => new() { { "open_clip_config.json", "gelu" }, { "open_clip_config_quickgelu.json", "quickgelu" } };

    public void Dispose()
    {
        _scope.Dispose();
        _inference.Dispose();
        _golden.Dispose();
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void VisionForward_EveryStage_EqualsOpenClip(string config, string prefix)
    {
        using OpenClipVisionModel model = Load(new OpenClipVisionModel(Config(config)), OpenClipVisionModel.Permitted);
        List<string> seen = [];
        torch.Tensor features = model.forward(_golden.Read("in.pixel_values"), EmbeddingPoint.Projected, (stage, value) => seen.AddRange(AssertStage($"{prefix}.vision", stage, value)));
        Assert.Equal(prefix == "gelu" ? ["embeddings", "blocks.0", "blocks.1", "blocks.2"] : ["embeddings", "blocks.2"], seen);
        _golden.AssertClose($"{prefix}.image_features", features, Tolerance);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void TextForward_EveryStage_EqualsOpenClip(string config, string prefix)
    {
        using OpenClipTextModel model = Load(new OpenClipTextModel(Config(config)), OpenClipTextModel.Permitted);
        torch.Tensor ids = _golden.Read("in.text");
        List<string> seen = [];
        torch.Tensor features = model.forward(ids, ids, (stage, value) => seen.AddRange(AssertStage($"{prefix}.text", stage, value)));
        Assert.Equal(prefix == "gelu" ? ["blocks.0", "blocks.1"] : [], seen);
        _golden.AssertClose($"{prefix}.text.ln_final", model.Normalize(model.RunBlocks(ids)).narrow(0, 0, 2), Tolerance);
        _golden.AssertClose($"{prefix}.text_features", features, Tolerance);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void FromFolder_PicturesAndStrings_GiveTheLogitsOfOpenClip(string config, string prefix)
    {
        using TemporaryFolder folder = CopyFolder(config);
        VlmEncoder vlm = VlmEncoder.FromFolder(folder.Path);
        using EncoderLease<IVisionEncoder> vision = vlm.AcquireVision(torch.CPU);
        using EncoderLease<ITextEncoder> text = vlm.AcquireText(torch.CPU);
        torch.Tensor picture = GoldenPictures.Preprocess(_golden, "in.image_u8.0", vlm.Vision.Preprocessing);
        torch.Tensor given = _golden.Read("in.pixel_values");
        Assert.InRange((picture - given.narrow(0, 2, 1)).abs().max().ToDouble(), 0, 1e-5);
        torch.Tensor images = torch.nn.functional.normalize(vision.Encoder.Encode(torch.cat([given.narrow(0, 0, 2), picture], 0), EmbeddingPoint.Projected), dim: -1);
        torch.Tensor texts = torch.nn.functional.normalize(text.Encoder.Encode(GoldenTexts.Read(Folder)), dim: -1);
        _golden.AssertClose($"{prefix}.image_features_l2", images, Tolerance);
        _golden.AssertClose($"{prefix}.text_features_l2", texts, Tolerance);
        EncoderSimilarity similarity = vlm.GetSimilarity();
        Assert.Equal((SimilarityKind.Softmax, 0.0), (similarity.Kind, similarity.Bias));
        torch.Tensor logits = similarity.Scale * images.matmul(texts.t());
        _golden.AssertClose($"{prefix}.logits_per_image", logits, LogitTolerance);
        _golden.AssertClose($"{prefix}.probs", torch.softmax(logits, -1), Tolerance);
    }

    [Fact]
    public void Encode_GoldenStrings_GiveTheIdsOfOpenClip()
    {
        ClipTokenizer tokenizer = ClipTokenizerFiles.Read(GoldenFiles.Path(Folder), 77, ClipCleaning.OpenClip);
        Assert.Equal(0, tokenizer.PadId);
        using TokenBatch batch = TokenBatch.Create([.. GoldenTexts.Read(Folder).Select(tokenizer.Encode)], tokenizer, torch.CPU);
        Assert.Equal(_golden.Read("in.text").data<long>().ToArray(), batch.Ids.data<long>().ToArray());
    }

    [Fact]
    public void VisionForward_OtherImageSize_EqualsAModelWithResizedPositions()
    {
        OpenClipConfig config = Config("open_clip_config.json");
        using OpenClipVisionModel model = Load(new OpenClipVisionModel(config), OpenClipVisionModel.Permitted);
        using OpenClipVisionModel larger = new(config with { Vision = config.Vision with { ImageSize = 96 } });
        Dictionary<string, torch.Tensor> source = model.named_parameters().ToDictionary(p => p.name, p => (torch.Tensor)p.parameter);
        foreach ((string name, torch.Tensor parameter) in larger.named_parameters().Select(p => (p.name, (torch.Tensor)p.parameter)))
        {
            parameter.copy_(name == "visual.positional_embedding" ? _golden.Read("pos_embed_resized.6x6") : source[name]);
        }

        using torch.Generator generator = new(5, torch.CPU);
        torch.Tensor pixels = torch.randn([2, 3, 96, 96], torch.ScalarType.Float32, torch.CPU, generator: generator);
        torch.Tensor difference = model.forward(pixels, EmbeddingPoint.Projected, null) - larger.forward(pixels, EmbeddingPoint.Projected, null);
        Assert.InRange(difference.abs().max().ToDouble(), 0, Tolerance);
    }

    /// <summary>The golden folder with one of its two configurations.</summary>
    internal static TemporaryFolder CopyFolder(string config)
    {
        TemporaryFolder folder = new();
        foreach (string file in new[] { "model.safetensors", "tokenizer.json" })
        {
            File.Copy(GoldenFiles.Path(Folder, file), folder.File(file));
        }

        File.Copy(GoldenFiles.Path(Folder, config), folder.File(OpenClipConfigFile.FileName));
        return folder;
    }

    // The names of the stages that the golden data hold.
    private string[] AssertStage(string prefix, string stage, torch.Tensor value)
    {
        string name = $"{prefix}.{(stage == "embeddings" ? "ln_pre" : stage.Replace("blocks.", "block.", StringComparison.Ordinal))}";
        if (!_golden.Names.Contains(name))
        {
            return [];
        }

        _golden.AssertClose(name, prefix.EndsWith("text", StringComparison.Ordinal) ? value.narrow(0, 0, 2) : value, Tolerance);
        return [stage];
    }

    private static OpenClipConfig Config(string name) => OpenClipConfig.Read(OpenClipConfigFile.Read(GoldenFiles.Path(Folder, name)));

    private static TModule Load<TModule>(TModule module, IReadOnlyList<PermittedDifference> permitted)
        where TModule : torch.nn.Module
    {
        using Checkpoint weights = Checkpoint.OpenFolder(GoldenFiles.Path(Folder));
        StrictLoader.Load(module, weights, permitted);
        return module;
    }
}
