using System.Text.Json;
using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class ViltFolderTests : IDisposable
{
    private const double Tolerance = 1e-4;
    private const double LogitTolerance = 5e-4;

    private static readonly string[] s_texts = ReadTexts();

    private readonly GoldenTensors _golden = new("hf-vilt", "cases.safetensors");
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public ViltFolderTests()
    {
        foreach (string name in new[] { "config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json" })
        {
            File.Copy(GoldenFiles.Path("hf-vilt", name), _folder.File(name));
        }
    }

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
        _golden.Dispose();
    }

    [Fact]
    public void FromFolder_GoldenFolder_KnowsSizesWithoutWeights()
    {
        File.WriteAllText(_folder.File("model.safetensors"), "not read yet");
        VlmEncoder encoder = VlmEncoder.FromFolder(_folder.Path);
        Assert.True(encoder.HasFusion);
        Assert.True(encoder.HasVision);
        Assert.Null(encoder.TextWidth);
        Assert.Equal((48, 48, 17), (encoder.Vision.ProjectedWidth, encoder.Vision.HiddenWidth, encoder.Vision.TokenCount));
        VisionPreprocessing pixels = encoder.Vision.Preprocessing;
        Assert.Equal((64, ResizeMode.ShortestSideThenCrop, ResizeFilter.Bicubic), (pixels.ImageSize, pixels.Resize, pixels.Filter));
        Assert.Equal([0.5f, 0.5f, 0.5f], pixels.Mean);
        Assert.Equal([0.5f, 0.5f, 0.5f], pixels.Std);
    }

    [Fact]
    public void AcquireFusion_StringsAndPictures_EqualTransformers()
    {
        using EncoderLease<IFusionEncoder> lease = VlmEncoder.FromFolder(_folder.Path).AcquireFusion(torch.CPU);
        using IDisposable inference = torch.inference_mode();
        torch.Tensor pixels = _golden.Read("square.in.pixel_values");
        Assert.Equal(48, lease.Encoder.Width);
        _golden.AssertClose("square.out.pooler_output", lease.Encoder.Encode(pixels, s_texts), Tolerance);
        _golden.AssertClose("square.out.logits", lease.Encoder.Score(pixels, s_texts).unsqueeze(-1), LogitTolerance);
    }

    [Fact]
    public void AcquireFusion_PairsAlone_EqualPairsTogether()
    {
        using EncoderLease<IFusionEncoder> lease = VlmEncoder.FromFolder(_folder.Path).AcquireFusion(torch.CPU);
        torch.Tensor pixels = _golden.Read("square.in.pixel_values");
        torch.Tensor together = lease.Encoder.Encode(pixels, s_texts);
        for (int i = 0; i < s_texts.Length; i++)
        {
            Assert.InRange((lease.Encoder.Encode(pixels.narrow(0, i, 1), [s_texts[i]])[0] - together[i]).abs().max().ToDouble(), 0, 1e-5);
        }
    }

    [Fact]
    public void AcquireFusion_NoPairs_GiveNoRows()
    {
        using EncoderLease<IFusionEncoder> lease = VlmEncoder.FromFolder(_folder.Path).AcquireFusion(torch.CPU);
        torch.Tensor none = torch.empty(0, 3, 64, 64);
        Assert.Equal([0, 48], lease.Encoder.Encode(none, []).shape);
        Assert.Equal([0], lease.Encoder.Score(none, []).shape);
    }

    [Fact]
    public void AcquireFusion_WrongPairs_SayWhatIsExpected()
    {
        using EncoderLease<IFusionEncoder> lease = VlmEncoder.FromFolder(_folder.Path).AcquireFusion(torch.CPU);
        ArgumentException counts = Assert.Throws<ArgumentException>(() => lease.Encoder.Score(torch.zeros(2, 3, 64, 64), ["ct"]));
        Assert.Contains("got 1 texts for 2 images", counts.Message, StringComparison.Ordinal);
        ArgumentException shape = Assert.Throws<ArgumentException>(() => lease.Encoder.Encode(torch.zeros(1, 3, 64, 32), ["ct"]));
        Assert.Contains("(N, 3, 64, 64) expected, got (1, 3, 64, 32)", shape.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AcquireFusion_ModelWithoutHead_EncodesButDoesNotScore()
    {
        RenamedWeights.Write(GoldenFiles.Path("hf-vilt", "model.safetensors"), _folder.File("model.safetensors"), name => RenamedWeights.Strip(name, "vilt."));
        using EncoderLease<IFusionEncoder> lease = VlmEncoder.FromFolder(_folder.Path).AcquireFusion(torch.CPU);
        torch.Tensor pixels = _golden.Read("square.in.pixel_values");
        _golden.AssertClose("square.out.pooler_output", lease.Encoder.Encode(pixels, s_texts), Tolerance);
        Assert.Contains("rank_output", Assert.Throws<InvalidOperationException>(() => lease.Encoder.Score(pixels, s_texts)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AcquireFusion_HalfPrecision_GivesNearlyTheSameInFloat32()
    {
        VlmEncoder encoder = VlmEncoder.FromFolder(_folder.Path);
        using EncoderLease<IFusionEncoder> exact = encoder.AcquireFusion(torch.CPU);
        using EncoderLease<IFusionEncoder> half = encoder.AcquireFusion(torch.CPU, NumericPrecision.BFloat16);
        torch.Tensor pixels = _golden.Read("square.in.pixel_values");
        torch.Tensor got = half.Encoder.Encode(pixels, s_texts);
        Assert.Equal(torch.ScalarType.Float32, got.dtype);
        Assert.InRange(torch.nn.functional.cosine_similarity(exact.Encoder.Encode(pixels, s_texts), got, dim: 1).min().ToDouble(), 0.999, 1.0001);
    }

    [Fact]
    public void AcquireVision_EveryPoint_IsTheImageWithTheEmptyText()
    {
        VlmEncoder encoder = VlmEncoder.FromFolder(_folder.Path);
        using EncoderLease<IVisionEncoder> vision = encoder.AcquireVision(torch.CPU);
        using EncoderLease<IFusionEncoder> fusion = encoder.AcquireFusion(torch.CPU);
        torch.Tensor pixels = _golden.Read("square.in.pixel_values");
        torch.Tensor pooled = vision.Encoder.Encode(pixels, EmbeddingPoint.Pooled);
        AssertEqual(fusion.Encoder.Encode(pixels, ["", ""]), pooled, 1e-6);
        AssertEqual(pooled, vision.Encoder.Encode(pixels, EmbeddingPoint.Projected), 0);
        torch.Tensor tokens = vision.Encoder.Encode(pixels, EmbeddingPoint.Tokens);
        Assert.Equal([2, 17, 48], tokens.shape);
        AssertEqual(tokens.narrow(1, 1, 16).mean([1]), vision.Encoder.Encode(pixels, EmbeddingPoint.PatchMean), 1e-6);
    }

    [Fact]
    public void Trace_Image_ShowsEveryStage()
    {
        using EncoderLease<IVisionEncoder> vision = VlmEncoder.FromFolder(_folder.Path).AcquireVision(torch.CPU);
        List<string> stages = [];
        ((IStagedEncoder<torch.Tensor>)vision.Encoder).Trace(_golden.Read("square.in.pixel_values"), (stage, _) => stages.Add(stage));
        Assert.Equal(["embeddings", "blocks.0", "blocks.1", "blocks.2", "norm", "pooled", "projected"], stages);
    }

    [Fact]
    public void AcquireVision_RenderedSlices_GiveOneVectorEach()
    {
        VlmEncoder encoder = VlmEncoder.FromFolder(_folder.Path);
        using CtRenderer renderer = new(CtRendering.EnterographyRgb(), encoder.Vision.Preprocessing, torch.CPU);
        using EncoderLease<IVisionEncoder> vision = encoder.AcquireVision(torch.CPU);
        float[] hu = [.. RenderingGoldens.Ct.Values<short>("volume").Select(x => (float)x)];
        torch.Tensor vectors = vision.Encoder.Encode(renderer.Render(hu, 12, 96, 96), EmbeddingPoint.Projected);
        Assert.Equal([12, 48], vectors.shape);
        Assert.True(vectors.isfinite().all().ToBoolean());
        Assert.InRange((vectors[0] - vectors[11]).abs().max().ToDouble(), 1e-4, 2);
    }

    [Fact]
    public void FromFolder_ImageSize_ResizesThePositions()
    {
        VlmEncoder larger = VlmEncoder.FromFolder(_folder.Path, new VlmEncoderOptions { ImageSize = 80 });
        Assert.Equal((80, 26), (larger.Vision.Preprocessing.ImageSize, larger.Vision.TokenCount));
        using EncoderLease<IVisionEncoder> vision = larger.AcquireVision(torch.CPU);
        torch.Tensor tokens = vision.Encoder.Encode(torch.zeros(1, 3, 80, 80), EmbeddingPoint.Tokens);
        Assert.Equal([1, 26, 48], tokens.shape);
        ArgumentException e = Assert.Throws<ArgumentException>(() => VlmEncoder.FromFolder(_folder.Path, new VlmEncoderOptions { ImageSize = 72 }));
        Assert.Contains("a multiple of the model's patch size 16", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"size\": 70, \"size_divisor\": 16}", 64)]
    [InlineData("{\"size\": {\"shortest_edge\": 99}, \"resample\": 3}", 96)]
    [InlineData("{\"do_pad\": true}", 64)]
    public void FromFolder_PreprocessorFile_GivesTheSide(string json, int expected)
    {
        File.WriteAllText(_folder.File("preprocessor_config.json"), json);
        Assert.Equal(expected, VlmEncoder.FromFolder(_folder.Path).Vision.Preprocessing.ImageSize);
    }

    [Theory]
    [InlineData("{\"size\": 31}", "'size' must be one that, cut down to a multiple of size_divisor 32, is a multiple of patch_size 16, got 31")]
    [InlineData("{\"size\": 60, \"size_divisor\": 20}", "is a multiple of patch_size 16, got 60")]
    [InlineData("{\"do_resize\": false}", "'do_resize' must be true")]
    [InlineData("{\"do_rescale\": false}", "'do_rescale' must be true")]
    [InlineData("{\"image_std\": [0.5, 0, 0.5]}", "'image_std' must be three numbers above 0")]
    public void FromFolder_UnusablePreprocessorFile_NamesTheKey(string json, string expected)
    {
        File.WriteAllText(_folder.File("preprocessor_config.json"), json);
        Assert.Contains(expected, Assert.Throws<WeightsException>(() => VlmEncoder.FromFolder(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GetHash_PreprocessorFile_Changes()
    {
        string without = VlmEncoder.FromFolder(_folder.Path).GetHash();
        File.WriteAllText(_folder.File("preprocessor_config.json"), "{}");
        Assert.NotEqual(without, VlmEncoder.FromFolder(_folder.Path).GetHash());
    }

    private static void AssertEqual(torch.Tensor expected, torch.Tensor actual, double tolerance) =>
        Assert.InRange((expected - actual).abs().max().ToDouble(), 0, tolerance);

    private static string[] ReadTexts()
    {
        using JsonDocument cases = JsonDocument.Parse(File.ReadAllBytes(GoldenFiles.Path("hf-vilt", "cases.json")));
        return [.. cases.RootElement.GetProperty("texts").EnumerateArray().Select(t => t.GetString()!)];
    }
}
