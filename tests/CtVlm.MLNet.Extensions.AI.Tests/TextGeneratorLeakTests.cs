using CtVlm.MLNet.Torch;
using Microsoft.Extensions.AI;
using TorchSharp;

namespace CtVlm.MLNet.Extensions.AI.Tests;

/// <summary>Counts the tensors of the whole process: no other test runs beside it.</summary>
[Collection(nameof(TextGeneratorLeakTests))]
[CollectionDefinition(nameof(TextGeneratorLeakTests), DisableParallelization = true)]
public class TextGeneratorLeakTests
{
    [Fact]
    public async Task Generate_LeavesNoTensorBehind()
    {
        string[] texts = ["a normal bowel", "an inflamed ileum with a long stricture", "ascites"];
        using IEmbeddingGenerator<string, Embedding<float>> generator = VlmEncoder.FromSeed(5).AsTextEmbeddingGenerator();
        await generator.GenerateAsync(texts, cancellationToken: TestContext.Current.CancellationToken);
        long tensors = torch.Tensor.TotalCount;
        await generator.GenerateAsync(texts, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(tensors, torch.Tensor.TotalCount);
    }
}
