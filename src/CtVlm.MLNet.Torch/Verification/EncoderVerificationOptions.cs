using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>How an encoder folder is compared with its golden file, or how that file is made.</summary>
public sealed record EncoderVerificationOptions
{
    /// <summary>The golden file.</summary>
    /// <value>Null: <see cref="EncoderVerification.FileName"/> in the encoder's folder.</value>
    public string? GoldenFile { get; init; }

    /// <summary>Where the encoder runs.</summary>
    /// <value>Null: the CPU.</value>
    public torch.Device? Device { get; init; }

    /// <summary>The element type in which it computes; a golden file holds what float32 gives.</summary>
    /// <value><see cref="NumericPrecision.Float32"/>.</value>
    public NumericPrecision Precision { get; init; }

    /// <summary>Largest difference that passes, above 0: absolute where no value of a stage is above 10, else that many times a tenth of the largest.</summary>
    /// <value>Null: what the golden file says; 1e-4 where it says nothing.</value>
    public double? Tolerance { get; init; }

    /// <summary>Stops the work between two stages.</summary>
    public CancellationToken CancellationToken { get; init; }
}
