using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Pictures of several sizes as ViLT's processor in transformers 5.23 prepares them.</summary>
public sealed class ViltPicturesTests : IDisposable
{
    private static readonly VisionPreprocessing s_half = new(64, [0.5f, 0.5f, 0.5f], [0.5f, 0.5f, 0.5f]);

    private readonly GoldenTensors _pictures = new("preprocess", "cases.safetensors");
    private readonly GoldenTensors _golden = new("preprocess", "backends.safetensors");
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _pictures.Dispose();
        _golden.Dispose();
    }

    [Theory]
    [InlineData(40, 8, 331, 517, 40, 56)]
    [InlineData(40, 8, 64, 48, 48, 40)]
    [InlineData(384, 32, 512, 512, 384, 384)]
    [InlineData(384, 32, 480, 640, 384, 512)]
    [InlineData(800, 32, 640, 480, 1056, 800)]
    [InlineData(800, 32, 100, 400, 320, 1312)]
    [InlineData(40, 8, 1, 1000, 0, 64)]
    public void For_AnyPicture_KeepsTheShapeWithinLimits(int edge, int divisor, int rows, int columns, int height, int width) =>
        Assert.Equal((height, width), new ViltPictureSize(edge, divisor).For(rows, columns));

    [Fact]
    public void Create_TwoPictures_EqualsTransformersWithPillow()
    {
        ViltPictures got = Create("in.1", "in.2");
        _golden.AssertClose("out.vilt_pil.pixel_values", got.Pixels, 1e-5);
        _golden.AssertClose("out.vilt_pil.pixel_mask", got.Mask, 0);
        torch.Tensor expected = _golden.Read("out.vilt_pil.pixel_values");
        Assert.All(Enumerable.Range(0, 2), i => Assert.Equal(0, GoldenPictures.CompareLevels(expected[i], got.Pixels[i], s_half.Std).Differing));
    }

    [Fact]
    public void Create_TwoPictures_IsWithinALevelOfTransformersWithTorchvision()
    {
        ViltPictures got = Create("in.1", "in.2");
        _golden.AssertClose("out.vilt_torchvision.pixel_mask", got.Mask, 0);
        torch.Tensor expected = _golden.Read("out.vilt_torchvision.pixel_values");
        (double Largest, long Differing)[] levels = [.. Enumerable.Range(0, 2).Select(i => GoldenPictures.CompareLevels(expected[i], got.Pixels[i], s_half.Std))];
        Assert.InRange(levels.Max(l => l.Largest), 0, 1 + 1e-3);
        Assert.Equal(27, levels.Sum(l => l.Differing));
    }

    [Fact]
    public void Encode_PicturesOfSeveralSizes_EqualsEachAlone()
    {
        using ViltRetrievalModel model = new(ViltConfig.Read(ConfigurationFile.Read(GoldenFiles.Path("hf-vilt", "config.json"))), hasHead: true);
        using Checkpoint weights = Checkpoint.OpenFolder(GoldenFiles.Path("hf-vilt"));
        ViltWeights.Load(model, weights, leavesHead: false);
        using IDisposable inference = torch.inference_mode();
        torch.Tensor ids = torch.tensor(new long[] { 2, 5, 6, 3, 2, 7, 8, 3 }, [2, 4]);
        torch.Tensor mask = torch.ones_like(ids);
        torch.Tensor[] pictures = [Levels("in.1"), Levels("in.2")];
        torch.Tensor together = model.Encode(ids, mask, ViltPictures.Create(pictures, new(64, 16), s_half));
        for (int i = 0; i < 2; i++)
        {
            ViltPictures one = ViltPictures.Create([pictures[i]], new(64, 16), s_half);
            torch.Tensor alone = model.Encode(ids.narrow(0, i, 1), mask.narrow(0, i, 1), one.Pixels);
            Assert.InRange((alone[0] - together[i]).abs().max().ToDouble(), 0, 1e-4);
        }

        Assert.InRange((together[0] - together[1]).abs().max().ToDouble(), 1e-3, 2);
    }

    [Fact]
    public void Create_VeryFlatPicture_SaysWhatToDo()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => ViltPictures.Create([torch.zeros(3, 1, 1000)], new(40, 8), s_half));
        Assert.Contains("a picture of 1 x 1000 is too flat: with its longest side cut to 66 the other has less than 8 pixels", e.Message, StringComparison.Ordinal);
        Assert.Contains("1 picture or more", Assert.Throws<ArgumentException>(() => ViltPictures.Create([], new(40, 8), s_half)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_Any_LeavesTwoTensorsBehind()
    {
        torch.Tensor[] pictures = [Levels("in.2"), Levels("in.4")];
        long before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        ViltPictures got = ViltPictures.Create(pictures, new(40, 8), s_half);
        Assert.Equal(before + 2, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
        got.Pixels.Dispose();
        got.Mask.Dispose();
        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    private ViltPictures Create(params string[] names) => ViltPictures.Create([.. names.Select(Levels)], new ViltPictureSize(40, 8), s_half);

    private torch.Tensor Levels(string name) => GoldenPictures.Levels(_pictures, name)[0]; // -> (3, H, W)
}
