using System.Text.Json;
using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>An untrained CLIP whose weights come from a seed.</summary>
internal sealed class SeedEncoderSource : EncoderSource
{
    /// <summary>The kind that saved models have for it.</summary>
    public const string Kind = "seed";

    // Change it whenever the same seed gives other weights or ids.
    private const string Version = "ctvlm-seed-1";

    // Sets the two towers' random numbers apart.
    private const long TextSeedOffset = 1L << 32;

    private readonly int _seed;
    private readonly ClipEncoderSize _size;
    private readonly ClipConfig _config;

    /// <summary>Describes the encoder; makes no weights yet.</summary>
    public SeedEncoderSource(int seed, ClipEncoderSize size)
    {
        _seed = seed;
        _size = size;
        _config = size.ToConfig();
        Vision = _config.Describe(PreprocessorFile.CreateDefault(size.ImageSize));
    }

    public override string Name => FormattableString.Invariant($"clip-seed-{_seed}");

    public override VisionEncoderInfo Vision { get; }

    public override int? TextWidth => _size.ProjectedWidth;

    /// <summary>Reads what <see cref="Describe"/> wrote.</summary>
    /// <exception cref="WeightsException">It is not such a description.</exception>
    public static SeedEncoderSource Parse(string description)
    {
        try
        {
            Description parsed = JsonSerializer.Deserialize<Description>(description) ?? throw new JsonException("null");
            return parsed.Size.FindFaults() is { Count: > 0 } faults
                ? throw new WeightsException($"Encoder from a seed: its saved sizes cannot be used: {string.Join("; ", faults)}. Save the model again.")
                : new SeedEncoderSource(parsed.Seed, parsed.Size);
        }
        catch (JsonException e)
        {
            throw new WeightsException($"Encoder from a seed: its saved description is not the JSON that is expected: {e.Message} Save the model again.", e);
        }
    }

    // The description decides every weight, so its hash is the encoder's.
    public override string GetHash() => EncoderHash.OfText(Version, Describe());

    public override IVisionEncoder LoadVision(ModelLoadOptions options) =>
        TowerLoader.LoadVision(() => new ClipVisionModel(_config), Vision, options, module => ClipSeed.Fill(module, (uint)_seed));

    public override ITextEncoder LoadText(ModelLoadOptions options) => TowerLoader.LoadText(
        () => new ClipTextModel(_config),
        new HashedWordTokenizer(_size.VocabularySize, _size.ContextLength),
        _config.ProjectedWidth,
        options,
        module => ClipSeed.Fill(module, (uint)_seed + TextSeedOffset));

    // What CLIP starts its training with: 1 / 0.07.
    public override EncoderSimilarity? ReadSimilarity() => new(SimilarityKind.Softmax, 1 / 0.07);

    public override EncoderReference ToReference() => new(Kind, Name, Describe(), GetHash());

    public override LinearMaps FindLinearMaps()
    {
        TorchRuntime.EnsureLoaded();
        using IDisposable shapesAlone = Unset.On(torch.META);
        using ClipVisionModel vision = new(_config);
        using ClipTextModel text = new(_config);
        return LinearMaps.Of(Name, vision, text);
    }

    private string Describe() => JsonSerializer.Serialize(new Description(_seed, _size));

    private sealed record Description(int Seed, ClipEncoderSize Size);
}
