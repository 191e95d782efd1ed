using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Which element type a wish becomes, and what an encoder gives in it.</summary>
public sealed class PrecisionChoiceTests
{
    // Of a ViT's depth matters most: its roundings add up over the blocks.
    private static readonly ClipEncoderSize s_deep = new() { Layers = 12, Width = 128, Heads = 4 };

    public PrecisionChoiceTests() => TorchRuntime.EnsureLoaded();

    [Theory]
    [InlineData(NumericPrecision.Float32, torch.ScalarType.Float32)]
    [InlineData(NumericPrecision.BFloat16, torch.ScalarType.BFloat16)]
    [InlineData(NumericPrecision.Float16, torch.ScalarType.Float16)]
    public void Resolve_ANamedPrecision_IsThatOne(NumericPrecision precision, torch.ScalarType expected)
    {
        Assert.Equal(expected, PrecisionChoice.Resolve(precision, torch.CPU));
        Assert.Contains("as asked for", PrecisionChoice.Describe(precision, torch.CPU), StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_Auto_FollowsTheProbeAndSaysSo()
    {
        BFloat16Probe probe = BFloat16Probe.Measure(torch.CPU);
        Assert.Same(probe, BFloat16Probe.Measure(torch.CPU));
        Assert.True(probe.Float32Milliseconds > 0 && probe.BFloat16Milliseconds > 0);
        torch.ScalarType type = PrecisionChoice.Resolve(NumericPrecision.Auto, torch.CPU);
        Assert.Equal(probe.Speedup >= 1.3 ? torch.ScalarType.BFloat16 : torch.ScalarType.Float32, type);
        string text = PrecisionChoice.Describe(NumericPrecision.Auto, torch.CPU);
        Assert.StartsWith(type == torch.ScalarType.BFloat16 ? "bfloat16 on cpu:" : "float32 on cpu:", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EmbeddingPoint.Projected)]
    [InlineData(EmbeddingPoint.Pooled)]
    [InlineData(EmbeddingPoint.PatchMean)]
    [InlineData(EmbeddingPoint.Tokens)]
    public void EncodeImages_InBFloat16_GivesFloat32NearFloat32(EmbeddingPoint point)
    {
        VlmEncoder encoder = VlmEncoder.FromSeed(1, s_deep);
        using EncoderLease<IVisionEncoder> exact = encoder.AcquireVision(torch.CPU);
        using EncoderLease<IVisionEncoder> rounded = encoder.AcquireVision(torch.CPU, NumericPrecision.BFloat16);
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable inference = torch.inference_mode();
        using torch.Generator generator = new(1, torch.CPU);
        torch.Tensor pixels = torch.randn([2, 3, 96, 96], torch.ScalarType.Float32, torch.CPU, generator: generator);
        AssertNear(exact.Encoder.Encode(pixels, point), rounded.Encoder.Encode(pixels, point));
        Assert.Equal(torch.ScalarType.Float32, pixels.dtype);
    }

    [Fact]
    public void EncodeTexts_InBFloat16_GivesFloat32NearFloat32()
    {
        VlmEncoder encoder = VlmEncoder.FromSeed(1, s_deep);
        using EncoderLease<ITextEncoder> exact = encoder.AcquireText(torch.CPU);
        using EncoderLease<ITextEncoder> rounded = encoder.AcquireText(torch.CPU, NumericPrecision.BFloat16);
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable inference = torch.inference_mode();
        string[] texts = ["normal ileum", "the wall of the terminal ileum is thickened over a length of 12 cm, with mural stratification and a comb sign"];
        AssertNear(exact.Encoder.Encode(texts), rounded.Encoder.Encode(texts));
    }

    [Fact]
    public void Trace_InBFloat16_ShowsFloat32()
    {
        using EncoderLease<IVisionEncoder> lease = VlmEncoder.FromSeed(1).AcquireVision(torch.CPU, NumericPrecision.BFloat16);
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable inference = torch.inference_mode();
        List<torch.ScalarType> types = [];
        ((IStagedEncoder<torch.Tensor>)lease.Encoder).Trace(torch.zeros(1, 3, 96, 96), (_, value) => types.Add(value.dtype));
        Assert.Equal(6, types.Count);
        Assert.All(types, type => Assert.Equal(torch.ScalarType.Float32, type));
    }

    private static void AssertNear(torch.Tensor expected, torch.Tensor got)
    {
        Assert.Equal(torch.ScalarType.Float32, got.dtype);
        Assert.Equal(expected.shape, got.shape);
        torch.Tensor cosines = torch.nn.functional.cosine_similarity(expected, got, -1, 1e-8);
        Assert.InRange(cosines.min().ToDouble(), 0.9995, 1.0001);
    }
}
