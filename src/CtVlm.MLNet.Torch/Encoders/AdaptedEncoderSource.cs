using System.Text.Json;
using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>An encoder with changes in memory: adapters that are merged as its towers are loaded, and tensors that take the place of others.</summary>
internal sealed class AdaptedEncoderSource : EncoderSource
{
    /// <summary>The kind that saved models have for it.</summary>
    public const string Kind = "adapted";

    private const string HashVersion = "ctvlm-adapted-1";

    private readonly Lazy<string> _hash;

    /// <summary>Lays changes over an encoder.</summary>
    /// <param name="baseSource">The encoder.</param>
    /// <param name="weights">The changes; may be none.</param>
    /// <param name="name">Short name; null for the encoder's with "-adapted", or the encoder's own where nothing is changed.</param>
    /// <param name="embedsBase">Whether saved models hold the base model's files too.</param>
    public AdaptedEncoderSource(EncoderSource baseSource, AdaptedWeights weights, string? name = null, bool embedsBase = false)
    {
        Base = baseSource;
        Weights = weights;
        EmbedsBase = embedsBase;
        Name = name ?? (weights.IsEmpty ? baseSource.Name : baseSource.Name + "-adapted");
        _hash = new Lazy<string>(() => Weights.IsEmpty ? Base.GetHash() : EncoderHash.OfText(HashVersion, $"{Base.GetHash()} {Weights.Hash}"));
    }

    /// <summary>The encoder below the changes.</summary>
    public EncoderSource Base { get; }

    /// <summary>The changes.</summary>
    public AdaptedWeights Weights { get; }

    /// <summary>Whether saved models hold the base model's files too.</summary>
    public bool EmbedsBase { get; }

    public override string Name { get; }

    public override VisionEncoderInfo? Vision => Base.Vision;

    public override int? TextWidth => Base.TextWidth;

    public override bool HasFusion => Base.HasFusion && Weights.IsEmpty;

    /// <summary>Reads the base's reference out of a reference of this kind.</summary>
    /// <exception cref="WeightsException">It is no such reference.</exception>
    public static EncoderReference ParseBase(EncoderReference reference)
    {
        try
        {
            return JsonSerializer.Deserialize<EncoderReference>(reference.Location) is { Kind: not null, Name: not null, Location: not null, Hash: not null } found
                ? found
                : throw new JsonException("no reference of the base model");
        }
        catch (JsonException e)
        {
            throw new WeightsException($"Adapted encoder '{reference.Name}': its saved description is not the JSON that is expected: {e.Message} Save the model again.", e);
        }
    }

    public override string GetHash() => _hash.Value;

    public override IVisionEncoder LoadVision(ModelLoadOptions options) =>
        Adapt(options, Base.LoadVision, tower => (tower as VisionTower)?.Module, isAlone: TextWidth is null);

    public override ITextEncoder LoadText(ModelLoadOptions options) =>
        Adapt(options, Base.LoadText, tower => (tower as TextTower)?.Module, isAlone: Vision is null);

    public override IFusionEncoder LoadFusion(ModelLoadOptions options) => Weights.IsEmpty ? Base.LoadFusion(options) : base.LoadFusion(options);

    public override EncoderSimilarity? ReadSimilarity() => Base.ReadSimilarity() is EncoderSimilarity similarity
        ? similarity with
        {
            Scale = Weights.FindScalar("logit_scale") is float scale ? Math.Exp(scale) : similarity.Scale,
            Bias = Weights.FindScalar("logit_bias") ?? similarity.Bias,
        }
        : null;

    public override EncoderReference ToReference() => new(Kind, Name, JsonSerializer.Serialize(Base.ToReference()), GetHash());

    public override LinearMaps FindLinearMaps() => Base.FindLinearMaps();

    private TTower Adapt<TTower>(ModelLoadOptions options, Func<ModelLoadOptions, TTower> load, Func<TTower, torch.nn.Module?> getModule, bool isAlone)
        where TTower : class, IDisposable
    {
        TTower tower = load(options);
        if (Weights.IsEmpty)
        {
            return tower;
        }

        try
        {
            torch.nn.Module module = getModule(tower) ?? throw MadeByCode();

            // Of weights that are rounded already a merged one would be rounded twice.
            using TTower? exact = options.ElementType == torch.ScalarType.Float32 || Weights.Lora.Count == 0 ? null : load(new ModelLoadOptions(torch.CPU));
            Weights.ApplyTo(module, exact is null ? module : getModule(exact)!, isAlone);
            return tower;
        }
        catch
        {
            tower.Dispose();
            throw;
        }
    }

    private InvalidOperationException MadeByCode() => new($"Encoder '{Base.Name}' is made by code, whose parameters are not known. Use {nameof(VlmEncoder)}.{nameof(VlmEncoder.FromFolder)}.");
}
