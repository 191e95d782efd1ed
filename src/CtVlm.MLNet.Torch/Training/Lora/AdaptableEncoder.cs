using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>An encoder's towers, loaded for training alone: what trains has gradients, all else is frozen; what was learnt becomes an encoder again.</summary>
/// <remarks>The towers are this object's own: encoders that others hold of the same source stay as they are. Not thread-safe.</remarks>
internal sealed class AdaptableEncoder : IDisposable
{
    private readonly EncoderSource _base;
    private readonly AdaptedWeights _carried;
    private readonly List<TrainableTower> _parts = [];
    private VisionTower? _vision;
    private TextTower? _text;

    private AdaptableEncoder(EncoderSource source, AdaptedWeights carried, LoraDropout dropout)
    {
        _base = source;
        _carried = carried;
        Dropout = dropout;
    }

    /// <summary>The dropout of the adapters: begin each part of a step with it, and end it before evaluation.</summary>
    public LoraDropout Dropout { get; }

    /// <summary>The vision tower.</summary>
    /// <exception cref="InvalidOperationException">The encoder has none.</exception>
    public VisionTower Vision => _vision ?? throw new InvalidOperationException($"Encoder '{_base.Name}' has no vision tower.");

    /// <summary>The text tower; null where the encoder has none.</summary>
    public TextTower? Text => _text;

    /// <summary>Every parameter that trains, in ordinal order of names, which is the same in every run.</summary>
    public IReadOnlyList<NamedParameter> Parameters => [.. _parts.SelectMany(p => p.Parameters).OrderBy(p => p.Name, StringComparer.Ordinal)];

    /// <summary>The adapters, in ordinal order of modules.</summary>
    public IReadOnlyList<LoraBranch> Branches => [.. _parts.SelectMany(p => p.Branches).OrderBy(b => b.Form.Module, StringComparer.Ordinal)];

    /// <summary>Loads the towers and prepares what trains.</summary>
    /// <param name="encoder">The encoder. Adapters that it carries train on where the parts say so; else they count as weights of the base.</param>
    /// <param name="parts">What trains.</param>
    /// <param name="seed">Decides how new adapters start and what dropout drops.</param>
    /// <param name="options">Where the towers are and in which element type; what trains is float32 whatever it is, adapters and the towers' own weights.</param>
    /// <exception cref="ArgumentException">The parts contradict themselves.</exception>
    /// <exception cref="WeightsException">The encoder has no such parts, cannot be loaded, or carries adapters of another form than asked for.</exception>
    /// <exception cref="InvalidOperationException">The encoder is made by code.</exception>
    public static AdaptableEncoder Load(VlmEncoder encoder, TrainableParts parts, long seed, ModelLoadOptions options)
    {
        parts.Validate(nameof(parts));
        (EncoderSource source, AdaptedWeights carried) = Separate(encoder.Source, parts);
        AdaptableEncoder adaptable = new(source, carried, parts.Lora is { Dropout: > 0 } lora ? new LoraDropout(lora.Dropout, seed) : LoraDropout.None);
        try
        {
            if (source.Vision is not null)
            {
                adaptable._vision = Own<VisionTower>(source, source.LoadVision(WithMasters(options, "vision", parts.Vision)));
                adaptable.Prepare(adaptable._vision.Module, "vision", parts.Vision, parts.Lora, parts.Lora?.Vision, seed);
            }

            if (source.TextWidth is not null)
            {
                adaptable._text = Own<TextTower>(source, source.LoadText(WithMasters(options, "text", parts.Text)));
                adaptable.Prepare(adaptable._text.Module, "text", parts.Text, parts.Lora, parts.Lora?.Text, seed);
            }

            adaptable.ContinueCarried(parts);
            return adaptable;
        }
        catch
        {
            adaptable.Dispose();
            throw;
        }
    }

    /// <summary>Copies what training changed until now.</summary>
    /// <param name="others">Tensors that are of no tower: logit_scale, logit_bias.</param>
    public AdaptedWeights Capture(params IEnumerable<ChangedTensor> others)
    {
        Dictionary<string, ChangedTensor> tensors = _carried.Tensors.ToDictionary(t => t.Name, StringComparer.Ordinal);
        foreach (ChangedTensor changed in _parts.SelectMany(p => p.Own).Select(ChangedTensor.Of).Concat(others))
        {
            tensors[changed.Name] = changed;
        }

        return new AdaptedWeights(Branches.Select(LoraWeights.Of), tensors.Values);
    }

