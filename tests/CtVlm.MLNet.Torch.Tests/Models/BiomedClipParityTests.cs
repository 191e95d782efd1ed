using System.Text.Json;
using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Every stage of both towers against open_clip 3.3 (float32).</summary>
public sealed class BiomedClipParityTests : IDisposable
{
    // float32 differs from float64 by 2e-6 in the reference itself; a wrong epsilon moves the embeddings by 5e-4 to 1e-3.
    private const double Tolerance = 1e-4;
    private const double LogitTolerance = 5e-4;
    private const int StoredTokens = 96;

    private readonly GoldenTensors _golden = new("biomedclip", "cases.safetensors");
    private readonly IDisposable _inference = torch.inference_mode();
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    /// <summary>The published form and older ones of the configuration, each with both forms of the weights.</summary>
    public static TheoryData<string, string> Folders => new()
    {
        { "model.safetensors", "today" },
        { "open_clip_pytorch_model.bin", "today" },
        { "model.safetensors", "older keys" },
        { "open_clip_pytorch_model.bin", "no model_cfg" },
    };

    public void Dispose()
    {
        _scope.Dispose();
        _inference.Dispose();
        _golden.Dispose();
    }

    [Fact]
    public void VisionForward_EveryStage_EqualsOpenClip()
    {
        using BiomedClipVisionModel model = LoadVision(Config());
        torch.Tensor pixels = _golden.Read("in.pixel_values");
        List<string> stages = [];
        model.forward(pixels, EmbeddingPoint.Projected, (stage, value) =>
        {
            stages.Add(stage);
            _golden.AssertClose(stage switch
            {
                "embeddings" => "out.trunk.patch_pos",
                "norm" => "out.trunk.tokens",
                "pooled" => "out.trunk.pooled",
                "projected" => "out.image_features",
                _ => $"out.trunk.{stage.Replace("blocks", "block", StringComparison.Ordinal)}",
            }, value, Tolerance);
        });
        Assert.Equal(["embeddings", "blocks.0", "blocks.1", "blocks.2", "norm", "pooled", "projected"], stages);
        _golden.AssertClose("out.trunk.tokens", model.forward(pixels, EmbeddingPoint.Tokens, null), Tolerance);
        _golden.AssertClose("out.trunk.pooled", model.forward(pixels, EmbeddingPoint.Pooled, null), Tolerance);
        torch.Tensor mean = _golden.Read("out.trunk.tokens").narrow(1, 1, 16).mean([1]);
        Assert.InRange((model.forward(pixels, EmbeddingPoint.PatchMean, null) - mean).abs().max().ToDouble(), 0, Tolerance);
    }

    [Fact]
    public void TextForward_EveryStage_EqualsOpenClip()
    {
        using BiomedClipTextModel model = LoadText(Config());
        torch.Tensor ids = _golden.Read("in.text");
        List<string> stages = [];
        model.forward(ids, ids, (stage, value) =>
        {
            stages.Add(stage);
            string name = stage switch
            {
                "pooled" => "out.text.cls",
                "projected" => "out.text_features",
                _ => $"out.text.{stage.Replace("blocks", "layer", StringComparison.Ordinal)}",
            };
            _golden.AssertClose(name, value.dim() == 3 ? FirstTokens(value) : value, Tolerance);
        });
        Assert.Equal(["embeddings", "blocks.0", "blocks.1", "pooled", "projected"], stages);
        _golden.AssertClose("out.text.last_hidden_state", FirstTokens(model.Text.Run(ids, null)), Tolerance);
    }

