using CtVlm.MLNet.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>
/// Training on another device than the CPU. No GPU is needed: torch's meta device has shapes and types without memory, and refuses to mix with the CPU as a GPU does, so that what was
/// left behind on the CPU shows.
/// </summary>
public sealed class DeviceTests : IDisposable
{
    private static readonly VlmEncoder s_encoder = VlmEncoder.FromSeed(3, new ClipEncoderSize { ImageSize = 32, PatchSize = 8, Width = 32, Layers = 2, Heads = 2, ProjectedWidth = 16 });
    private static readonly CtRendering s_rendering = CtRendering.SoftTissue(SliceSelection.Uniform(4));
    private static readonly IReadOnlyList<TrainingSeries> s_series = ToySeries.Make(8);

    private readonly DisposeScope _scope;

    public DeviceTests()
    {
        TorchRuntime.EnsureLoaded();
        _scope = NewDisposeScope();
    }

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Model_OnADevice_HasAllItsParametersThere()
    {
        using VolumeModel model = new(s_encoder, Training, 2, META);
        string[] names = [.. model.Parameters.Select(p => p.Name)];
        Assert.All(model.Parameters, p => Assert.Equal(DeviceType.META, p.Parameter.device_type));
        Assert.All(model.Towers.Vision.Module.parameters().Concat(model.Towers.Text!.Module.parameters()), p => Assert.Equal(DeviceType.META, p.device_type));
        Assert.All(["logit_scale", "head.weight"], name => Assert.Contains(name, names));
        Assert.Contains(names, name => name.StartsWith("pooling.", StringComparison.Ordinal));
        Assert.Contains(names, name => name.EndsWith("lora_A.weight", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(NumericPrecision.Float32)]
    [InlineData(NumericPrecision.Float16)]
    public void AdaptedMaps_OnADevice_ComputeThereWithDropout(NumericPrecision precision)
    {
        using VolumeModel model = new(s_encoder, Training with { Precision = precision }, 2, META);
        ScalarType type = PrecisionChoice.Resolve(precision, META);
        model.Towers.Dropout.Begin(0);

        // The meta device knows linear maps, but neither convolutions nor norms.
        LinearLayer[] maps = [.. model.Towers.Vision.Module.modules().Concat(model.Towers.Text!.Module.modules()).OfType<LinearLayer>().Where(m => m.Lora is not null)];
        Assert.Equal(16, maps.Length);
        Assert.All(maps, map =>
        {
            Tensor tokens = map.forward(zeros([3, 17, 32], type, META));
            Assert.Equal((DeviceType.META, type, true), (tokens.device_type, tokens.dtype, tokens.requires_grad));
        });
        Tensor logits = model.Compare(zeros([3, 16], device: META), zeros([2, 16], device: META));
        Assert.Equal((DeviceType.META, ScalarType.Float32, true), (logits.device_type, logits.dtype, logits.requires_grad));
    }

    [Fact]
    public void Pictures_OnADevice_AreRenderedThere()
    {
        using SeriesPictures pictures = new(s_rendering, s_encoder.Vision, new CtAugmentation(), META);
        (Tensor pixels, float[] positions) = pictures.Make(s_series[0].Volume, new Random(5));
        Assert.Equal((DeviceType.META, ScalarType.Float32), (pixels.device_type, pixels.dtype));
        Assert.Equal([4L, 3, 32, 32], pixels.shape);
        Assert.Equal(4, positions.Length);
    }

    [Fact]
    public void Stack_RowsOnADevice_HaveTheirMasksThere()
    {
        BagBatch bags = BagStacking.Stack(zeros([5, 16], device: META), [[1, 2, 3], [4, 5]]);
        Assert.Equal([2L, 3, 16], bags.Rows.shape);
        Assert.All([bags.Rows, bags.Mask, bags.PositionsMm!], t => Assert.Equal(DeviceType.META, t.device_type));
    }

    [Fact]
    public void Losses_OnADevice_NeedNothingOfTheCpu()
    {
        Tensor vectors = zeros([4, 16], device: META), weights = ones([3], device: META), classes = zeros([4], ScalarType.Int64, META);
        Tensor positives = ReciprocalRank.Positives(["a", "b", "a", "c"], META);
        Tensor logits = Similarity.Logits(vectors, vectors, zeros([], device: META), zeros([], device: META));

        // Those that choose by a mask take operations that the meta device does not have.
        Tensor[] losses = [ContrastiveLoss.InfoNce(logits), ClassLoss.Compute(PoolingTarget.Nominal, zeros([4, 3], device: META), classes, weights)];
        Assert.Equal(DeviceType.META, positives.device_type);
        Assert.All(losses, loss => Assert.Equal(DeviceType.META, loss.device_type));
        Assert.All(losses, loss => Assert.Empty(loss.shape));
    }

    [Fact]
    public void MetaDevice_MixedWithTheCpu_IsRefused() => Assert.ThrowsAny<Exception>(() => zeros([2], device: META).Plus(zeros(2)));

    [Fact]
    public void Train_WithTheCpuNamed_GivesTheBitsOfTheDefault()
    {
        VlmTraining training = Training with { Steps = 3, BatchSize = 4 };
        VlmTrainingResult expected = VlmTrainer.Train(s_encoder, s_rendering, s_series, training), named = VlmTrainer.Train(s_encoder, s_rendering, s_series, training, TorchDevices.Resolve(99, fallbackToCpu: true));
        Assert.Equal(expected.Report.Losses, named.Report.Losses);
        Assert.Equal(expected.Encoder.GetHash(), named.Encoder.GetHash());
    }

    [Fact]
    public void Dropout_OnADeviceOrInALowPrecision_DropsWhatItDropsOnTheCpu()
    {
        LoraDropout dropout = new(0.3, 5);
        dropout.Begin(4, 2);
        Tensor whole = dropout.Apply("a", ones([50, 40])), half = dropout.Apply("a", ones([50, 40], ScalarType.BFloat16));
        Assert.True(LoraNumbers.SameBits(whole.IsAbove(0), half.IsAbove(0)));
        Assert.Equal(ScalarType.BFloat16, half.dtype);
        Assert.Equal(DeviceType.META, dropout.Apply("a", ones([50, 40], device: META)).device_type);
    }

    private static VlmTraining Training => new()
    {
        Parts = TrainableParts.Adapters(LoraOptions.Parse("v4_t4_d0.2")),
        Loss = new VlmLoss { HeadWeight = 0.5 },
        Pooling = SlicePooling.GatedAttention(new PoolingTraining()),
    };
}
