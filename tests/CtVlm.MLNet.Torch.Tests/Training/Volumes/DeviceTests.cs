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
    public void TowerVectors_OnADevice_AreThereWithTheirMasks(NumericPrecision precision)
    {
        using VolumeModel model = new(s_encoder, Training with { Precision = precision }, 2, META);
        SeriesPictures pictures = new(s_rendering, s_encoder.Vision, new CtAugmentation(), META);
        using TowerSeriesVectors vectors = new(model.Towers.Vision, pictures, [.. s_series.Select(s => s.Volume)], recomputes: false);
        model.Towers.Dropout.Begin(0);
        BagBatch bags = vectors.Read([0, 1, 2], 5);
        Assert.Equal([3L, 4, 16], bags.Rows.shape);
        Assert.Equal(ScalarType.Float32, bags.Rows.dtype);
        Assert.True(bags.Rows.requires_grad);
        Assert.All([bags.Rows, bags.Mask, bags.PositionsMm!], t => Assert.Equal(DeviceType.META, t.device_type));
        Tensor texts = model.Towers.Text!.Encode(["one", "another text"]);
        Assert.Equal(DeviceType.META, texts.device_type);
        Assert.Equal([3L, 2], model.Compare(bags.Rows.select(1, 0), texts).shape);
    }

    [Fact]
    public void Losses_OnADevice_NeedNothingOfTheCpu()
    {
        Tensor vectors = zeros([4, 16], device: META), scores = zeros([4, 2], device: META), weights = ones([3], device: META), classes = zeros([4], ScalarType.Int64, META);
        Tensor positives = ReciprocalRank.Positives(["a", "b", "a", "c"], META);
        Tensor logits = Similarity.Logits(vectors, vectors, zeros([], device: META), zeros([], device: META));
        Tensor[] losses =
        [
            ContrastiveLoss.InfoNce(logits), ContrastiveLoss.MultiPositive(logits, positives), SigLipLoss.Compute(logits, positives), SupConLoss.Compute(vectors, classes, 10),
            ClassLoss.Compute(PoolingTarget.Coral, scores, classes, weights), ClassLoss.Compute(PoolingTarget.Corn, scores, classes, weights),
            ClassLoss.Compute(PoolingTarget.Nominal, zeros([4, 3], device: META), classes, weights),
        ];
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
