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
    private readonly List<IDisposable> _owned = [];
    private readonly Func<torch.Tensor, torch.Tensor> _embedImages;
    private readonly Func<torch.Tensor, torch.Tensor> _embedTexts;
    private readonly Parameter _logitScale;
    private readonly Parameter _logitBias;
    private readonly string _loss;
    private readonly string _kind;

    public TrajectoryTask(JsonElement hyper)
    {
        (_loss, _kind) = (hyper.GetProperty("loss").GetString()!, hyper.GetProperty("model").GetString()!);
        bool trainsAll = _kind == "full";
        List<NamedParameter> parameters;
        (parameters, _embedImages, _embedTexts) = trainsAll ? LoadAll(GoldenFiles.Path("train", "tiny-clip")) : LoadAdapters(GoldenFiles.Path("hf-clip"));
        using GoldenTensors stored = trainsAll ? new("train", "tiny-clip", "model.safetensors") : new("hf-clip", "model.safetensors");
        _logitScale = new Parameter(stored.Read("logit_scale"), requires_grad: trainsAll);
        _logitBias = new Parameter(torch.tensor((float)hyper.GetProperty("logit_bias").GetDouble()), requires_grad: hyper.GetProperty("train_bias").GetBoolean());
        parameters.AddRange(new NamedParameter[] { new("logit_scale", _logitScale), new("logit_bias", _logitBias) }.Where(p => p.Parameter.requires_grad));
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
        return _embedImages(pixels);
    }

    public torch.Tensor Texts(int batch, int from = 0, int? count = null)
    {
        torch.Tensor stored = _golden.Read($"{_kind}.input_ids").select(0, batch);
        torch.Tensor ids = stored.narrow(0, from, count ?? stored.shape[0]).to(torch.ScalarType.Int64);
        return _embedTexts(ids);
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
        _owned.ForEach(owned => owned.Dispose());
        _logitScale.Dispose();
        _logitBias.Dispose();
        _golden.Dispose();
    }

    private (List<NamedParameter> Parameters, Func<torch.Tensor, torch.Tensor> Images, Func<torch.Tensor, torch.Tensor> Texts) LoadAll(string folder)
    {
        ClipConfig config = ClipConfig.Read(ConfigurationFile.Read(Path.Combine(folder, "config.json")));
        (ClipVisionModel vision, ClipTextModel text) = (new ClipVisionModel(config), new ClipTextModel(config));
        _owned.AddRange([vision, text]);
        using Checkpoint weights = Checkpoint.OpenFolder(folder);
        StrictLoader.Load(vision, weights, ClipVisionModel.Permitted);
        StrictLoader.Load(text, weights, ClipTextModel.Permitted);
        List<NamedParameter> parameters = [.. vision.named_parameters().Concat(text.named_parameters()).Select(p => new NamedParameter(p.name, p.parameter))];
        parameters.ForEach(p => p.Parameter.requires_grad = true);
        return (parameters, pixels => vision.forward(pixels, EmbeddingPoint.Projected, null), ids => text.forward(ids, ids, null));
    }

    private (List<NamedParameter> Parameters, Func<torch.Tensor, torch.Tensor> Images, Func<torch.Tensor, torch.Tensor> Texts) LoadAdapters(string folder)
    {
        VlmEncoder encoder = VlmEncoder.FromFolder(folder).WithAdapter(GoldenFiles.Path("train", "lora-init"));
        AdaptableEncoder towers = AdaptableEncoder.Load(encoder, TrainableParts.CarriedAdapters(), 1, new ModelLoadOptions(torch.CPU));
        _owned.Add(towers);
        TextModel text = (TextModel)towers.Text!.Module;
        return (
            [.. towers.Parameters.Select(p => p with { Name = ToPeft(p.Name) })],
            pixels => towers.Vision.Encode(pixels, EmbeddingPoint.Projected),
            ids => text.forward(ids, ids, null));
    }

    private static string ToPeft(string name) => name.Replace(".lora_A.weight", ".lora_A.default.weight", StringComparison.Ordinal).Replace(".lora_B.weight", ".lora_B.default.weight", StringComparison.Ordinal);
}
