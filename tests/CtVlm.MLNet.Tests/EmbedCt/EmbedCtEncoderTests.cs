using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

public class EmbedCtEncoderTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void EmbedCt_TextOnlyEncoder_IsRefusedAtOnce()
    {
        var failure = Assert.ThrowsAny<InvalidOperationException>(() => _ml.Transforms.EmbedCt("Slices", "Volume", TextOnlyEncoder.Create()));
        Assert.Contains("EmbedCt: encoder 'text-only' has no vision tower. Choose an encoder that reads images", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EmbedCt_ImageOnlyEncoder_IsEnough()
    {
        VlmEncoder encoder = new CountingEncoder().ToEncoder();
        Assert.Null(encoder.TextWidth);
        Assert.NotNull(_ml.Transforms.EmbedCt("Slices", "Volume", encoder));
    }

    [Fact]
    public void EmbedCt_UnknownPoint_IsRefusedAtOnce()
    {
        var failure = Assert.ThrowsAny<InvalidOperationException>(() => _ml.Transforms.EmbedCt("Slices", "Volume", new CountingEncoder().ToEncoder(), point: (EmbeddingPoint)9));
        Assert.Contains("EmbedCt: the embedding point must be one of Projected, Pooled, PatchMean, Tokens, got 9.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EmbedText_TextOnlyEncoder_IsEnough() => Assert.NotNull(_ml.Transforms.EmbedText("Text", "Report", TextOnlyEncoder.Create()));
}
