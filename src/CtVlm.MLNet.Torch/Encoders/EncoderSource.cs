using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Where an encoder's configuration and weights come from.</summary>
internal abstract class EncoderSource
{
    public abstract string Name { get; }

    public abstract VisionEncoderInfo Vision { get; }

    public abstract int? TextWidth { get; }

    public abstract string GetHash();

    public abstract IVisionEncoder LoadVision(torch.Device device);

    public abstract ITextEncoder LoadText(torch.Device device);

    public abstract EncoderReference ToReference();
}
