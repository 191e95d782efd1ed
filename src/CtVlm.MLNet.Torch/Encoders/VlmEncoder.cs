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
    private readonly ConcurrentDictionary<string, SharedEncoder<IFusionEncoder>> _fusion = new(StringComparer.Ordinal);
    private readonly Lazy<EncoderSimilarity?> _similarity;

    /// <summary>An encoder of a source.</summary>
    internal VlmEncoder(EncoderSource source)
    {
        _source = source;
        _similarity = new Lazy<EncoderSimilarity?>(source.ReadSimilarity);
    }

    /// <summary>Short name, used in slot names and annotations.</summary>
    public string Name => _source.Name;

    /// <summary>Whether there is a vision tower.</summary>
    public bool HasVision => _source.Vision is not null;

    /// <summary>What is known of the vision tower before its weights are loaded.</summary>
    /// <exception cref="InvalidOperationException">The encoder has no vision tower.</exception>
    public VisionEncoderInfo Vision => _source.Vision ?? throw Lacks("no vision tower", "one that reads images");

    /// <summary>Width D of text vectors; null when there is no text tower.</summary>
    public int? TextWidth => _source.TextWidth;

    /// <summary>Whether the encoder reads an image and a text together (ViLT).</summary>
    public bool HasFusion => _source.HasFusion;

    /// <summary>Wraps an encoder of your own.</summary>
    /// <param name="name">Short name, used in slot names.</param>
    /// <param name="hash">Changes whenever the encoder's results would: part of the embedding cache's key.</param>
    /// <param name="vision">Sizes and preprocessing.</param>
    /// <param name="loadVision">Makes the vision tower on a device.</param>
    /// <param name="textWidth">Width of text vectors; null when there is no text tower.</param>
    /// <param name="loadText">Makes the text tower on a device.</param>
    /// <param name="similarity">How an image and a text are compared; null when the towers do not share a space.</param>
    /// <returns>The encoder. A pipeline that holds it cannot be saved, for code cannot be: use a folder for that.</returns>
    /// <exception cref="ArgumentException">A text width without a text tower, or the reverse; or a description that is not complete.</exception>
    public static VlmEncoder FromFactory(
        string name,
        string hash,
        VisionEncoderInfo vision,
        Func<torch.Device, IVisionEncoder> loadVision,
        int? textWidth = null,
        Func<torch.Device, ITextEncoder>? loadText = null,
        EncoderSimilarity? similarity = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(hash);
        ArgumentNullException.ThrowIfNull(vision);
        ArgumentNullException.ThrowIfNull(loadVision);
        vision.Validate(nameof(vision));
        if (textWidth is null != loadText is null)
        {
            throw new ArgumentException("A text tower needs both its width and a factory.", nameof(textWidth));
        }

        return new VlmEncoder(new FactoryEncoderSource(name, hash, vision, loadVision, textWidth, loadText, similarity));
    }

    /// <summary>SHA-256, lower-case hex, over the encoder's tensors and configuration. May read the weights once.</summary>
    /// <returns>64 characters, or the hash a factory was given.</returns>
    public string GetHash() => _source.GetHash();

    /// <summary>How the model turns the cosine of an image and a text into a score. May read two numbers of the weights.</summary>
    /// <returns>The similarity.</returns>
    /// <exception cref="InvalidOperationException">Images and texts do not share a space.</exception>
    /// <exception cref="WeightsException">The weights cannot be read.</exception>
    public EncoderSimilarity GetSimilarity() => _similarity.Value ?? throw Lacks("no space that images and texts share", "one of the CLIP family with both towers");

    /// <summary>Takes a share of the loaded vision tower, loading it if need be.</summary>
    /// <param name="device">Where the weights shall be.</param>
    /// <param name="precision">The element type in which it computes.</param>
    /// <returns>The lease; the caller disposes it.</returns>
    /// <exception cref="InvalidOperationException">The encoder has no vision tower.</exception>
    /// <exception cref="WeightsException">The weights cannot be loaded.</exception>
    public EncoderLease<IVisionEncoder> AcquireVision(torch.Device device, NumericPrecision precision = NumericPrecision.Float32)
    {
        _ = Vision;
        return Acquire(_vision, device, precision, _source.LoadVision);
    }

    /// <summary>Takes a share of the loaded text tower, loading it if need be.</summary>
    /// <param name="device">Where the weights shall be.</param>
    /// <param name="precision">The element type in which it computes.</param>
    /// <returns>The lease; the caller disposes it.</returns>
    /// <exception cref="InvalidOperationException">The encoder has no text tower.</exception>
    /// <exception cref="WeightsException">The weights cannot be loaded.</exception>
    public EncoderLease<ITextEncoder> AcquireText(torch.Device device, NumericPrecision precision = NumericPrecision.Float32) => TextWidth is null
        ? throw Lacks("no text tower", "one of the CLIP family that has one")
        : Acquire(_text, device, precision, _source.LoadText);

    /// <summary>Takes a share of the loaded encoder of pairs, loading it if need be.</summary>
    /// <param name="device">Where the weights shall be.</param>
    /// <param name="precision">The element type in which it computes.</param>
    /// <returns>The lease; the caller disposes it.</returns>
    /// <exception cref="InvalidOperationException">The encoder does not read images and texts together.</exception>
    /// <exception cref="WeightsException">The weights cannot be loaded.</exception>
    public EncoderLease<IFusionEncoder> AcquireFusion(torch.Device device, NumericPrecision precision = NumericPrecision.Float32) => HasFusion
        ? Acquire(_fusion, device, precision, _source.LoadFusion)
        : throw Lacks("no fusion of images and texts", "a ViLT");

    /// <summary>The same; null where images and texts do not share a space.</summary>
    internal EncoderSimilarity? FindSimilarity() => _similarity.Value;

    /// <summary>What a saved model keeps of the encoder.</summary>
    /// <exception cref="InvalidOperationException">The encoder is made by code.</exception>
    internal EncoderReference ToReference() => _source.ToReference();

    private static EncoderLease<TEncoder> Acquire<TEncoder>(
        ConcurrentDictionary<string, SharedEncoder<TEncoder>> shared, torch.Device device, NumericPrecision precision, Func<ModelLoadOptions, TEncoder> load)
        where TEncoder : class, IDisposable
    {
        ArgumentNullException.ThrowIfNull(device);
        torch.ScalarType type = PrecisionChoice.Resolve(precision, device);
        return shared.GetOrAdd($"{device} {type}", _ => new SharedEncoder<TEncoder>(() => load(new ModelLoadOptions(device, type)))).Acquire();
    }

    private InvalidOperationException Lacks(string what, string advice) => new($"Encoder '{Name}' has {what}. Choose {advice}.");
}
