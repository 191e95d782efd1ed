using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class EncoderLeaseTests
{
    public EncoderLeaseTests() => TorchRuntime.EnsureLoaded();

    [Fact]
    public void AcquireVision_TwoLeases_LoadOnceAndReleaseAtTheLast()
    {
        List<CountingEncoder> made = [];
        VlmEncoder vlm = Counting(made);
        EncoderLease<IVisionEncoder> first = vlm.AcquireVision(torch.CPU);
        EncoderLease<IVisionEncoder> second = vlm.AcquireVision(torch.CPU);
        Assert.Same(first.Encoder, second.Encoder);
        Assert.Single(made);
        first.Dispose();
        first.Dispose();
        Assert.False(made[0].IsDisposed);
        second.Dispose();
        Assert.True(made[0].IsDisposed);
        using EncoderLease<IVisionEncoder> third = vlm.AcquireVision(torch.CPU);
        Assert.Equal(2, made.Count);
        Assert.Throws<ObjectDisposedException>(() => first.Encoder);
    }

    [Fact]
    public void AcquireVision_ManyThreads_LoadOnce()
    {
        List<CountingEncoder> made = [];
        VlmEncoder vlm = Counting(made);
        using EncoderLease<IVisionEncoder> held = vlm.AcquireVision(torch.CPU);
        Parallel.For(0, 64, _ =>
        {
            using EncoderLease<IVisionEncoder> lease = vlm.AcquireVision(torch.CPU);
            lock (lease.Gate)
            {
                Assert.False(((CountingEncoder)lease.Encoder).IsDisposed);
            }
        });
        Assert.Single(made);
        Assert.False(made[0].IsDisposed);
    }

    [Fact]
    public void Encode_ManyThreadsThroughTheGate_EqualsSerial()
    {
        VlmEncoder vlm = VlmEncoder.FromFolder(GoldenFiles.Path("hf-clip"));
        using GoldenTensors golden = new("hf-clip", "cases.safetensors");
        using torch.Tensor expected = golden.Read("out.image_embeds");
        using torch.Tensor pixels = golden.Read("in.pixel_values");
        Parallel.For(0, 12, i =>
        {
            using EncoderLease<IVisionEncoder> lease = vlm.AcquireVision(torch.CPU);
            lock (lease.Gate)
            {
                using IDisposable inference = torch.inference_mode();
                using DisposeScope scope = torch.NewDisposeScope();
                torch.Tensor one = lease.Encoder.Encode(pixels.narrow(0, i % 4, 1), EmbeddingPoint.Projected);
                Assert.InRange((one - expected.narrow(0, i % 4, 1)).abs().max().ToDouble(), 0, 1e-4);
            }
        });
    }

    [Fact]
    public void AcquireAndEncode_InsideScopes_KeepsWeightsAliveAndLeavesNothingBehind()
    {
        VlmEncoder vlm = VlmEncoder.FromFolder(GoldenFiles.Path("hf-clip"));
        using torch.Tensor pixels = torch.zeros(1, 3, 64, 64);

        // Once before counting: what libtorch makes once a process is no leak.
        UseBothTowers(vlm, pixels);
        long before = LiveTensors();
        UseBothTowers(vlm, pixels);
        UseBothTowers(VlmEncoder.FromSeed(1, new ClipEncoderSize { ImageSize = 64 }), pixels);
        Assert.Equal(before, LiveTensors());
    }

    [Fact]
    public void AcquireVision_LoadFails_LeavesNothingBehindAndCanBeTriedAgain()
    {
        using TemporaryEncoder encoder = new("tiny");
        byte[] weights = File.ReadAllBytes(encoder.File("model.safetensors"));
        VlmEncoder vlm = VlmEncoder.FromFolder(encoder.Path);
        File.WriteAllBytes(encoder.File("model.safetensors"), weights[..^1]);
        long before = LiveTensors();
        Assert.Throws<WeightsException>(() => vlm.AcquireVision(torch.CPU));
        Assert.Equal(before, LiveTensors());
        File.WriteAllBytes(encoder.File("model.safetensors"), weights);
        using EncoderLease<IVisionEncoder> lease = vlm.AcquireVision(torch.CPU);
        Assert.Equal(64, lease.Encoder.Info.HiddenWidth);
    }

    private static void UseBothTowers(VlmEncoder vlm, torch.Tensor pixels)
    {
        using IDisposable inference = torch.inference_mode();
        EncoderLease<IVisionEncoder> vision;
        EncoderLease<ITextEncoder> text;
        using (torch.NewDisposeScope())
        {
            vision = vlm.AcquireVision(torch.CPU);
            text = vlm.AcquireText(torch.CPU);
        }

        using (vision)
        using (text)
        {
            foreach (EmbeddingPoint point in Enum.GetValues<EmbeddingPoint>())
            {
                using torch.Tensor embedded = vision.Encoder.Encode(pixels, point);
                Assert.Equal(1, embedded.shape[0]);
            }

            using torch.Tensor words = text.Encoder.Encode(["wall thickening", "normal"]);
            Assert.Equal(2, words.shape[0]);
        }
    }

    // Of this thread, which is where the statistics are kept.
    private static long LiveTensors() => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

    private static VlmEncoder Counting(List<CountingEncoder> made)
    {
        VisionEncoderInfo info = VlmEncoder.FromSeed(1).Vision;
        return VlmEncoder.FromFactory("counting", "1", info, device =>
        {
            CountingEncoder encoder = new(info, device);
            made.Add(encoder);
            return encoder;
        });
    }

    private sealed class CountingEncoder(VisionEncoderInfo info, torch.Device device) : IVisionEncoder
    {
        public bool IsDisposed { get; private set; }

        public VisionEncoderInfo Info => info;

        public torch.Device Device => device;

        public torch.Tensor Encode(torch.Tensor pixels, EmbeddingPoint point) => torch.zeros(pixels.shape[0], info.GetWidth(point));

        public void Dispose() => IsDisposed = true;
    }
}