    /// <summary>The encoder as it is now, independent of this object.</summary>
    /// <param name="name">Its short name; null for the base's with "-adapted".</param>
    /// <param name="others">Tensors that are of no tower: logit_scale, logit_bias.</param>
    public VlmEncoder ToEncoder(string? name = null, params IEnumerable<ChangedTensor> others) => new(new AdaptedEncoderSource(_base, Capture(others), name));

    /// <summary>Merges every adapter into its weight: for evaluation at the cost of the base model.</summary>
    public void Merge() => _parts.ForEach(p => p.Merge());

    /// <summary>Restores every weight to the bit.</summary>
    public void Unmerge() => _parts.ForEach(p => p.Unmerge());

    public void Dispose()
    {
        _parts.ForEach(p => p.Dispose());
        _parts.Clear();
        _vision?.Dispose();
        _text?.Dispose();
        (_vision, _text) = (null, null);
    }

    // What the result will be laid over, and what is carried on from there.
    private static (EncoderSource Base, AdaptedWeights Carried) Separate(EncoderSource source, TrainableParts parts)
    {
        bool asks = parts.ContinuesAdapters || parts.Lora is not null;
        if (source is AdaptedEncoderSource adapted && (asks || adapted.Weights.Lora.Count == 0))
        {
            source = adapted.Base;
            return parts.ContinuesAdapters && adapted.Weights.Lora.Count == 0 ? throw NothingToContinue(source) : (source, adapted.Weights);
        }

        return parts.ContinuesAdapters ? throw NothingToContinue(source) : (source, AdaptedWeights.None);
    }

    private static ModelLoadOptions WithMasters(ModelLoadOptions options, string what, TowerTraining own) =>
        options with { FindMasters = module => TrainableTower.FindOwn(module, what, own) };

    private static WeightsException NothingToContinue(EncoderSource source) =>
        new($"Encoder '{source.Name}' carries no adapters that could train on. Give it some with {nameof(VlmEncoder.WithAdapter)}, or name new ones in {nameof(TrainableParts.Lora)}.");

    private static TTower Own<TTower>(EncoderSource source, IDisposable tower)
        where TTower : class
    {
        if (tower is TTower own)
        {
            return own;
        }

        tower.Dispose();
        throw new InvalidOperationException($"Encoder '{source.Name}' is made by code, whose parameters are not known. Use {nameof(VlmEncoder)}.{nameof(VlmEncoder.FromFolder)}.");
    }

    private void Prepare(nn.Module module, string what, TowerTraining own, LoraOptions? lora, LoraTower? choice, long seed)
    {
        IEnumerable<(LoraForm, LinearLayer)> forms = (lora, choice) switch
        {
            (not null, not null) => LoraPlan.Find(module, what, choice, lora).Select(m => (new LoraForm(m.Key, choice.Rank, choice.EffectiveAlpha, lora.IsRankStabilized), m.Value)),
            (null, _) => module.named_modules().Where(m => m.module is LinearLayer)
                .SelectMany(m => _carried.Lora.Where(l => l.Form.Module == m.name).Select(l => (l.Form, (LinearLayer)m.module))),
            _ => [],
        };
        _parts.Add(new TrainableTower(module, what, own, forms, seed, Dropout));
    }

    private void ContinueCarried(TrainableParts parts)
    {
        ApplyTensors(_carried);
        Dictionary<string, LoraBranch> branches = Branches.ToDictionary(b => b.Form.Module, StringComparer.Ordinal);
        string[] lost = [.. _carried.Lora.Select(l => l.Form.Module).Where(m => !branches.ContainsKey(m))];
        string[] added = _carried.Lora.Count == 0 ? [] : [.. branches.Keys.Except(_carried.Lora.Select(l => l.Form.Module))];
        if (lost.Length + added.Length > 0)
        {
            throw new WeightsException(
                $"The encoder carries adapters on other modules than {parts.Lora} asks for: {string.Join(", ", lost.Select(n => $"{n} (carried)").Concat(added.Select(n => $"{n} (asked for)")).Take(20))}. "
                + $"Use {nameof(TrainableParts)}.{nameof(TrainableParts.CarriedAdapters)} to train on what it carries.");
        }

        foreach (LoraWeights lora in _carried.Lora)
        {
            LoraBranch branch = branches[lora.Form.Module];
            lora.CheckFits(branch);
            lora.CopyTo(branch);
        }
    }

    private void ApplyTensors(AdaptedWeights weights)
    {
        AdaptedWeights tensors = new([], weights.Tensors);
        foreach (nn.Module module in new nn.Module?[] { _vision?.Module, _text?.Module }.OfType<nn.Module>())
        {
            tensors.ApplyTo(module, module, isAlone: false);
        }
    }
}
