using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Every stage of both towers against transformers 5.23 (float32).</summary>
public sealed class ClipParityTests : IDisposable
{
    // float32 differs from float64 by 2e-6 in the reference itself; a wrong epsilon moves the embedding by 2e-3.
    private const double Tolerance = 1e-4;
    private const double LogitTolerance = 5e-4;

    private readonly GoldenTensors _golden = new("hf-clip", "cases.safetensors");
    private readonly IDisposable _inference;
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public ClipParityTests() => _inference = torch.inference_mode();

    public void Dispose()
    {
        _scope.Dispose();
        _inference.Dispose();
        _golden.Dispose();
    }

    [Fact]
    public void VisionForward_EveryStage_EqualsTransformers()
    {
        using ClipVisionModel model = LoadVision();
        torch.Tensor pixels = _golden.Read("in.pixel_values");
        torch.Tensor hidden = model.Transformer.Embed(pixels);
        _golden.AssertClose("out.vision.hidden_states.0", hidden, Tolerance);
        foreach ((int index, ClipBlock block) in model.Transformer.Blocks.Index())
        {
            hidden = block.forward(hidden);
            _golden.AssertClose($"out.vision.hidden_states.{index + 1}", hidden, Tolerance);
        }

        _golden.AssertClose("out.vision.last_hidden_state", model.forward(pixels, EmbeddingPoint.Tokens, null), Tolerance);
        _golden.AssertClose("out.vision.pooler_output", model.forward(pixels, EmbeddingPoint.Pooled, null), Tolerance);
        _golden.AssertClose("out.image_embeds", model.forward(pixels, EmbeddingPoint.Projected, null), Tolerance);
    }

    [Fact]
    public void VisionForward_PatchMean_IsTheMeanOfThePatchTokens()
    {
        using ClipVisionModel model = LoadVision();
        torch.Tensor pixels = _golden.Read("in.pixel_values");
        float[] tokens = [.. _golden.Read("out.vision.last_hidden_state").data<float>()];
        float[] means = [.. model.forward(pixels, EmbeddingPoint.PatchMean, null).data<float>()];
        const int count = 17, width = 64;
        Assert.Equal(4 * width, means.Length);
        for (int i = 0; i < means.Length; i++)
        {
            (int image, int column) = (i / width, i % width);
            double expected = Enumerable.Range(1, count - 1).Average(t => (double)tokens[(((image * count) + t) * width) + column]);
            Assert.Equal(expected, means[i], Tolerance);
        }
    }

    [Fact]
    public void VisionForward_BatchOfOne_EqualsBatchOfFour()
    {
        using ClipVisionModel model = LoadVision();
        torch.Tensor pixels = _golden.Read("in.pixel_values");
        torch.Tensor together = model.forward(pixels, EmbeddingPoint.Projected, null);
        for (int i = 0; i < 4; i++)
        {
            torch.Tensor alone = model.forward(pixels.narrow(0, i, 1), EmbeddingPoint.Projected, null);
            Assert.InRange((alone - together.narrow(0, i, 1)).abs().max().ToDouble(), 0, 1e-5);
        }
    }

    [Fact]
    public void TextForward_EveryStage_EqualsTransformers()
    {
        using ClipTextModel model = LoadText("hf-clip");
        torch.Tensor ids = _golden.Read("in.input_ids");
        torch.Tensor hidden = model.Transformer.Embed(ids);
        _golden.AssertClose("out.text.hidden_states.0", hidden.narrow(0, 0, 2), Tolerance);
        foreach ((int index, ClipBlock block) in model.Transformer.Blocks.Index())
        {
            hidden = block.forward(hidden);
            _golden.AssertClose($"out.text.hidden_states.{index + 1}", hidden.narrow(0, 0, 2), Tolerance);
        }

        _golden.AssertClose("out.text.last_hidden_state", model.Transformer.Normalize(model.Transformer.RunBlocks(ids)).narrow(0, 0, 3), Tolerance);
        _golden.AssertClose("out.text.pooler_output", model.Transformer.Pool(ids), Tolerance);
        _golden.AssertClose("out.text_masked.pooler_output", model.Transformer.Pool(ids), Tolerance);
        _golden.AssertClose("out.text_embeds", model.forward(ids, ids, null), Tolerance);
    }

