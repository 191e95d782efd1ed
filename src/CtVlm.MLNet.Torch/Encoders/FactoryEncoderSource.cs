using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>An encoder that the user's own code makes.</summary>
internal sealed class FactoryEncoderSource(
    string name,
    string hash,
    VisionEncoderInfo vision,
    Func<torch.Device, IVisionEncoder> loadVision,
    int? textWidth,
    Func<torch.Device, ITextEncoder>? loadText) : EncoderSource
{
    public override string Name => name;

    public override VisionEncoderInfo Vision => vision;

    public override int? TextWidth => textWidth;

    public override string GetHash() => hash;

    public override IVisionEncoder LoadVision(torch.Device device) => loadVision(device);

    public override ITextEncoder LoadText(torch.Device device) =>
        loadText is null ? throw new InvalidOperationException($"Encoder '{name}' has no text tower.") : loadText(device);

    public override EncoderReference ToReference() => throw new InvalidOperationException(
        $"Encoder '{name}' is made by code, which a model file cannot hold. Use VlmEncoder.FromFolder to save a pipeline with its encoder.");
}
