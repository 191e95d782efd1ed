using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Every stage of BERT against transformers 5.23 (float32), on the text tower of the golden BiomedCLIP.</summary>
public sealed class BertParityTests : IDisposable
{
    // float32 differs from float64 by 2e-6 in the reference itself; an epsilon of 1e-5 moves the output by 5e-4, no mask by 1.4.
    private const double Tolerance = 1e-4;
    private const int StoredTokens = 96;

    private readonly GoldenTensors _golden = new("biomedclip", "cases.safetensors");
    private readonly TemporaryFolder _folder = new();
    private readonly IDisposable _inference;
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly BertModel _model;

    public BertParityTests()
    {
        RenamedWeights.Write(GoldenFiles.Path("biomedclip", "model.safetensors"), _folder.File(Checkpoint.FileName), name => RenamedWeights.Strip(name, "text.transformer."));
        _model = new BertModel(BertConfig.Read(ConfigurationFile.Read(GoldenFiles.Path("biomedclip", "hf_text", "config.json"))), hasPooler: false);
        using Checkpoint weights = Checkpoint.OpenFolder(_folder.Path);
        StrictLoader.Load(_model, weights, []);
        _inference = torch.inference_mode();
    }

    public void Dispose()
    {
        _scope.Dispose();
        _inference.Dispose();
        _model.Dispose();
        _folder.Dispose();
        _golden.Dispose();
    }

    [Fact]
    public void Run_EveryStage_EqualsTransformers()
    {
        (torch.Tensor ids, torch.Tensor mask) = ReadTexts();
        List<string> stages = [];
        torch.Tensor hidden = _model.Run(ids, mask, (stage, value) =>
        {
            stages.Add(stage);
            string name = stage == "embeddings" ? "out.text.embeddings" : $"out.text.{stage.Replace("blocks", "layer", StringComparison.Ordinal)}";
            _golden.AssertClose(name, FirstTokens(value), Tolerance);
        });
        Assert.Equal(["embeddings", "blocks.0", "blocks.1"], stages);
        _golden.AssertClose("out.text.last_hidden_state", FirstTokens(hidden), Tolerance);
        _golden.AssertClose("out.text.cls", hidden.select(1, 0), Tolerance);
    }

    [Fact]
    public void Run_ShorterPadding_GivesTheSameVectors()
    {
        (torch.Tensor ids, torch.Tensor mask) = ReadTexts();
        torch.Tensor padded = _model.Run(ids, mask, null);
        for (int row = 0; row < ids.shape[0]; row++)
        {
            long length = mask[row].sum().ToInt64();
            torch.Tensor alone = _model.Run(ids.narrow(0, row, 1).narrow(1, 0, length), mask.narrow(0, row, 1).narrow(1, 0, length), null);
            Assert.InRange((alone - padded.narrow(0, row, 1).narrow(1, 0, length)).abs().max().ToDouble(), 0, 1e-5);
        }
    }

    [Fact]
    public void Run_WithoutStage_LeavesNoTensorBehind()
    {
        (torch.Tensor ids, torch.Tensor mask) = ReadTexts();
        _model.Run(ids, mask, null).Dispose();
        long before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        _model.Run(ids, mask, null).Dispose();
        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Pool_ModelWithoutPooler_Throws() => Assert.Throws<InvalidOperationException>(() => _model.Pool(torch.zeros(1, 2, 48)));

    private (torch.Tensor Ids, torch.Tensor Mask) ReadTexts()
    {
        torch.Tensor ids = _golden.Read("in.text");
        return (ids, ids.ne(0).to(torch.ScalarType.Int64));
    }

    private static torch.Tensor FirstTokens(torch.Tensor value) => value.narrow(0, 0, 1).narrow(1, 0, StoredTokens);
}