    [Theory]
    [InlineData("in.eos.input_ids", "")]
    [InlineData("in.eos.input_ids_pad0", "_pad0")]
    public void TextForward_EndOfText_FollowsTheConfiguration(string input, string suffix)
    {
        torch.Tensor ids = _golden.Read(input);
        using ClipTextModel first = LoadText("hf-clip");
        _golden.AssertClose($"out.eos.first_eos.pooler_output{suffix}", first.Transformer.Pool(ids), Tolerance);
        _golden.AssertClose($"out.eos.first_eos.text_embeds{suffix}", first.forward(ids, ids, null), Tolerance);
        using ClipTextModel legacy = LoadText("hf-clip", "legacy_eos");
        _golden.AssertClose($"out.eos.legacy.pooler_output{suffix}", legacy.Transformer.Pool(ids), Tolerance);
        _golden.AssertClose($"out.eos.legacy.text_embeds{suffix}", legacy.forward(ids, ids, null), Tolerance);
    }

    [Fact]
    public void BothTowers_LogitsAndProbabilities_EqualTransformers()
    {
        using ClipVisionModel vision = LoadVision();
        using ClipTextModel text = LoadText("hf-clip");
        torch.Tensor images = torch.nn.functional.normalize(vision.forward(_golden.Read("in.pixel_values"), EmbeddingPoint.Projected, null), dim: -1);
        torch.Tensor texts = torch.nn.functional.normalize(text.forward(_golden.Read("in.input_ids"), _golden.Read("in.input_ids"), null), dim: -1);
        _golden.AssertClose("out.image_embeds_l2", images, Tolerance);
        _golden.AssertClose("out.text_embeds_l2", texts, Tolerance);
        using GoldenTensors weights = new("hf-clip", "model.safetensors");
        torch.Tensor logits = weights.Read("logit_scale").exp() * images.matmul(texts.t());
        _golden.AssertClose("out.logits_per_image", logits, LogitTolerance);
        _golden.AssertClose("out.logits_per_text", logits.t(), LogitTolerance);
        _golden.AssertClose("out.probs", torch.softmax(logits, -1), Tolerance);
    }

    [Fact]
    public void TextForward_StringsThroughTheTokenizer_EqualTransformers()
    {
        ClipTokenizer tokenizer = ClipTokenizerFiles.Read(GoldenFiles.Path("hf-clip"), 77);
        string[] texts = GoldenTexts.Read("hf-clip");
        torch.Tensor ids = TokenBatch.Create([.. texts.Select(tokenizer.Encode)], tokenizer, torch.CPU).Ids;
        torch.Tensor expected = _golden.Read("in.input_ids");
        Assert.Equal(expected.narrow(1, 0, ids.shape[1]).data<long>().ToArray(), ids.data<long>().ToArray());
        using ClipTextModel model = LoadText("hf-clip");
        _golden.AssertClose("out.text_embeds", model.forward(ids, ids, null), Tolerance);
    }

    [Fact]
    public void FromFolder_PicturesAndStrings_GiveTheLogitsOfTransformers()
    {
        VlmEncoder vlm = VlmEncoder.FromFolder(GoldenFiles.Path("hf-clip"));
        using EncoderLease<IVisionEncoder> vision = vlm.AcquireVision(torch.CPU);
        using EncoderLease<ITextEncoder> text = vlm.AcquireText(torch.CPU);
        torch.Tensor[] pictures = [.. new[] { "in.image_u8.0", "in.image_u8.1" }.Select(name => GoldenPictures.Preprocess(_golden, name, vlm.Vision.Preprocessing))];
        torch.Tensor given = _golden.Read("in.pixel_values");
        torch.Tensor pixels = torch.cat([given.narrow(0, 0, 2), .. pictures], 0);
        Assert.InRange((pixels - given).abs().max().ToDouble(), 0, 1e-5);
        torch.Tensor images = torch.nn.functional.normalize(vision.Encoder.Encode(pixels, EmbeddingPoint.Projected), dim: -1);
        torch.Tensor texts = torch.nn.functional.normalize(text.Encoder.Encode(GoldenTexts.Read("hf-clip")), dim: -1);
        torch.Tensor logits = vlm.GetSimilarity().Scale * images.matmul(texts.t());
        _golden.AssertClose("out.logits_per_image", logits, LogitTolerance);
        _golden.AssertClose("out.probs", torch.softmax(logits, -1), Tolerance);
    }

    private static ClipVisionModel LoadVision()
    {
        ClipVisionModel model = new(Config("hf-clip"));
        using Checkpoint weights = Checkpoint.OpenFolder(GoldenFiles.Path("hf-clip"));
        StrictLoader.Load(model, weights, ClipVisionModel.Permitted);
        return model;
    }

    private static ClipTextModel LoadText(params string[] folder)
    {
        ClipTextModel model = new(Config(folder));
        using Checkpoint weights = Checkpoint.OpenFolder(GoldenFiles.Path("hf-clip"));
        StrictLoader.Load(model, weights, ClipTextModel.Permitted);
        return model;
    }

    private static ClipConfig Config(params string[] folder) => ClipConfig.Read(ConfigurationFile.Read(GoldenFiles.Path([.. folder, "config.json"])));
}
