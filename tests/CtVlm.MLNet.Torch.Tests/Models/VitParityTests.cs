using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Every stage of timm's vision transformers against timm 1.0.31 (float32).</summary>
public sealed class VitParityTests : IDisposable
{
    // float32 differs from float64 by 2e-6 in the reference itself; a wrong epsilon moves the embedding by 1e-3.
    private const double Tolerance = 1e-4;

    private readonly IDisposable _inference;
    private readonly DisposeScope _scope;

    public VitParityTests()
    {
        TorchRuntime.EnsureLoaded();
        _inference = torch.inference_mode();
        _scope = torch.NewDisposeScope();
    }

    public void Dispose()
    {
        _scope.Dispose();
        _inference.Dispose();
    }

    [Theory]
    [InlineData("timm-vit-cls")]
    [InlineData("timm-vit-avg")]
    [InlineData("timm-dinov2-reg4")]
    public void Forward_EveryStage_EqualsTimm(string folder)
    {
        using GoldenTensors golden = new("image-only", folder, "cases.safetensors");
        using VitModel model = Load(folder);
        torch.Tensor pixels = golden.Read("in.pixel_values");
        torch.Tensor hidden = model.Embed(pixels);
        foreach ((int index, VitBlock block) in model.Blocks.Index())
        {
            hidden = block.forward(hidden);
            golden.AssertClose($"out.block.{index}", hidden, Tolerance);
        }

        torch.Tensor features = model.forward(pixels, EmbeddingPoint.Projected, null);
        golden.AssertClose("out.tokens", model.forward(pixels, EmbeddingPoint.Tokens, null), Tolerance);
        golden.AssertClose("out.features", features, Tolerance);
        golden.AssertClose("out.features", model.forward(pixels, EmbeddingPoint.Pooled, null), Tolerance);
        golden.AssertClose("out.features_l2", torch.nn.functional.normalize(features, dim: -1), Tolerance);
    }

    [Theory]
    [InlineData("timm-vit-cls", 1)]
    [InlineData("timm-vit-avg", 1)]
    [InlineData("timm-dinov2-reg4", 5)]
    public void Forward_PatchMean_IsTheMeanOfTheTokensAfterThePrefix(string folder, int prefix)
    {
        using GoldenTensors golden = new("image-only", folder, "cases.safetensors");
        using VitModel model = Load(folder);
        using torch.Tensor tokens = golden.Read("out.tokens");
        float[] values = [.. tokens.data<float>()];
        (int images, int count, int width) = ((int)tokens.shape[0], (int)tokens.shape[1], (int)tokens.shape[2]);
        float[] means = [.. model.forward(golden.Read("in.pixel_values"), EmbeddingPoint.PatchMean, null).data<float>()];
        Assert.Equal(images * width, means.Length);
        for (int i = 0; i < means.Length; i++)
        {
            double expected = Enumerable.Range(prefix, count - prefix).Average(t => (double)values[(((i / width * count) + t) * width) + (i % width)]);
            Assert.Equal(expected, means[i], Tolerance);
        }
    }

    [Fact]
    public void Forward_StageHandler_IsShownEveryStageInOrder()
    {
        using GoldenTensors golden = new("image-only", "timm-vit-cls", "cases.safetensors");
        using VitModel model = Load("timm-vit-cls");
        List<string> stages = [];
        void Check(string stage, torch.Tensor value)
        {
            stages.Add(stage);
            string? expected = stage switch
            {
                "blocks.0" or "blocks.1" => $"out.{stage.Replace("blocks", "block", StringComparison.Ordinal)}",
                "norm" => "out.tokens",
                "pooled" or "projected" => "out.features",
                _ => null,
            };
            if (expected is not null)
            {
                golden.AssertClose(expected, value, Tolerance);
            }
        }

        model.forward(golden.Read("in.pixel_values"), EmbeddingPoint.Projected, Check).Dispose();
        Assert.Equal(["embeddings", "blocks.0", "blocks.1", "norm", "pooled", "projected"], stages);
    }

    [Theory]
    [InlineData(EmbeddingPoint.Projected)]
    [InlineData(EmbeddingPoint.PatchMean)]
    [InlineData(EmbeddingPoint.Tokens)]
    public void Forward_AnyPoint_LeavesNoTensorBehind(EmbeddingPoint point)
    {
        using GoldenTensors golden = new("image-only", "timm-dinov2-reg4", "cases.safetensors");
        using VitModel model = Load("timm-dinov2-reg4");
        torch.Tensor pixels = golden.Read("in.pixel_values");
        Assert.Equal(0, LiveTensors.CountAfter(() => model.forward(pixels, point, null).Dispose()));
    }

    [Fact]
    public void Forward_BatchOfOne_EqualsBatchOfTwo()
    {
        using GoldenTensors golden = new("image-only", "timm-vit-avg", "cases.safetensors");
        using VitModel model = Load("timm-vit-avg");
        torch.Tensor pixels = golden.Read("in.pixel_values");
        torch.Tensor together = model.forward(pixels, EmbeddingPoint.Projected, null);
        for (int i = 0; i < 2; i++)
        {
            torch.Tensor alone = model.forward(pixels.narrow(0, i, 1), EmbeddingPoint.Projected, null);
            Assert.InRange((alone - together.narrow(0, i, 1)).abs().max().ToDouble(), 0, 1e-5);
        }
    }

    [Fact]
    public void Gate_TwoHalves_IsSiluOfTheFirstTimesTheSecond()
    {
        torch.Tensor both = torch.tensor(new[] { -2f, 0.5f, 3f, -1f, 4f, 0.25f }).view(1, 6);
        float[] got = [.. VitGatedPerceptron.Gate(both).data<float>()];
        double[] expected = [.. new[] { (-2.0, -1.0), (0.5, 4.0), (3.0, 0.25) }.Select(p => p.Item1 / (1 + Math.Exp(-p.Item1)) * p.Item2)];
        Assert.Equal(3, got.Length);
        Assert.All(expected.Zip(got), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    private static VitModel Load(string folder)
    {
        string path = GoldenFiles.Path("image-only", folder);
        VitModel model = new(VitConfigFile.Read(ConfigurationFile.Read(Path.Combine(path, "config.json")), path));
        using Checkpoint weights = Checkpoint.OpenFolder(path);
        StrictLoader.Load(model, weights, VitModel.Permitted);
        return model;
    }
}
