using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>What an encoder is run on; owns its tensor.</summary>
/// <param name="Pixels">Normalised pixels (N, 3, S, S), float32, on the CPU; null where no image is embedded.</param>
/// <param name="Texts">Texts; none where no text is embedded.</param>
internal sealed record VerificationInputs(torch.Tensor? Pixels, IReadOnlyList<string> Texts) : IDisposable
{
    // Each has more than a handful of tokens in every vocabulary.
    private static readonly string[] s_texts =
    [
        "CT enterography: mural hyperenhancement of the terminal ileum, wall thickness 7 mm.",
        "No evidence of active inflammation.",
        "An axial slice of the abdomen with oral contrast, liver and spleen.",
    ];

    /// <summary>Made-up inputs for an encoder: the same ones each time.</summary>
    public static VerificationInputs Create(VlmEncoder encoder) => new(
        encoder.HasVision ? VerificationImages.Create(encoder.Vision.Preprocessing.ImageSize) : null,
        encoder.TextWidth is not null || encoder.HasFusion ? s_texts : []);

    public void Dispose() => Pixels?.Dispose();
}
