using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Every stage of ViLT against transformers 5.23 (float32).</summary>
public sealed class ViltParityTests : IDisposable
{
    // float32 differs from float64 by 6e-7 in the reference itself.
    private const double Tolerance = 1e-4;
    private const double LogitTolerance = 5e-4;

    private readonly GoldenTensors _golden = new("hf-vilt", "cases.safetensors");
    private readonly IDisposable _inference;
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly ViltRetrievalModel _model;

    public ViltParityTests()
    {
        _model = new ViltRetrievalModel(Config(), hasHead: true);
        using Checkpoint weights = Checkpoint.OpenFolder(GoldenFiles.Path("hf-vilt"));
        ViltWeights.Load(_model, weights, leavesHead: false);
        _inference = torch.inference_mode();
    }

    public void Dispose()
    {
        _scope.Dispose();
        _inference.Dispose();
        _model.Dispose();
        _golden.Dispose();
    }

    [Theory]
    [InlineData("square")]
    [InlineData("mixed")]
    public void Run_EveryStage_EqualsTransformers(string group)
    {
        (torch.Tensor ids, torch.Tensor mask, torch.Tensor pixels, torch.Tensor pixelMask) = ReadInputs(group);
        (torch.Tensor embedded, torch.Tensor? seen) = _model.Body.Embed(ids, mask, pixels, pixelMask);
        _golden.AssertClose($"{group}.out.embeddings", embedded, Tolerance);
        _golden.AssertClose($"{group}.out.embeddings_mask", seen!, 0);
        List<string> stages = [];
        torch.Tensor hidden = _model.Body.Run(ids, mask, pixels, pixelMask, (stage, value) =>
        {
            stages.Add(stage);
            if (stage == "blocks.0")
            {
                _golden.AssertClose($"{group}.out.hidden_states.1", value, Tolerance);
            }
        });
        Assert.Equal(["embeddings", "blocks.0", "blocks.1", "blocks.2", "norm"], stages);
        _golden.AssertClose($"{group}.out.last_hidden_state", hidden, Tolerance);
        torch.Tensor pooled = _model.Body.Pool(hidden);
        _golden.AssertClose($"{group}.out.pooler_output", pooled, Tolerance);
        _golden.AssertClose($"{group}.out.logits", _model.Score(pooled).unsqueeze(-1), LogitTolerance);
    }

    [Fact]
    public void Run_SquarePictures_NeedNoMask()
    {
        (torch.Tensor ids, torch.Tensor mask, torch.Tensor pixels, torch.Tensor _) = ReadInputs("square");
        _golden.AssertClose("square.out.pooler_output", _model.Encode(ids, mask, pixels), Tolerance);
    }

    [Fact]
    public void Run_TextWithoutPadding_NeedsNoMask()
    {
        (torch.Tensor ids, torch.Tensor mask, torch.Tensor pixels, torch.Tensor pixelMask) = ReadInputs("mixed");
        int full = Enumerable.Range(0, 2).Single(i => mask[i].all().ToBoolean());
        (torch.Tensor text, torch.Tensor picture) = (ids.narrow(0, full, 1), pixels.narrow(0, full, 1));
        torch.Tensor expected = _golden.Read("mixed.out.pooler_output").narrow(0, full, 1);
        torch.Tensor padded = _model.Body.Pool(_model.Body.Run(text, null, picture, pixelMask.narrow(0, full, 1), null));
        Assert.InRange((padded - expected).abs().max().ToDouble(), 0, Tolerance);
        Assert.Null(_model.Body.Embed(text, null, picture, null).Mask);
    }

    [Fact]
    public void Run_PaddedPicture_EqualsThePictureAlone()
    {
        (torch.Tensor ids, torch.Tensor mask, torch.Tensor pixels, torch.Tensor pixelMask) = ReadInputs("mixed");
        torch.Tensor expected = _golden.Read("mixed.out.pooler_output");
        for (int i = 0; i < 2; i++)
        {
            (long height, long width) = (pixelMask[i].select(1, 0).sum().ToInt64(), pixelMask[i].select(0, 0).sum().ToInt64());
            torch.Tensor alone = pixels.narrow(0, i, 1).narrow(2, 0, height).narrow(3, 0, width).contiguous();
            torch.Tensor pooled = _model.Encode(ids.narrow(0, i, 1), mask.narrow(0, i, 1), alone);
            Assert.InRange((pooled - expected.narrow(0, i, 1)).abs().max().ToDouble(), 0, Tolerance);
        }
    }

    [Fact]
    public void Run_WithoutStage_LeavesNoTensorBehind()
    {
        (torch.Tensor ids, torch.Tensor mask, torch.Tensor pixels, torch.Tensor pixelMask) = ReadInputs("mixed");
        _model.Body.Run(ids, mask, pixels, pixelMask, null).Dispose();
        long before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        _model.Body.Run(ids, mask, pixels, pixelMask, null).Dispose();
        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void NamedParameters_WithHead_AreTheCheckpointsTensors()
    {
        using SafetensorsFile file = SafetensorsFile.Open(GoldenFiles.Path("hf-vilt", "model.safetensors"));
        string[] expected = [.. file.Entries.Select(e => $"{e.Name} [{string.Join(", ", e.Shape)}]").Order(StringComparer.Ordinal)];
        string[] got = [.. _model.named_parameters().Select(p => $"{p.name} [{string.Join(", ", p.parameter.shape)}]").Order(StringComparer.Ordinal)];
        Assert.Equal(expected, got);
    }

    [Fact]
    public void Create_MaskThatIsNoRectangle_IsRefused()
    {
        torch.Tensor pixels = torch.zeros(1, 3, 64, 64);
        torch.Tensor mask = torch.ones(1, 64, 64);
        mask[0, 20, 20] = 0f;
        mask.narrow(1, 32, 16).narrow(2, 16, 16).fill_(0);
        Assert.Contains("a rectangle at the top left, got another shape at row 2, column 1 of its 4 x 4 patches", Assert.Throws<ArgumentException>(() => ViltPatches.Create(pixels, mask, 16)).Message, StringComparison.Ordinal);
        Assert.Contains("has no patch", Assert.Throws<ArgumentException>(() => ViltPatches.Create(pixels, torch.zeros(1, 64, 64), 16)).Message, StringComparison.Ordinal);
    }

    private (torch.Tensor Ids, torch.Tensor Mask, torch.Tensor Pixels, torch.Tensor PixelMask) ReadInputs(string group) =>
        (_golden.Read($"{group}.in.input_ids"), _golden.Read($"{group}.in.attention_mask"), _golden.Read($"{group}.in.pixel_values"), _golden.Read($"{group}.in.pixel_mask"));

    private static ViltConfig Config() => ViltConfig.Read(ConfigurationFile.Read(GoldenFiles.Path("hf-vilt", "config.json")));
}
