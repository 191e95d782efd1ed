using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class FromSeedTests
{
    public FromSeedTests() => TorchRuntime.EnsureLoaded();

    [Fact]
    public void FromSeed_Defaults_KnowsItsSizes()
    {
        VlmEncoder vlm = VlmEncoder.FromSeed(1);
        Assert.Equal("clip-seed-1", vlm.Name);
        Assert.Equal((64, 128, 37, 64), (vlm.Vision.ProjectedWidth, vlm.Vision.HiddenWidth, vlm.Vision.TokenCount, vlm.TextWidth));
        Assert.Equal(96, vlm.Vision.Preprocessing.ImageSize);
    }

    [Theory]
    [InlineData(EmbeddingPoint.Projected, new long[] { 3, 64 })]
    [InlineData(EmbeddingPoint.Pooled, new long[] { 3, 128 })]
    [InlineData(EmbeddingPoint.PatchMean, new long[] { 3, 128 })]
    [InlineData(EmbeddingPoint.Tokens, new long[] { 3, 37, 128 })]
    public void Encode_EveryPoint_HasThePromisedShape(EmbeddingPoint point, long[] shape)
    {
        using torch.Tensor embedded = Embed(VlmEncoder.FromSeed(1), point);
        Assert.Equal(shape, embedded.shape);
        Assert.True(embedded.isfinite().all().ToBoolean());
    }

    [Fact]
    public void Encode_SameSeedTwice_IsEqualToTheBit()
    {
        using torch.Tensor first = Embed(VlmEncoder.FromSeed(5), EmbeddingPoint.Projected);
        using torch.Tensor second = Embed(VlmEncoder.FromSeed(5), EmbeddingPoint.Projected);
        Assert.Equal(first.data<float>().ToArray(), second.data<float>().ToArray());
    }

    [Fact]
    public void Encode_OtherSeed_Differs()
    {
        using torch.Tensor first = Embed(VlmEncoder.FromSeed(5), EmbeddingPoint.Projected);
        using torch.Tensor second = Embed(VlmEncoder.FromSeed(6), EmbeddingPoint.Projected);
        Assert.True((first - second).abs().max().ToDouble() > 0.1);
    }

    [Fact]
    public void Encode_DifferentImages_AreToldApart()
    {
        using torch.Tensor embedded = Embed(VlmEncoder.FromSeed(1), EmbeddingPoint.Projected);
        using torch.Tensor unit = torch.nn.functional.normalize(embedded, dim: -1);
        using torch.Tensor cosines = unit.matmul(unit.t());
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < i; j++)
            {
                Assert.InRange(cosines[i, j].ToDouble(), -1, 0.97);
            }
        }
    }

    [Fact]
    public void EncodeText_DifferentWords_AreToldApartAndCaseIsNot()
    {
        using EncoderLease<ITextEncoder> lease = VlmEncoder.FromSeed(1).AcquireText(torch.CPU);
        using torch.Tensor embedded = lease.Encoder.Encode(["Wall thickening of the terminal ileum.", "wall  thickening of the Terminal ileum.", "No active inflammation.", ""]);
        using torch.Tensor unit = torch.nn.functional.normalize(embedded, dim: -1);
        Assert.Equal([4, 64], embedded.shape);
        Assert.Equal(1, (unit[0] * unit[1]).sum().ToDouble(), 1e-5);
        Assert.InRange((unit[0] * unit[2]).sum().ToDouble(), -1, 0.97);
    }

    [Fact]
    public void LoadVision_AnySeed_LeavesTheGlobalRandomNumbersAlone()
    {
        using torch.Tensor before = torch.Generator.Default.get_state();
        using (VlmEncoder.FromSeed(3).AcquireVision(torch.CPU))
        {
            using torch.Tensor after = torch.Generator.Default.get_state();
            Assert.Equal(before.data<byte>().ToArray(), after.data<byte>().ToArray());
        }
    }

    [Fact]
    public void FromSeed_ImpossibleSizes_NamesEveryFault()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => VlmEncoder.FromSeed(1, new ClipEncoderSize { ImageSize = 97, Heads = 3, Layers = 0 }));
        Assert.Contains("ImageSize must be a positive multiple of PatchSize 16, got 97", e.Message, StringComparison.Ordinal);
        Assert.Contains("Width must be a positive multiple of Heads 3, got 128", e.Message, StringComparison.Ordinal);
        Assert.Contains("Layers must be 1 or more, got 0", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_TokenizedLongText_IsCut()
    {
        HashedWordTokenizer tokenizer = new(100, 8);
        TokenizedText tokens = tokenizer.Encode("a b c d e f g h");
        Assert.True(tokens.IsTruncated);
        Assert.Equal(8, tokens.Ids.Count);
        Assert.Equal(HashedWordTokenizer.TextEndId, tokens.Ids[^1]);
        Assert.All(tokens.Ids.Skip(1).SkipLast(1), id => Assert.InRange(id, 3, 99));
    }

    // A black image, a bright disc, and a gradient.
    private static torch.Tensor Embed(VlmEncoder vlm, EmbeddingPoint point)
    {
        using EncoderLease<IVisionEncoder> lease = vlm.AcquireVision(torch.CPU);
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor axis = torch.linspace(-1, 1, 96);
        torch.Tensor radius = axis.view(1, -1).Squared().Plus(axis.view(-1, 1).Squared());
        torch.Tensor disc = radius.IsBelow(0.4).to(torch.ScalarType.Float32).Times(3).Plus(-1.5);
        torch.Tensor gradient = axis.view(1, -1).expand(96, 96);
        torch.Tensor pixels = torch.stack([torch.full([96, 96], -1.7f), disc, gradient]).unsqueeze(1).expand(3, 3, 96, 96);
        return lease.Encoder.Encode(pixels, point).MoveToOuterDisposeScope();
    }
}
