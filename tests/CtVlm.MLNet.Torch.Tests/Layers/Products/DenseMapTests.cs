using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Both ways of a linear map, whichever this processor prefers.</summary>
public sealed class DenseMapTests : IDisposable
{
    private const string NeedsFma = "This processor has no fused multiply-add on vectors of 256 bits, which tiled products are for.";

    private readonly DisposeScope _scope;

    public DenseMapTests()
    {
        Assert.SkipUnless(TiledProduct.IsSupported, NeedsFma);
        TorchRuntime.EnsureLoaded();
        _scope = torch.NewDisposeScope();
    }

    public void Dispose() => _scope?.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Apply_Tiled_EqualsLibtorch(bool hasBias)
    {
        torch.Tensor input = Random([3, 11, 70], 1), weight = Random([50, 70], 2);
        torch.Tensor? bias = hasBias ? Random([50], 3) : null;
        using IDisposable mode = torch.no_grad();
        torch.Tensor[] results = BothWays(() => DenseMap.Apply(input, weight, bias));
        AssertRounded(results);
        Assert.Equal([3, 11, 50], results[0].shape);
        AssertRounded(BothWays(() => DenseMap.Apply(input, weight, bias, 1.5f, -0.5f)));
    }

    [Fact]
    public void Apply_RowsThatDoNotLieSideBySide_EqualsLibtorch()
    {
        torch.Tensor input = Random([40, 30], 1).t(), weight = Random([20, 40], 2), narrow = Random([33, 60], 3).narrow(1, 5, 40), turned = Random([40, 20], 4).t();
        using IDisposable mode = torch.no_grad();
        AssertRounded(BothWays(() => DenseMap.Apply(input, weight)));
        AssertRounded(BothWays(() => DenseMap.Apply(narrow, weight)));
        AssertSame(BothWays(() => DenseMap.Apply(input, turned)));
    }

    [Fact]
    public void Apply_WithGradients_IsLibtorchs()
    {
        torch.Tensor input = Random([16, 30], 1), weight = Random([20, 30], 2).requires_grad_(true);
        torch.Tensor[] results = BothWays(() => DenseMap.Apply(input, weight));
        AssertSame(results);
        results[1].sum().backward();
        Assert.True(weight.grad!.abs().max().ToDouble() > 0);
    }

    [Theory]
    [InlineData(torch.ScalarType.Float64, 16)]
    [InlineData(torch.ScalarType.BFloat16, 16)]
    [InlineData(torch.ScalarType.Float32, 7)]
    public void Apply_OtherTypesAndFewRows_AreLibtorchs(torch.ScalarType type, long rows)
    {
        torch.Tensor input = Random([rows, 30], 1).to(type), weight = Random([20, 30], 2).to(type);
        using IDisposable mode = torch.no_grad();
        AssertSame(BothWays(() => DenseMap.Apply(input, weight)));
    }

    [Fact]
    public void Apply_NoRows_GivesNone()
    {
        torch.Tensor input = torch.zeros(2, 0, 30), weight = Random([20, 30], 2);
        using IDisposable mode = torch.no_grad();
        Assert.All(BothWays(() => DenseMap.Apply(input, weight)), result => Assert.Equal([2, 0, 20], result.shape));
    }

    [Fact]
    public void Force_Disposed_RestoresWhatWasBefore()
    {
        bool before = DenseMap.IsTiled;
        using (DenseMap.Force(!before))
        {
            using (DenseMap.Force(before))
            {
                Assert.Equal(before, DenseMap.IsTiled);
            }

            Assert.Equal(!before, DenseMap.IsTiled);
        }

        Assert.Equal(before, DenseMap.IsTiled);
    }

    /// <summary>Every stage of the goldens, whichever processor runs the tests.</summary>
    [Theory]
    [InlineData("hf-clip", true)]
    [InlineData("hf-clip", false)]
    [InlineData("hf-siglip", true)]
    [InlineData("hf-siglip", false)]
    public void Encoders_EitherWay_EqualTransformers(string family, bool isTiled)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("golden.safetensors");
        ReferenceGoldens.Write(path, family);
        using IDisposable choice = DenseMap.Force(isTiled);
        EncoderVerificationReport report = EncoderVerification.Verify(GoldenFiles.Path(family), new EncoderVerificationOptions { GoldenFile = path });
        Assert.Null(report.FirstFailure);
    }

    /// <summary>A tower's vectors both ways differ by rounding, and do differ: the choice reaches every layer.</summary>
    [Fact]
    public void Encoder_BothWays_DiffersByRounding()
    {
        VlmEncoder encoder = VlmEncoder.FromSeed(3, new ClipEncoderSize { ImageSize = 64, PatchSize = 8, Width = 192, Layers = 3, Heads = 3, ProjectedWidth = 96 });
        using EncoderLease<IVisionEncoder> lease = encoder.AcquireVision(torch.CPU, NumericPrecision.Float32);
        torch.Tensor pixels = Random([2, 3, 64, 64], 5);
        using IDisposable mode = torch.inference_mode();
        torch.Tensor[] results = BothWays(() => lease.Encoder.Encode(pixels, EmbeddingPoint.Projected));
        double difference = (results[0] - results[1]).abs().max().ToDouble();
        Assert.InRange(difference, 1e-9, 1e-4 * results[0].abs().max().ToDouble());
    }

    private static torch.Tensor[] BothWays(Func<torch.Tensor> run) => [.. new[] { false, true }.Select(isTiled =>
    {
        using IDisposable choice = DenseMap.Force(isTiled);
        return run();
    })];

    private static void AssertRounded(torch.Tensor[] results) => Assert.InRange((results[0] - results[1]).abs().max().ToDouble(), 0, 2e-5);

    private static void AssertSame(torch.Tensor[] results) => Assert.Equal(ValuesOf(results[0]), ValuesOf(results[1]));

    private static double[] ValuesOf(torch.Tensor x) => x.detach().to(torch.ScalarType.Float64).contiguous().data<double>().ToArray();

    private static torch.Tensor Random(long[] shape, long seed)
    {
        using torch.Generator generator = new((ulong)seed, torch.CPU);
        return torch.randn(shape, torch.ScalarType.Float32, torch.CPU, generator: generator);
    }
}
