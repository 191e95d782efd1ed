using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using TorchSharp;

namespace CtVlm.MLNet.Tests;

/// <summary>Probabilities against those of the transformers library. Tolerance 1e-4: its own single and double precision differ by 3e-6 in logits.</summary>
public class ScoreZeroShotGoldenTests
{
    private const float Tolerance = 1e-4f;

    private readonly MLContext _ml = new(seed: 1);

    [Theory]
    [InlineData(ZeroShotLevel.Volume)]
    [InlineData(ZeroShotLevel.Slice)]
    public void Score_ClipImages_GiveTheGoldenProbabilities(ZeroShotLevel level)
    {
        using var golden = new ZeroShotGolden("hf-clip");
        float[][] images = golden.Rows("out.image_embeds");
        IDataView bags = level == ZeroShotLevel.Slice
            ? EmbeddingRow.Bags(_ml, images[0].Length, [[.. images.SelectMany(v => v)]])
            : EmbeddingRow.Bags(_ml, images[0].Length, images);
        AssertClose(golden.Values("out.probs"), Score(bags, golden.Encoder(), golden.Classes, level));
    }

    [Fact]
    public void Score_ClipPooledVectors_GiveTheGoldenProbabilities()
    {
        using var golden = new ZeroShotGolden("hf-clip");
        float[][] images = golden.Rows("out.image_embeds_l2");
        AssertClose(golden.Values("out.probs"), Score(EmbeddingRow.Vectors(_ml, images[0].Length, images), golden.Encoder(), golden.Classes));
    }

    [Fact]
    public void Score_ClipFromPixels_GivesTheGoldenProbabilities()
    {
        using var golden = new ZeroShotGolden("hf-clip");
        VlmEncoder encoder = golden.Encoder();
        float[] bag = EncodePixels(encoder, golden.Values("in.pixel_values"), 4);
        AssertClose(golden.Values("out.probs"), Score(EmbeddingRow.Bags(_ml, encoder.TextWidth!.Value, [bag]), encoder, golden.Classes, ZeroShotLevel.Slice));
    }

    [Theory]
    [InlineData(SimilarityKind.Sigmoid, "out.sigmoid_probs")]
    [InlineData(SimilarityKind.Softmax, "out.softmax_probs")]
    public void Score_SiglipVectors_GiveTheGoldenProbabilities(SimilarityKind kind, string expected)
    {
        using var golden = new ZeroShotGolden("hf-siglip");
        Dictionary<string, float[]> texts = golden.Texts.Zip(golden.Rows("out.text.pooler_output")).ToDictionary(p => p.First, p => p.Second);
        float[][] images = golden.Rows("out.vision.pooler_output");
        int width = images[0].Length;
        EncoderSimilarity similarity = new(kind, Math.Exp(golden.Weight("logit_scale")), golden.Weight("logit_bias"));
        VlmEncoder encoder = new GivenTexts(width, text => texts[text]).ToEncoder(similarity: similarity);
        AssertClose(golden.Values(expected), Score(EmbeddingRow.Bags(_ml, width, images), encoder, golden.Classes));
    }

    [Theory]
    [InlineData(null, "out.sigmoid_probs")]
    [InlineData(SimilarityKind.Softmax, "out.softmax_probs")]
    public void Score_SiglipFromPixels_GivesTheGoldenProbabilities(SimilarityKind? kind, string expected)
    {
        using var golden = new ZeroShotGolden("hf-siglip");
        VlmEncoder encoder = golden.Encoder();
        EncoderSimilarity own = encoder.GetSimilarity();
        Assert.Equal(SimilarityKind.Sigmoid, own.Kind);
        float[] bag = EncodePixels(encoder, golden.Values("in.pixel_values"), 3);
        var options = new ScoreZeroShotOptions
        {
            InputColumnName = nameof(EmbeddingRow.Slices),
            Encoder = encoder,
            Classes = golden.Classes,
            Level = ZeroShotLevel.Slice,
            Similarity = kind is { } other ? own with { Kind = other } : null,
        };
        IDataView view = EmbeddingRow.Bags(_ml, encoder.TextWidth!.Value, [bag]);
        AssertClose(golden.Values(expected), [.. ViewReading.ReadColumn<float[]>(_ml.Transforms.ScoreZeroShot(options).Fit(view).Transform(view), "Score").SelectMany(s => s)]);
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        float largest = expected.Zip(actual).Max(p => Math.Abs(p.First - p.Second));
        Assert.True(largest <= Tolerance, $"Largest difference {largest:g3}, tolerance {Tolerance:g3}.");
    }

    private static float[] EncodePixels(VlmEncoder encoder, float[] pixels, int images)
    {
        using EncoderLease<IVisionEncoder> lease = encoder.AcquireVision(torch.CPU);
        using IDisposable mode = torch.inference_mode();
        using DisposeScope scope = torch.NewDisposeScope();
        int size = encoder.Vision.Preprocessing.ImageSize;
        lock (lease.Gate)
        {
            return [.. lease.Encoder.Encode(torch.tensor(pixels, [images, 3, size, size]), EmbeddingPoint.Projected).data<float>()];
        }
    }

    private float[] Score(IDataView view, VlmEncoder encoder, ZeroShotClass[] classes, ZeroShotLevel level = ZeroShotLevel.Volume) =>
        [.. ViewReading.ReadColumn<float[]>(_ml.Transforms.ScoreZeroShot(nameof(EmbeddingRow.Slices), encoder, classes, level).Fit(view).Transform(view), "Score").SelectMany(s => s)];
}
