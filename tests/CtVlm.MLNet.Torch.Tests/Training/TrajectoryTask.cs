using System.Text.Json;
using CtVlm.MLNet.Tests;
using TorchSharp;
using TorchSharp.Modules;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>The small CLIP of the golden training runs.</summary>
internal sealed class TrajectoryTask : TrainingTask, IDisposable
{
    private const double GreatestLogScale = 4.605170185988092; // ln 100

    private readonly GoldenTensors _golden = new("train", "trajectories.safetensors");
    private readonly ClipVisionModel _vision;
    private readonly ClipTextModel _text;
    private readonly Parameter _logitScale;
    private readonly Parameter _logitBias;
    private readonly string _loss;
    private readonly string _kind;

    public TrajectoryTask(JsonElement hyper)
    {
        (_loss, _kind) = (hyper.GetProperty("loss").GetString()!, hyper.GetProperty("model").GetString()!);
        string folder = GoldenFiles.Path("train", "tiny-clip");
        ClipConfig config = ClipConfig.Read(ConfigurationFile.Read(Path.Combine(folder, "config.json")));
        (_vision, _text) = (new ClipVisionModel(config), new ClipTextModel(config));
        using Checkpoint weights = Checkpoint.OpenFolder(folder);
        StrictLoader.Load(_vision, weights, ClipVisionModel.Permitted);
        StrictLoader.Load(_text, weights, ClipTextModel.Permitted);
        using GoldenTensors stored = new("train", "tiny-clip", "model.safetensors");
        _logitScale = new Parameter(stored.Read("logit_scale"));
        _logitBias = new Parameter(torch.tensor((float)hyper.GetProperty("logit_bias").GetDouble()));
        List<NamedParameter> parameters = [.. _vision.named_parameters().Concat(_text.named_parameters()).Select(p => new NamedParameter(p.name, p.parameter)), new("logit_scale", _logitScale)];
        if (hyper.GetProperty("train_bias").GetBoolean())
        {
            parameters.Add(new("logit_bias", _logitBias));
        }

        foreach (NamedParameter parameter in parameters)
        {
            parameter.Parameter.requires_grad = true;
        }

        Parameters = parameters;
    }

    public override IReadOnlyList<NamedParameter> Parameters { get; }

    public override string Description => $"golden {_loss}";

    public override double Backward(TrainingStep step) => step.Backward(GetLoss(Images(step.Index % 2), Texts(step.Index % 2), step.Index % 2));

    public override void AfterStep()
    {
        using IDisposable mode = torch.no_grad();
        _logitScale.ClampInPlace(0, GreatestLogScale);
    }

    public torch.Tensor GetLoss(torch.Tensor images, torch.Tensor texts, int batch)
    {
        torch.Tensor positives = _golden.Read($"{_kind}.positives").select(0, batch).to(torch.ScalarType.Bool);
        return _loss switch
        {
            "infonce" => ContrastiveLoss.InfoNce(Similarity.Logits(images, texts.narrow(0, 0, images.shape[0]), _logitScale)),
            "multi_positive" => ContrastiveLoss.MultiPositive(Similarity.Logits(images, texts, _logitScale), positives),
            _ => SigLipLoss.Compute(Similarity.Logits(images, texts, _logitScale, _logitBias), positives),
        };
    }

    public torch.Tensor Images(int batch, int from = 0, int? count = null)
    {
        torch.Tensor stored = _golden.Read($"{_kind}.image_u8").select(0, batch);
        torch.Tensor pixels = stored.narrow(0, from, count ?? stored.shape[0]).to(torch.ScalarType.Float32).Over(255).Plus(-0.5).Over(0.5);
        return _vision.forward(pixels, EmbeddingPoint.Projected, null);
    }

    public torch.Tensor Texts(int batch, int from = 0, int? count = null)
    {
        torch.Tensor stored = _golden.Read($"{_kind}.input_ids").select(0, batch);
        torch.Tensor ids = stored.narrow(0, from, count ?? stored.shape[0]).to(torch.ScalarType.Int64);
        return _text.forward(ids, ids, null);
    }

    public void AssertGradients(string run)
    {
        string prefix = $"{run}.grad0.";
        foreach (string name in _golden.Names.Where(n => n.StartsWith(prefix, StringComparison.Ordinal)))
        {
            NamedParameter parameter = Parameters.Single(p => p.Name == name[prefix.Length..]);
            using torch.Tensor gradient = parameter.Parameter.grad!;
            _golden.AssertClose(name, gradient, TrajectoryGoldenTests.Tolerance);
        }
    }

    public void AssertEmbeddings(string run)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable mode = torch.no_grad();
        _golden.AssertClose($"{run}.final_image_embeds", Similarity.Unit(Images(0)), TrajectoryGoldenTests.EmbeddingTolerance);
        _golden.AssertClose($"{run}.final_text_embeds", Similarity.Unit(Texts(0)), TrajectoryGoldenTests.EmbeddingTolerance);
    }

    public void Dispose()
    {
        _vision.Dispose();
        _text.Dispose();
        _logitScale.Dispose();
        _logitBias.Dispose();
        _golden.Dispose();
    }
}
