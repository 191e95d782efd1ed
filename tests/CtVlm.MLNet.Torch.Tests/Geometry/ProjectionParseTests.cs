namespace CtVlm.MLNet.Torch.Tests;

public class ProjectionParseTests
{
    public static TheoryData<string> Specifications => [.. ProjectionRegistry.Entries.Select(e => e.CreateExample().Specification)];

    [Theory]
    [MemberData(nameof(Specifications))]
    public void Parse_SpecificationOfAProjection_GivesItBack(string specification) => Assert.Equal(specification, EmbeddingProjection.Parse(specification).Specification);

    [Theory]
    [InlineData("lda", "lda:label=Label,components=most,shrinkage=0")]
    [InlineData("zca-whitening:shrinkage=ledoitwolf", "zca-whitening:components=all,epsilon=0,shrinkage=ledoitwolf")]
    [InlineData("pca-whitening:components=4,epsilon=0.5", "pca-whitening:components=4,epsilon=0.5,shrinkage=0")]
    [InlineData("hyperbolic:curvature=2", "hyperbolic:curvature=2,radius=1,scale=1,coordinates=tangentatmean")]
    [InlineData("mahalanobis:shrinkage=0.25", "mahalanobis:shrinkage=0.25")]
    public void Parse_ArgumentsLeftOut_AreTheDefaults(string text, string specification) => Assert.Equal(specification, EmbeddingProjection.Parse(text).Specification);

    [Theory]
    [InlineData("pcb", "There is no projection 'pcb'. Known: identity, l2")]
    [InlineData("pca", "Projection 'pca' needs components=K")]
    [InlineData("pca:components=many", "a whole number expected")]
    [InlineData("l2:components=3", "Projection 'l2' has no argument 'components'. Known: none.")]
    [InlineData("rank-gauss:interpolates=maybe", "true or false expected")]
    [InlineData("zca-whitening:shrinkage=2", "0 to 1")]
    [InlineData("pca:8", "name=value expected")]
    public void Parse_WhatIsNoProjection_IsRefused(string text, string message) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(() => EmbeddingProjection.Parse(text)).Message, StringComparison.Ordinal);
}
