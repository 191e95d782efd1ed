using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Tests;

/// <summary>Projections as text.</summary>
public sealed class ProjectionSpecificationTests
{
    [Fact]
    public void Specification_Arguments_AreWritten()
    {
        Assert.Equal("identity", EmbeddingProjection.Identity().Specification);
        Assert.Equal("pca:components=8", EmbeddingProjection.Pca(8).Specification);
        Assert.Equal("zca-whitening:components=all,epsilon=0.5,shrinkage=0", EmbeddingProjection.ZcaWhitening(epsilon: 0.5).Specification);
        Assert.Equal("lda:label=Severity,components=most,shrinkage=ledoitwolf", EmbeddingProjection.Lda("Severity", shrinkage: CovarianceShrinkage.LedoitWolf).Specification);
        Assert.Equal("gap-shift:lambda=0.5,counterpart=Text,side=image", EmbeddingProjection.ModalityGapShift(0.5, "Text", EmbeddingModality.Image).Specification);
    }

    [Fact]
    public void Specification_EveryConstructorArgument_Shows()
    {
        foreach (Type type in ProjectionRegistry.Entries.Select(e => e.CreateExample().GetType()).Distinct())
        {
            EmbeddingProjection example = ProjectionRegistry.Entries.Select(e => e.CreateExample()).First(p => p.GetType() == type);
            bool hasArguments = type.GetConstructors().Any(c => c.GetParameters().Length > 0);
            Assert.True(hasArguments == example.Specification.Contains(':', StringComparison.Ordinal), example.Specification);
        }
    }
}
