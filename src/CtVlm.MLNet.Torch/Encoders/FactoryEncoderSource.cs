using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>An encoder that the user's own code makes.</summary>
internal sealed class FactoryEncoderSource(
    string name,
    string hash,
    VisionEncoderInfo vision,
    Func<torch.Device, IVisionEncoder> loadVision,
    int? textWidth,
    Func<torch.Device, ITextEncoder>? loadText,
    EncoderSimilarity? similarity) : EncoderSource
{
    public override string Name => name;

    public override VisionEncoderInfo Vision => vision;

    public override int? TextWidth => textWidth;

    public override string GetHash() => hash;

    public override IVisionEncoder LoadVision(ModelLoadOptions options) => loadVision(options.Device);

    public override ITextEncoder LoadText(ModelLoadOptions options) =>
        loadText is null ? throw new InvalidOperationException($"Encoder '{name}' has no text tower.") : loadText(options.Device);

    public override EncoderSimilarity? ReadSimilarity() => similarity;

    public override EncoderReference ToReference() => throw new InvalidOperationException(
        $"Encoder '{name}' is made by code, which a model file cannot hold. Use VlmEncoder.FromFolder to save a pipeline with its encoder.");
}
