using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Torch;
using Microsoft.Extensions.AI;

namespace CtVlm.MLNet.Extensions.AI;

/// <summary>Encoders as the embedding generators of Microsoft.Extensions.AI.</summary>
public static class VlmEmbeddingGenerators
{
    /// <summary>A generator of text embeddings, in the space of the encoder's images.</summary>
    /// <param name="encoder">The encoder; it must have a text tower.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <returns>A generator for any number of threads. It loads the weights at the first call and releases them when it is disposed.</returns>
    /// <exception cref="InvalidOperationException">The encoder has no text tower.</exception>
    /// <exception cref="ArgumentException">A template has no place for the text.</exception>
    public static IEmbeddingGenerator<string, Embedding<float>> AsTextEmbeddingGenerator(this VlmEncoder encoder, TextGeneratorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        return new TextGenerator(encoder, options ?? new TextGeneratorOptions());
    }

    /// <summary>A generator of one embedding a CT volume: its slices rendered, encoded and pooled.</summary>
    /// <param name="encoder">The encoder; it must have a vision tower.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <returns>A generator for any number of threads. It loads the weights at the first call and releases them when it is disposed; volumes stay the caller's.</returns>
    /// <exception cref="InvalidOperationException">The encoder has no vision tower.</exception>
    public static IEmbeddingGenerator<CtVolume, Embedding<float>> AsCtEmbeddingGenerator(this VlmEncoder encoder, CtGeneratorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        return new CtGenerator(encoder, options ?? new CtGeneratorOptions());
    }
}
