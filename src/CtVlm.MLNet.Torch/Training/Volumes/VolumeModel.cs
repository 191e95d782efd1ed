using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>All that trains together: what of the towers does, the scale of similarities, the pooling, the head.</summary>
internal sealed class VolumeModel : IDisposable
{
    // CLIP's bound: a scale of 100.
    private const double GreatestLogScale = 4.605170185988092;
    private const string ScaleName = "logit_scale";
    private const string BiasName = "logit_bias";

    private readonly VlmTraining _training;
    private readonly Parameter? _logScale;
    private readonly Parameter? _bias;

    /// <summary>Loads the towers and starts what is new from the training's seed.</summary>
    /// <param name="encoder">The encoder.</param>
    /// <param name="training">What trains.</param>
    /// <param name="classCount">Number of classes; 0 where labels take no part.</param>
    /// <param name="device">Where all of it is.</param>
    /// <exception cref="WeightsException">The encoder cannot be loaded, or has no such parts.</exception>
    /// <exception cref="ArgumentException">The pooled vectors have another width than the texts'.</exception>
    public VolumeModel(VlmEncoder encoder, VlmTraining training, int classCount, Device device)
    {
        _training = training;
        Device = device;
        Towers = AdaptableEncoder.Load(encoder, training.Parts, training.Seed, new ModelLoadOptions(device, PrecisionChoice.Resolve(training.Precision, device)));
        try
        {
            int width = Towers.Vision.Info.ProjectedWidth;
            PooledWidth = training.Pooling.GetOutputWidth(width);
            RequireWidth(encoder, training);
            using (Generator generator = new((ulong)(uint)training.Seed, CPU))
            {
                Pooling = Start(() => training.Pooling.CreateModule(width, Math.Max(classCount, 2)), pooling => pooling.Initialize(generator));
                Head = training.Loss.HeadWeight > 0 ? Start(() => new PoolingHead(PooledWidth, classCount, training.Loss.Target), head => head.Initialize(generator)) : null;
            }

            if (training.Loss.UsesTexts && encoder.FindSimilarity() is EncoderSimilarity similarity)
            {
                _logScale = Hold(Math.Log(similarity.Scale));
                _bias = Hold(similarity.Bias);
            }

            Parameters = Collect();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Where all of it is.</summary>
    public Device Device { get; }

    /// <summary>The towers.</summary>
    public AdaptableEncoder Towers { get; }

    /// <summary>Width K of the pooled vectors.</summary>
    public int PooledWidth { get; }

    /// <summary>The pooling.</summary>
    public PoolingModule Pooling { get; }

    /// <summary>The head; null where there is none.</summary>
    public PoolingHead? Head { get; }

    /// <summary>What trains.</summary>
    public IReadOnlyList<NamedParameter> Parameters { get; }

    /// <summary>Whether the vision tower runs at every step: its blocks train, by themselves or by adapters, or its pooling does, which is the projection.</summary>
    public bool RunsVisionTower => _training.Parts.Vision.Part is TowerPart.LastBlocks or TowerPart.All
        || (_training.Parts.Vision.Part == TowerPart.Projection && Towers.Vision.Module.PoolsIntoSharedSpace)
        || Towers.Branches.Any(b => IsOf(Towers.Vision.Module, b));

    /// <summary>What of the text tower trains.</summary>
    public TextTraining TextTraining => (Towers.Text, _training.Parts.Text.Part) switch
    {
        ({ } text, _) when Towers.Branches.Any(b => IsOf(text.Module, b)) => TextTraining.Tower,
        (_, TowerPart.Frozen) => TextTraining.Frozen,
        (_, TowerPart.Projection) => TextTraining.Projection,
        _ => TextTraining.Tower,
    };

    /// <summary>scale * cos(series, text) + bias: (B, K), (M, K) -> (B, M).</summary>
    public Tensor Compare(Tensor series, Tensor texts) => Similarity.Logits(series, texts, _logScale!, _training.Loss.Contrastive == ContrastiveKind.SigLip ? _bias : null);

    /// <summary>Keeps the scale within CLIP's bounds.</summary>
    public void Bound()
    {
        using IDisposable mode = no_grad();
        _logScale?.ClampInPlace(0, GreatestLogScale);
    }

    /// <summary>The encoder as it is now.</summary>
    public VlmEncoder ToEncoder(string? name) => Towers.ToEncoder(name, Changed());

    /// <summary>The pooling as it is now.</summary>
    /// <param name="classCount">Number of classes it was trained for.</param>
    public FittedPooling ToPooling(int classCount) => new(
        _training.Pooling, Towers.Vision.Info.ProjectedWidth, _training.Pooling.IsTrained ? Math.Max(classCount, 2) : 0, _training.Pooling.IsTrained ? PoolingParameter.Of(Pooling) : null);

    /// <inheritdoc/>
    public void Dispose()
    {
        Towers.Dispose();
        Pooling?.Dispose();
        Head?.Dispose();
        _logScale?.Dispose();
        _bias?.Dispose();
    }

    private static bool IsOf(nn.Module tower, LoraBranch branch) => tower.named_modules().Any(m => m.name == branch.Form.Module);

    // Chance is drawn on the CPU, so that it is the same for every device.
    private TModule Start<TModule>(Func<TModule> create, Action<TModule> initialize)
        where TModule : nn.Module
    {
        using TModule drawn = create();
        initialize(drawn);
        using UnsetPlace place = Unset.On(Device);
        TModule module = create();
        PoolingParameter.Fill(module, PoolingParameter.Of(drawn));
        return module;
    }

    private Parameter Hold(double value)
    {
        Parameter parameter = new(tensor((float)value, device: Device), requires_grad: false);
        parameter.DetachFromDisposeScope();
        return parameter;
    }

    private void RequireWidth(VlmEncoder encoder, VlmTraining training)
    {
        if (training.Loss.UsesTexts && encoder.TextWidth is int text && text != PooledWidth)
        {
            throw new ArgumentException(
                $"Adapting '{encoder.Name}': pooling '{training.Pooling.Name}' gives {PooledWidth} values a series, its texts have {text}. Choose a pooling that keeps the width, such as mean or gated attention.", nameof(training));
        }
    }

    private List<NamedParameter> Collect()
    {
        List<NamedParameter> parameters = [.. Towers.Parameters];
        parameters.AddRange(Pooling.named_parameters().Select(p => new NamedParameter($"pooling.{p.name}", p.parameter)).OrderBy(p => p.Name, StringComparer.Ordinal));
        if (Head is not null)
        {
            parameters.AddRange(Head.named_parameters().Select(p => new NamedParameter($"head.{p.name}", p.parameter)).OrderBy(p => p.Name, StringComparer.Ordinal));
        }

        if (_training.Parts.HasTrainedScale && _logScale is not null)
        {
            parameters.Add(new(ScaleName, _logScale));
            if (_training.Loss.Contrastive == ContrastiveKind.SigLip)
            {
                parameters.Add(new(BiasName, _bias!));
            }
        }

        foreach (NamedParameter parameter in parameters)
        {
            parameter.Parameter.requires_grad = true;
        }

        return parameters.Count > 0 ? parameters : throw new ArgumentException("Nothing trains: name adapters, parts of the towers, a pooling with parameters or a head.");
    }

    private IEnumerable<ChangedTensor> Changed() => Parameters
        .Where(p => p.Name is ScaleName or BiasName)
        .Select(p => ChangedTensor.Scalar(p.Name, PlainValues.Of(p.Parameter)[0]));
}
