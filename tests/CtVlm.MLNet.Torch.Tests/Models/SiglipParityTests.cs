using System.Text.Json;
using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Every stage of both towers against transformers 5.23 (float32).</summary>
public sealed class SiglipParityTests : IDisposable
{
    // float32 differs from float64 by 2e-6 in the reference itself; a wrong epsilon moves the embedding by 7e-4.
    private const double Tolerance = 1e-4;
    private const double LogitTolerance = 5e-4;

    private readonly GoldenTensors _golden = new("hf-siglip", "cases.safetensors");
    private readonly IDisposable _inference;
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public SiglipParityTests() => _inference = torch.inference_mode();

    public void Dispose()
    {
        _scope.Dispose();
        _inference.Dispose();
        _golden.Dispose();
    }

    [Fact]
    public void VisionForward_EveryStage_EqualsTransformers()
    {
        using SiglipVisionModel model = LoadVision();
        torch.Tensor pixels = _golden.Read("in.pixel_values");
        List<string> stages = [];
        torch.Tensor embedding = model.forward(pixels, EmbeddingPoint.Projected, (stage, value) =>
        {
            stages.Add(stage);
            _golden.AssertClose($"out.vision.{Golden(stage)}", value, Tolerance);
        });
        Assert.Equal(["embeddings", "blocks.0", "blocks.1", "blocks.2", "norm", "pooled", "projected"], stages);
        _golden.AssertClose("out.vision.pooler_output", embedding, Tolerance);
        _golden.AssertClose("out.vision.pooler_output", model.forward(pixels, EmbeddingPoint.Pooled, null), Tolerance);
        _golden.AssertClose("out.vision.last_hidden_state", model.forward(pixels, EmbeddingPoint.Tokens, null), Tolerance);
        torch.Tensor mean = _golden.Read("out.vision.last_hidden_state").mean([1]);
        Assert.InRange((model.forward(pixels, EmbeddingPoint.PatchMean, null) - mean).abs().max().ToDouble(), 0, Tolerance);
    }

    [Fact]
    public void TextForward_EveryStage_EqualsTransformers()
    {
        using SiglipTextModel model = LoadText();
        torch.Tensor ids = _golden.Read("in.input_ids");
        List<string> stages = [];
        torch.Tensor embedding = model.forward(ids, ids, (stage, value) =>
        {
            stages.Add(stage);
            if (stage == "pooled")
            {
                using torch.Tensor last = _golden.Read("out.text.last_hidden_state").select(1, -1);
                Assert.InRange((last - value).abs().max().ToDouble(), 0, Tolerance);
            }
            else
            {
                bool isHidden = Golden(stage).StartsWith("hidden_states", StringComparison.Ordinal);
                _golden.AssertClose($"out.text.{Golden(stage)}", isHidden ? value.narrow(0, 0, 2) : value, Tolerance);
            }
        });
        Assert.Equal(["embeddings", "blocks.0", "blocks.1", "norm", "pooled", "projected"], stages);
        _golden.AssertClose("out.text.pooler_output", embedding, Tolerance);
    }

    [Fact]
    public void BothTowers_LogitsAndProbabilities_EqualTransformers()
    {
        using SiglipVisionModel vision = LoadVision();
        using SiglipTextModel text = LoadText();
        torch.Tensor images = torch.nn.functional.normalize(vision.forward(_golden.Read("in.pixel_values"), EmbeddingPoint.Projected, null), dim: -1);
        torch.Tensor texts = torch.nn.functional.normalize(text.forward(_golden.Read("in.input_ids"), _golden.Read("in.input_ids"), null), dim: -1);
        _golden.AssertClose("out.image_embeds_l2", images, Tolerance);
        _golden.AssertClose("out.text_embeds_l2", texts, Tolerance);
        EncoderSimilarity similarity = VlmEncoder.FromFolder(GoldenFiles.Path("hf-siglip")).GetSimilarity();
        Assert.Equal(SimilarityKind.Sigmoid, similarity.Kind);
        torch.Tensor logits = (similarity.Scale * images.matmul(texts.t())) + similarity.Bias;
        _golden.AssertClose("out.logits_per_image", logits, LogitTolerance);
        _golden.AssertClose("out.sigmoid_probs", torch.sigmoid(logits), Tolerance);
        _golden.AssertClose("out.softmax_probs", torch.softmax(logits, -1), Tolerance);
    }

    [Fact]
    public void Encode_StringsThroughTheTokenizer_EqualTransformers()
    {
        using JsonDocument cases = JsonDocument.Parse(File.ReadAllBytes(GoldenFiles.Path("hf-siglip", "cases.json")));
        string[] texts = [.. cases.RootElement.GetProperty("texts").EnumerateArray().Select(t => t.GetString()!)];
        SiglipTokenizer tokenizer = SiglipTokenizerFiles.Read(GoldenFiles.Path("hf-siglip"), 64, 800);
        torch.Tensor ids = TokenBatch.Create([.. texts.Select(tokenizer.Encode)], tokenizer, torch.CPU).Ids;
        Assert.Equal(_golden.Read("in.input_ids").data<long>().ToArray(), ids.data<long>().ToArray());
        using EncoderLease<ITextEncoder> lease = VlmEncoder.FromFolder(GoldenFiles.Path("hf-siglip")).AcquireText(torch.CPU);
        _golden.AssertClose("out.text.pooler_output", lease.Encoder.Encode(texts), Tolerance);
        _golden.AssertClose("out.text.pooler_output", torch.cat([.. texts.Select(t => lease.Encoder.Encode([t]))]), Tolerance);
    }

    [Fact]
    public void Encode_ManyCalls_LeaveNoTensorBehind()
    {
        VlmEncoder encoder = VlmEncoder.FromFolder(GoldenFiles.Path("hf-siglip"));
        using EncoderLease<IVisionEncoder> vision = encoder.AcquireVision(torch.CPU);
        using EncoderLease<ITextEncoder> text = encoder.AcquireText(torch.CPU);
        torch.Tensor pixels = _golden.Read("in.pixel_values");
        DisposeScopeStatistics();
        long before = DisposeScopeStatistics();
        foreach (EmbeddingPoint point in Enum.GetValues<EmbeddingPoint>())
        {
            vision.Encoder.Encode(pixels, point).Dispose();
        }

        text.Encoder.Encode(["ct", "liver"]).Dispose();
        Assert.Equal(before, DisposeScopeStatistics());
    }

    private static long DisposeScopeStatistics() => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

    private static string Golden(string stage) => stage switch
    {
        "embeddings" => "hidden_states.0",
        "norm" => "last_hidden_state",
        "pooled" or "projected" => "pooler_output",
        _ => $"hidden_states.{int.Parse(stage["blocks.".Length..], System.Globalization.CultureInfo.InvariantCulture) + 1}",
    };

    private static SiglipVisionModel LoadVision()
    {
        SiglipVisionModel model = new(Config());
        using Checkpoint weights = Checkpoint.OpenFolder(GoldenFiles.Path("hf-siglip"));
        StrictLoader.Load(model, weights, SiglipVisionModel.Permitted);
        return model;
    }

    private static SiglipTextModel LoadText()
    {
        SiglipTextModel model = new(Config());
        using Checkpoint weights = Checkpoint.OpenFolder(GoldenFiles.Path("hf-siglip"));
        StrictLoader.Load(model, weights, SiglipTextModel.Permitted);
        return model;
    }

    private static SiglipConfig Config() => SiglipConfig.Read(ConfigurationFile.Read(GoldenFiles.Path("hf-siglip", "config.json")));
}
