namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Rows that do not determine a projection, and settings that no rows can meet.</summary>
public class ProjectionRulesTests
{
    private readonly ProjectionData _data = ExampleRows.Create();

    public static TheoryData<string, int> LowRanks => new() { { "few_rows", 8 }, { "constant_column", 9 }, { "duplicate_column", 9 } };

    [Theory]
    [MemberData(nameof(LowRanks))]
    public void Fit_WhiteningOfLowRank_NamesRankAndAdvice(string set, int rank)
    {
        ReferenceTensor train = ProjectionCase.Find("center." + set).Train;
        foreach (EmbeddingProjection projection in (EmbeddingProjection[])[EmbeddingProjection.PcaWhitening(), EmbeddingProjection.ZcaWhitening()])
        {
            string message = Assert.Throws<InvalidOperationException>(() => projection.Fit(train.Singles, train.Width)).Message;
            Assert.Contains($"have rank {rank}", message, StringComparison.Ordinal);
            Assert.Contains("epsilon", message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(LowRanks))]
    public void Fit_WhiteningOfItsRank_IsFinite(string set, int rank)
    {
        ReferenceTensor train = ProjectionCase.Find("center." + set).Train;
        FittedProjection projection = EmbeddingProjection.ZcaWhitening(rank).Fit(train.Singles, train.Width);
        Assert.Equal(train.Width, projection.OutputWidth);
        Assert.All(ProjectionCase.Apply(projection, train.Singles), value => Assert.True(float.IsFinite(value)));
    }

    [Theory]
    [MemberData(nameof(LowRanks))]
    public void Fit_ComponentsBeyondRank_Refuses(string set, int rank)
    {
        ReferenceTensor train = ProjectionCase.Find("center." + set).Train;
        EmbeddingProjection[] projections =
        [
            EmbeddingProjection.Pca(rank + 1),
            EmbeddingProjection.AllButTheTop(rank + 1),
            EmbeddingProjection.PcaWhitening(rank + 1),
            EmbeddingProjection.ZcaWhitening(train.Width + 1, epsilon: 1),
        ];
        Assert.All(projections, projection =>
            Assert.Contains($"{rank}", Assert.Throws<InvalidOperationException>(() => projection.Fit(train.Singles, train.Width)).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Fit_RegularizedComponentsBeyondRank_Refuses()
    {
        ReferenceTensor train = ProjectionCase.Find("center.few_rows").Train;
        Assert.Throws<InvalidOperationException>(() => EmbeddingProjection.PcaWhitening(9, epsilon: 0.1).Fit(train.Singles, train.Width));
    }

    [Fact]
    public void Fit_OneRow_CentresAndScalesByOne()
    {
        ProjectionData one = ExampleRows.Take(_data, [3]);
        FittedProjection standardized = EmbeddingProjection.Standardizing().Fit(one);
        Assert.All(standardized.Figures[ProjectionFigures.Scale], scale => Assert.Equal(1, scale));
        Assert.Equal(one.Rows.ToArray(), EmbeddingProjection.Centring().Fit(one).Mean.ToArray());
        EmbeddingProjection[] refusing =
        [
            EmbeddingProjection.Pca(1),
            EmbeddingProjection.AllButTheTop(1),
            EmbeddingProjection.PcaWhitening(epsilon: 1),
            EmbeddingProjection.ZcaWhitening(shrinkage: CovarianceShrinkage.LedoitWolf),
            EmbeddingProjection.Lda("Label"),
            EmbeddingProjection.Mahalanobis(),
            EmbeddingProjection.ClassMahalanobis("Label"),
        ];
        Assert.All(refusing, projection => Assert.Throws<InvalidOperationException>(() => projection.Fit(one)));
    }

    [Theory]
    [InlineData("all 40 training rows are of one", 0, 0)]
    [InlineData("class 1 of 3 has no training row", 0, 2)]
    [InlineData("classes count from 0", -1, 1)]
    [InlineData("some class up to it has none", 0, int.MaxValue)]
    public void Fit_LdaOfBadClasses_NamesThem(string message, int even, int odd)
    {
        ProjectionData data = _data with { Classes = [.. Enumerable.Range(0, 40).Select(row => row % 2 == 0 ? even : odd)] };
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => EmbeddingProjection.Lda("Label").Fit(data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_LdaOfMoreComponentsThanClasses_NamesMost()
    {
        string message = Assert.Throws<InvalidOperationException>(() => EmbeddingProjection.Lda("Label", 3).Fit(_data)).Message;
        Assert.Contains("3 classes are separated by at most 2 components", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_LdaOfSingularCovariance_NamesRank()
    {
        ReferenceTensor train = ProjectionCase.Find("center.few_rows").Train;
        ProjectionData data = new(train.Width, train.Singles) { Classes = ProjectionCase.Find("center.few_rows").Labels };
        string message = Assert.Throws<InvalidOperationException>(() => EmbeddingProjection.Lda("Label", shrinkage: CovarianceShrinkage.Fixed(0)).Fit(data)).Message;
        Assert.Contains("have rank 6", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_BadSettings_Refuses()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddingProjection.AllButTheTop(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddingProjection.PcaWhitening(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddingProjection.ZcaWhitening(epsilon: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddingProjection.ZcaWhitening(epsilon: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddingProjection.GaussianRandom(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddingProjection.SparseRandom(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddingProjection.Lda("Label", 0));
        Assert.Throws<ArgumentException>(() => EmbeddingProjection.Lda(" "));
        Assert.Throws<ArgumentException>(() => EmbeddingProjection.ClassMahalanobis(""));
        Assert.Throws<ArgumentOutOfRangeException>(() => CovarianceShrinkage.Fixed(1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => CovarianceShrinkage.Fixed(double.NaN));
    }

    [Fact]
    public void Fit_Standardizing_ConstantColumnIsOnlyCentred()
    {
        FittedProjection projection = EmbeddingProjection.Standardizing().Fit(new float[] { 0.1f, 1, 0.1f, 2, 0.1f, 3 }, 2);
        Assert.Equal(1, projection.Figures[ProjectionFigures.Scale][0]);
        Assert.Equal(0, ProjectionCase.Apply(projection, [0.1f, 5])[0]);
    }
}
