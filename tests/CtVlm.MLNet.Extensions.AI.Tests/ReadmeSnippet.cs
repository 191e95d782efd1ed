using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Extensions.AI;
using CtVlm.MLNet.Torch;
using Microsoft.Extensions.AI;

namespace CtVlm.MLNet.Extensions.AI.Tests;

/// <summary>The lines of the package's README.md, compiled: <see cref="ReadmeTests"/> compares them.</summary>
internal static class ReadmeSnippet
{
    public static async Task<(ReadOnlyMemory<float> Stored, ReadOnlyMemory<float> Query)> Run()
    {
        VlmEncoder encoder = VlmEncoder.FromFolder("models/clip");
        using IEmbeddingGenerator<CtVolume, Embedding<float>> series = encoder.AsCtEmbeddingGenerator(new CtGeneratorOptions { IsNormalized = true });
        using IEmbeddingGenerator<string, Embedding<float>> texts = encoder.AsTextEmbeddingGenerator(new TextGeneratorOptions { IsNormalized = true });
        using CtVolume volume = CtVolume.Open("cohort/series-1");
        ReadOnlyMemory<float> stored = await series.GenerateVectorAsync(volume);
        ReadOnlyMemory<float> query = await texts.GenerateVectorAsync("a CT image of an inflamed ileum");      // both are in one space: compare them
        return (stored, query);
    }
}
