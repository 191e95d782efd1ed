using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>One pass of an encoder over the series.</summary>
/// <param name="Key">Tells it from every other pass, by content.</param>
/// <param name="EncoderHash">Hash of the encoder.</param>
/// <param name="Encoder">The encoder.</param>
/// <param name="Rendering">The rendering.</param>
/// <param name="Point">The embedding point.</param>
internal sealed record EncoderPass(string Key, string EncoderHash, VlmEncoder Encoder, CtRendering Rendering, EmbeddingPoint Point)
{
    /// <summary>Whether a pooling uses the places of the slices.</summary>
    public bool NeedsPositions { get; set; }
}
