using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Every stage of DINOv2 against transformers 5.23 (float32).</summary>
public sealed class Dinov2ParityTests : IDisposable
{
    private const double Tolerance = 1e-4;

    private readonly GoldenTensors _golden = new("image-only", "hf-dinov2", "cases.safetensors");
    private readonly IDisposable _inference = torch.inference_mode();
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _inference.Dispose();
        _golden.Dispose();
    }

    [Theory]
    [InlineData("native")]
    [InlineData("other_size")]
    public void Forward_EveryStage_EqualsTransformers(string group)
    {
        using Dinov2Model model = Load();
        torch.Tensor pixels = _golden.Read($"{group}.in.pixel_values");
        List<string> stages = [];
        void Check(string stage, torch.Tensor value)
        {
            stages.Add(stage);
            _golden.AssertClose($"{group}.out." + stage switch
            {
                "embeddings" => "hidden_states.0",
                "blocks.0" => "hidden_states.1",
                "blocks.1" => "hidden_states.2",
                "norm" => "last_hidden_state",
                _ => "pooler_output",
            }, value, Tolerance);
        }

        _golden.AssertClose($"{group}.out.pooler_output", model.forward(pixels, EmbeddingPoint.Projected, Check), Tolerance);
        _golden.AssertClose($"{group}.out.pooler_output", model.forward(pixels, EmbeddingPoint.Pooled, null), Tolerance);
        _golden.AssertClose($"{group}.out.last_hidden_state", model.forward(pixels, EmbeddingPoint.Tokens, null), Tolerance);
        Assert.Equal(["embeddings", "blocks.0", "blocks.1", "norm", "pooled", "projected"], stages);
        torch.Tensor mean = _golden.Read($"{group}.out.last_hidden_state").narrow(1, 1, group == "native" ? 16 : 15).mean([1]);
        Assert.InRange((model.forward(pixels, EmbeddingPoint.PatchMean, null) - mean).abs().max().ToDouble(), 0, Tolerance);
    }

    [Theory]
    [InlineData("native")]
    [InlineData("other_size")]
    public void Forward_AnySize_LeavesNoTensorBehind(string group)
    {
        using Dinov2Model model = Load();
        torch.Tensor pixels = _golden.Read($"{group}.in.pixel_values");
        Assert.Equal(0, LiveTensors.CountAfter(() => model.forward(pixels, EmbeddingPoint.Projected, null).Dispose()));
    }

    private static Dinov2Model Load()
    {
        string path = GoldenFiles.Path("image-only", "hf-dinov2");
        Dinov2Model model = new(Dinov2Config.Read(ConfigurationFile.Read(Path.Combine(path, "config.json"))));
        using Checkpoint weights = Checkpoint.OpenFolder(path);
        StrictLoader.Load(model, weights, Dinov2Model.Permitted);
        return model;
    }
}
