using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>The class vectors and their encoder. Sizes are known at once, vectors are made at the first use and kept.</summary>
internal sealed class ZeroShotModel
{
    private readonly Lock _lock = new();
    private readonly Func<ZeroShotClassifier>? _create;
    private readonly Func<string> _hash;
    private ZeroShotClassifier? _classifier;

    /// <summary>A model whose class vectors an encoder's text tower will make.</summary>
    public ZeroShotModel(VlmEncoder encoder, Func<ZeroShotClassifier> create)
    {
        EncoderName = encoder.Name;
        Width = encoder.TextWidth!.Value;
        _hash = encoder.GetHash;
        _create = create;
    }

    /// <summary>A model whose class vectors are there: it needs its encoder no more.</summary>
    public ZeroShotModel(string encoderName, string encoderHash, ZeroShotClassifier classifier)
    {
        EncoderName = encoderName;
        Width = classifier.Width;
        _hash = () => encoderHash;
        _classifier = classifier;
    }

    /// <summary>Short name of the encoder.</summary>
    public string EncoderName { get; }

    /// <summary>Width D of its vectors.</summary>
    public int Width { get; }

    /// <summary>Hash of the encoder; may read its weights once.</summary>
    public string GetEncoderHash() => _hash();

    /// <summary>The classifier. Threads that come first wait for one another; a failure is not kept.</summary>
    public ZeroShotClassifier GetClassifier()
    {
        lock (_lock)
        {
            return _classifier ??= _create!();
        }
    }
}
