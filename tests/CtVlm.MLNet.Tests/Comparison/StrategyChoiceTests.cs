using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Tests;

public sealed class StrategyChoiceTests
{
    [Fact]
    public void Recommend_SimplerWithinOneStandardError_IsRecommended()
    {
        StrategyChoice choice = StrategyChoice.Recommend([Candidate(0, 0.60, 3), Candidate(1, 0.58, 1), Candidate(2, 0.575, 0), Candidate(3, 0.50, 0)])!;
        Assert.Equal((0, 2), (choice.Best.Trial, choice.Recommended.Trial));
    }

    [Fact]
    public void Recommend_SimplerBeyondOneStandardError_IsNot()
    {
        StrategyChoice choice = StrategyChoice.Recommend([Candidate(0, 0.60, 3), Candidate(1, 0.55, 1)])!;
        Assert.Equal((0, 0), (choice.Best.Trial, choice.Recommended.Trial));
    }

    [Fact]
    public void Recommend_EquallySimple_IsTheBest()
    {
        StrategyChoice choice = StrategyChoice.Recommend([Candidate(0, 0.59, 1), Candidate(1, 0.60, 1), Candidate(2, 0.60, 1)])!;
        Assert.Equal((1, 1), (choice.Best.Trial, choice.Recommended.Trial));
    }

    [Fact]
    public void Recommend_Nothing_IsNull() => Assert.Null(StrategyChoice.Recommend([]));

    [Fact]
    public void Complexity_WhatLearns_CountsBeforeWidth()
    {
        EmbeddingStrategy plain = new() { Encoder = VlmEncoder.FromSeed(1) };
        StrategyComplexity simple = StrategyComplexity.Of(plain, 512);
        Assert.True(simple < StrategyComplexity.Of(plain with { Projection = EmbeddingProjection.Pca(8) }, 8));
        Assert.True(StrategyComplexity.Of(plain with { Projection = EmbeddingProjection.Pca(8) }, 8) < StrategyComplexity.Of(plain with { Pooling = SlicePooling.Attention() }, 8));
        Assert.True(simple < StrategyComplexity.Of(plain with { Pooling = SlicePooling.MeanStd() }, 1024));
        Assert.Equal(simple, StrategyComplexity.Of(plain with { Projection = EmbeddingProjection.L2() }, 512));
    }

    private static StrategyCandidate Candidate(int trial, double gain, int learns) => new(trial, gain, 0.03, new StrategyComplexity(learns, 16));
}
