using System.Collections.Concurrent;
using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Names a vision-language encoder. Knows its sizes from the configuration; loads weights only when it is first used.</summary>
/// <remarks>Immutable and safe to share between pipelines and threads; weights are loaded once a device and shared by all who hold a lease.</remarks>
public sealed partial class VlmEncoder
{
    private readonly EncoderSource _source;
    private readonly ConcurrentDictionary<string, SharedEncoder<IVisionEncoder>> _vision = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SharedEncoder<ITextEncoder>> _text = new(StringComparer.Ordinal);

    private VlmEncoder(EncoderSource source) => _source = source;

    /// <summary>Short name, used in slot names and annotations.</summary>
    public string Name => _source.Name;

    /// <summary>What is known of the vision tower before its weights are loaded.</summary>
    public VisionEncoderInfo Vision => _source.Vision;

    /// <summary>Width D of text vectors; null when there is no text tower.</summary>
    public int? TextWidth => _source.TextWidth;

    /// <summary>Wraps an encoder of your own.</summary>
    /// <param name="name">Short name, used in slot names.</param>
    /// <param name="hash">Changes whenever the encoder's results would: part of the embedding cache's key.</param>
    /// <param name="vision">Sizes and preprocessing.</param>
    /// <param name="loadVision">Makes the vision tower on a device.</param>
    /// <param name="textWidth">Width of text vectors; null when there is no text tower.</param>
    /// <param name="loadText">Makes the text tower on a device.</param>
    /// <returns>The encoder. A pipeline that holds it cannot be saved, for code cannot be: use a folder for that.</returns>
    /// <exception cref="ArgumentException">A text width without a text tower, or the reverse.</exception>
    public static VlmEncoder FromFactory(
        string name,
        string hash,
        VisionEncoderInfo vision,
        Func<torch.Device, IVisionEncoder> loadVision,
        int? textWidth = null,
        Func<torch.Device, ITextEncoder>? loadText = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(hash);
        ArgumentNullException.ThrowIfNull(vision);
        ArgumentNullException.ThrowIfNull(loadVision);
        if (textWidth is null != loadText is null)
        {
            throw new ArgumentException("A text tower needs both its width and a factory.", nameof(textWidth));
        }

        return new VlmEncoder(new FactoryEncoderSource(name, hash, vision, loadVision, textWidth, loadText));
    }

    /// <summary>SHA-256, lower-case hex, over the encoder's tensors and configuration. May read the weights once.</summary>
    /// <returns>64 characters, or the hash a factory was given.</returns>
    public string GetHash() => _source.GetHash();

    /// <summary>Takes a share of the loaded vision tower, loading it if need be.</summary>
    /// <param name="device">Where the weights shall be.</param>
    /// <returns>The lease; the caller disposes it.</returns>
    /// <exception cref="WeightsException">The weights cannot be loaded.</exception>
    public EncoderLease<IVisionEncoder> AcquireVision(torch.Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return _vision.GetOrAdd(device.ToString(), _ => new SharedEncoder<IVisionEncoder>(() => _source.LoadVision(device))).Acquire();
    }

    /// <summary>Takes a share of the loaded text tower, loading it if need be.</summary>
    /// <param name="device">Where the weights shall be.</param>
    /// <returns>The lease; the caller disposes it.</returns>
    /// <exception cref="InvalidOperationException">The encoder has no text tower.</exception>
    /// <exception cref="WeightsException">The weights cannot be loaded.</exception>
    public EncoderLease<ITextEncoder> AcquireText(torch.Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (TextWidth is null)
        {
            throw new InvalidOperationException($"Encoder '{Name}' has no text tower. Choose an encoder of the CLIP family that has one.");
        }

        return _text.GetOrAdd(device.ToString(), _ => new SharedEncoder<ITextEncoder>(() => _source.LoadText(device))).Acquire();
    }

    /// <summary>What a saved model keeps of the encoder.</summary>
    /// <exception cref="InvalidOperationException">The encoder is made by code.</exception>
    internal EncoderReference ToReference() => _source.ToReference();
}