    [Fact]
    public void TextForward_MaskOfOnes_StillMasksThePadding()
    {
        using BiomedClipTextModel model = LoadText(Config());
        torch.Tensor ids = _golden.Read("in.text");
        _golden.AssertClose("out.text_features", model.forward(ids, torch.ones_like(ids), null), Tolerance);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void FromFolder_PicturesAndStrings_GiveTheLogitsOfOpenClip(string weights, string form)
    {
        using BiomedClipFolder folder = new(weights);
        Rewrite(folder, form);
        VlmEncoder vlm = VlmEncoder.FromFolder(folder.Location);
        using EncoderLease<IVisionEncoder> vision = vlm.AcquireVision(torch.CPU);
        using EncoderLease<ITextEncoder> text = vlm.AcquireText(torch.CPU);
        torch.Tensor picture = GoldenPictures.Preprocess(_golden, "in.image_u8.0", vlm.Vision.Preprocessing);
        torch.Tensor given = _golden.Read("in.pixel_values");
        Assert.InRange((picture - given.narrow(0, 2, 1)).abs().max().ToDouble(), 0, 1e-5);
        torch.Tensor features = vision.Encoder.Encode(torch.cat([given.narrow(0, 0, 2), picture], 0), EmbeddingPoint.Projected);
        _golden.AssertClose("out.image_features", features, Tolerance);
        torch.Tensor images = torch.nn.functional.normalize(features, dim: -1);
        torch.Tensor texts = torch.nn.functional.normalize(text.Encoder.Encode(GoldenTexts.Read("biomedclip")), dim: -1);
        _golden.AssertClose("out.image_features_l2", images, Tolerance);
        _golden.AssertClose("out.text_features_l2", texts, Tolerance);
        EncoderSimilarity similarity = vlm.GetSimilarity();
        Assert.Equal((SimilarityKind.Softmax, 0.0), (similarity.Kind, similarity.Bias));
        Assert.Equal(_golden.Read("out.logit_scale_exp").ToDouble(), similarity.Scale, 1e-4);
        torch.Tensor logits = similarity.Scale * images.matmul(texts.t());
        _golden.AssertClose("out.logits_per_image", logits, LogitTolerance);
        _golden.AssertClose("out.probs", torch.softmax(logits, -1), Tolerance);
    }

    [Fact]
    public void Encode_GoldenStrings_GiveTheIdsOfOpenClip()
    {
        BertTokenizer tokenizer = BertTokenizerFiles.Read(GoldenFiles.Path("biomedclip"), 256, BertCleaning.OpenClip);
        using TokenBatch batch = TokenBatch.Create([.. GoldenTexts.Read("biomedclip").Select(tokenizer.Encode)], tokenizer, torch.CPU);
        torch.Tensor expected = _golden.Read("in.text");
        Assert.Equal(expected.narrow(1, 0, batch.Ids.shape[1]).reshape(-1).data<long>().ToArray(), batch.Ids.data<long>().ToArray());
        Assert.Equal(0, expected.narrow(1, batch.Ids.shape[1], 256 - batch.Ids.shape[1]).sum().ToInt64());
    }

    [Fact]
    public void NamedParameters_BothTowers_AreTheStateDict()
    {
        using JsonDocument cases = JsonDocument.Parse(File.ReadAllBytes(GoldenFiles.Path("biomedclip", "cases.json")));
        string[] expected = [.. cases.RootElement.GetProperty("state_dict_keys").EnumerateArray().Select(k => k.GetString()!).Where(k => k != "logit_scale").Order(StringComparer.Ordinal)];
        BiomedClipConfig config = Config();
        using BiomedClipVisionModel vision = new(config);
        using BiomedClipTextModel text = new(config);
        Assert.Equal(expected, vision.named_parameters().Concat(text.named_parameters()).Select(p => p.name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void VisionForward_OtherImageSize_EqualsAModelWithTimmsResizedPositions()
    {
        BiomedClipConfig config = Config();
        using BiomedClipVisionModel model = LoadVision(config);
        using BiomedClipVisionModel larger = new(config with { Vision = config.Vision with { ImageSize = 96 } });
        Dictionary<string, torch.Tensor> source = model.named_parameters().ToDictionary(p => p.name, p => (torch.Tensor)p.parameter);
        foreach ((string name, torch.Tensor parameter) in larger.named_parameters().Select(p => (p.name, (torch.Tensor)p.parameter)))
        {
            parameter.copy_(name == "visual.trunk.pos_embed" ? _golden.Read("pos_embed_resized.6x6") : source[name]);
        }

        using torch.Generator generator = new(5, torch.CPU);
        torch.Tensor pixels = torch.randn([2, 3, 96, 96], torch.ScalarType.Float32, torch.CPU, generator: generator);
        torch.Tensor expected = larger.forward(pixels, EmbeddingPoint.Projected, null);
        Assert.InRange((model.forward(pixels, EmbeddingPoint.Projected, null) - expected).abs().max().ToDouble(), 0, Tolerance);

        VlmEncoder vlm = VlmEncoder.FromFolder(GoldenFiles.Path("biomedclip"), new VlmEncoderOptions { ImageSize = 96 });
        Assert.Equal((96, 37), (vlm.Vision.Preprocessing.ImageSize, vlm.Vision.TokenCount));
        using EncoderLease<IVisionEncoder> lease = vlm.AcquireVision(torch.CPU);
        Assert.InRange((lease.Encoder.Encode(pixels, EmbeddingPoint.Projected) - expected).abs().max().ToDouble(), 0, Tolerance);
    }

    [Fact]
    public void Forward_BothTowers_LeaveNoTensorBehind()
    {
        using BiomedClipVisionModel vision = LoadVision(Config());
        using BiomedClipTextModel text = LoadText(Config());
        torch.Tensor pixels = _golden.Read("in.pixel_values");
        torch.Tensor ids = _golden.Read("in.text").narrow(0, 0, 2);
        Assert.Equal(0, LiveTensors.CountAfter(() =>
        {
            vision.forward(pixels, EmbeddingPoint.Projected, null).Dispose();
            vision.forward(pixels, EmbeddingPoint.Tokens, null).Dispose();
            text.forward(ids, ids, null).Dispose();
        }));
    }

    private static torch.Tensor FirstTokens(torch.Tensor tokens) => tokens.narrow(0, 0, 1).narrow(1, 0, StoredTokens);

    private static void Rewrite(BiomedClipFolder folder, string form)
    {
        if (form == "older keys")
        {
            folder.Replace(OpenClipConfigFile.FileName, "hf_proj_type", "proj");
            folder.Replace(OpenClipConfigFile.FileName, "hf_pooler_type", "pooler_type");
        }
        else if (form == "no model_cfg")
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(folder.File(OpenClipConfigFile.FileName)));
            File.WriteAllText(folder.File(OpenClipConfigFile.FileName), document.RootElement.GetProperty("model_cfg").GetRawText());
        }
    }

    private static BiomedClipConfig Config()
    {
        EncoderFolder folder = EncoderFolder.Find(GoldenFiles.Path("biomedclip"));
        return BiomedClipConfig.Read(OpenClipConfigFile.Read(folder.File(OpenClipConfigFile.FileName)), folder);
    }

    private static BiomedClipVisionModel LoadVision(BiomedClipConfig config) => Load(new BiomedClipVisionModel(config), BiomedClipVisionModel.Permitted);

    private static BiomedClipTextModel LoadText(BiomedClipConfig config) => Load(new BiomedClipTextModel(config), BiomedClipTextModel.Permitted);

    private static TModule Load<TModule>(TModule module, IReadOnlyList<PermittedDifference> permitted)
        where TModule : torch.nn.Module
    {
        using Checkpoint weights = Checkpoint.OpenFolder(GoldenFiles.Path("biomedclip"));
        StrictLoader.Load(module, weights, permitted);
        return module;
    }
}
