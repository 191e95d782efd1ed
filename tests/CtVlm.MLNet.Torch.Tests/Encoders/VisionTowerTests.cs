using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class VisionTowerTests
{
    public VisionTowerTests() => TorchRuntime.EnsureLoaded();

    [Theory]
    [InlineData(NumericPrecision.BFloat16, 0.999)]
    [InlineData(NumericPrecision.Float16, 0.9999)]
    public void Encode_HalfPrecision_TakesAndGivesFloat32(NumericPrecision precision, double cosine)
    {
        VlmEncoder vlm = VlmEncoder.FromFolder(GoldenFiles.Path("hf-clip"));
        using GoldenTensors golden = new("hf-clip", "cases.safetensors");
        using torch.Tensor pixels = golden.Read("in.pixel_values");
        using EncoderLease<IVisionEncoder> exact = vlm.AcquireVision(torch.CPU);
        using EncoderLease<IVisionEncoder> half = vlm.AcquireVision(torch.CPU, precision);
        Assert.NotSame(exact.Encoder, half.Encoder);
        foreach (EmbeddingPoint point in Enum.GetValues<EmbeddingPoint>())
        {
            using IDisposable mode = torch.inference_mode();
            using DisposeScope scope = torch.NewDisposeScope();
            torch.Tensor expected = exact.Encoder.Encode(pixels, point);
            torch.Tensor actual = half.Encoder.Encode(pixels, point);
            Assert.Equal(torch.ScalarType.Float32, actual.dtype);
            Assert.Equal(expected.shape, actual.shape);
            Assert.NotEqual(expected.data<float>().ToArray(), actual.data<float>().ToArray());
            Assert.True(torch.nn.functional.cosine_similarity(expected, actual, -1).min().ToDouble() >= cosine, $"{point}");
        }
    }

    [Fact]
    public void Encode_AnyPrecision_LeavesOneTensorAndThePixels()
    {
        VlmEncoder vlm = VlmEncoder.FromFolder(GoldenFiles.Path("hf-clip"));
        foreach (NumericPrecision precision in new[] { NumericPrecision.Float32, NumericPrecision.BFloat16 })
        {
            using EncoderLease<IVisionEncoder> lease = vlm.AcquireVision(torch.CPU, precision);
            using torch.Tensor pixels = torch.zeros(1, 3, 64, 64);
            lease.Encoder.Encode(pixels, EmbeddingPoint.Projected).Dispose();
            long before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
            using torch.Tensor vectors = lease.Encoder.Encode(pixels, EmbeddingPoint.Projected);
            Assert.Equal(before + 1, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
            Assert.False(pixels.IsInvalid);
        }
    }
}
