namespace CtVlm.MLNet.Torch;

/// <summary>What is known of a vision encoder before its weights are loaded.</summary>
public sealed record VisionEncoderInfo
{
    /// <summary>Width D of the vectors after the visual projection.</summary>
    public required int ProjectedWidth { get; init; }

    /// <summary>Width D of the vectors before it; also that of the tokens.</summary>
    public required int HiddenWidth { get; init; }

    /// <summary>Number of tokens T of an image, class and register tokens included.</summary>
    public required int TokenCount { get; init; }

    /// <summary>What the encoder expects of its pixels.</summary>
    public required VisionPreprocessing Preprocessing { get; init; }

    /// <summary>Width of one vector at an embedding point.</summary>
    /// <param name="point">The embedding point.</param>
    /// <returns>D, above 0.</returns>
    public int GetWidth(EmbeddingPoint point) => point == EmbeddingPoint.Projected ? ProjectedWidth : HiddenWidth;

    /// <summary>Number of vectors that one slice gives at an embedding point.</summary>
    /// <param name="point">The embedding point.</param>
    /// <returns>1, or T for <see cref="EmbeddingPoint.Tokens"/>.</returns>
    public int GetVectorsPerSlice(EmbeddingPoint point) => point == EmbeddingPoint.Tokens ? TokenCount : 1;
}
