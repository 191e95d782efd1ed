using CsCheck;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>What the mathematics of linear projections promises, for random rows.</summary>
public class ProjectionPropertyTests
{
    private const int Rounds = 25;

    private static readonly Gen<ProjectionData> s_data =
        Gen.Select(Gen.Int[30, 60], Gen.Int[2, 6], Gen.Int[0, 1_000_000], (count, width, seed) => ExampleRows.Create(count, width, seed));

    public static TheoryData<string> OrderlessNames =>
    [
        "identity", "l2", "centred", "centred-l2", "standardized", "pca-whitening", "zca-whitening", "gaussian-random", "sparse-random", "lda", "mahalanobis", "class-mahalanobis",
    ];

    [Fact]
    public void Whitening_OfItsTrainingRows_HasIdentityCovariance() => s_data.Sample(
        data =>
        {
            foreach (EmbeddingProjection projection in (EmbeddingProjection[])[EmbeddingProjection.PcaWhitening(), EmbeddingProjection.ZcaWhitening()])
            {
                double[] covariance = ExampleRows.Covariance(ProjectionCase.Apply(projection.Fit(data), data.Rows.Span), data.Width);
                AssertClose([.. covariance.Select((_, i) => i % (data.Width + 1) == 0 ? 1.0 : 0.0)], covariance, 1e-4);
            }
        },
        iter: Rounds);

    [Fact]
    public void ZcaWhitening_Components_WhitensThemAndRemovesTheRest() => s_data.Sample(
        data =>
        {
            int components = data.Width - 1;
            float[] zca = ProjectionCase.Apply(EmbeddingProjection.ZcaWhitening(components).Fit(data), data.Rows.Span);
            float[] pca = ProjectionCase.Apply(EmbeddingProjection.PcaWhitening(components).Fit(data), data.Rows.Span);
            AssertClose(ProjectionCase.Distances(pca, components), ProjectionCase.Distances(zca, data.Width), 1e-3);
            double[] covariance = ExampleRows.Covariance(zca, data.Width);
            Assert.Equal(components, Enumerable.Range(0, data.Width).Sum(i => covariance[i * (data.Width + 1)]), 1e-3);
        },
        iter: Rounds);

    [Fact]
    public void Pca_OfPrincipalComponents_LeavesThem() => s_data.Sample(
        data =>
        {
            float[] once = ProjectionCase.Apply(EmbeddingProjection.Pca(2).Fit(data), data.Rows.Span);
            FittedProjection again = EmbeddingProjection.Pca(2).Fit(once, 2);
            AssertClose([.. again.ExplainedVariance], [.. EmbeddingProjection.Pca(2).Fit(data).ExplainedVariance], 1e-4);
            double gap = again.ExplainedVariance[0] / again.ExplainedVariance[1];
            if (gap > 1.1)
            {
                AssertClose([.. once.Select(v => (double)v)], [.. ProjectionCase.Apply(again, once).Select(v => (double)v)], 1e-3);
            }
        },
        iter: Rounds);

    [Fact]
    public void Distances_OfTurnedRows_AreTheSame() => Gen.Select(s_data, Gen.Int[0, 1_000_000]).Sample(
        pair =>
        {
            (ProjectionData data, int seed) = pair;
            ProjectionData turned = ExampleRows.Reflect(data, seed);
            EmbeddingProjection[] projections =
            [
                EmbeddingProjection.L2(), EmbeddingProjection.CentredL2(), EmbeddingProjection.Pca(data.Width), EmbeddingProjection.PcaWhitening(), EmbeddingProjection.ZcaWhitening(),
            ];
            foreach (EmbeddingProjection projection in projections)
            {
                AssertClose(Distances(projection.Fit(data), data), Distances(projection.Fit(turned), turned), 2e-3);
            }
        },
        iter: Rounds);

    [Fact]
    public void Mahalanobis_OfTurnedRows_IsTheSame() => Gen.Select(s_data, Gen.Int[0, 1_000_000]).Sample(
        pair =>
        {
            (ProjectionData data, int seed) = pair;
            ProjectionData turned = ExampleRows.Reflect(data, seed);
            foreach (EmbeddingProjection projection in (EmbeddingProjection[])[EmbeddingProjection.Mahalanobis(), EmbeddingProjection.ClassMahalanobis("Label")])
            {
                AssertClose(Map(projection.Fit(data), data), Map(projection.Fit(turned), turned), 2e-3);
            }
        },
        iter: Rounds);

    [Theory]
    [MemberData(nameof(OrderlessNames))]
    public void Fit_RowsInAnotherOrder_MapsAlike(string name)
    {
        ProjectionData data = ExampleRows.Create();
        int[] order = [.. Enumerable.Range(0, data.Count)];
        new Random(5).Shuffle(order);
        EmbeddingProjection projection = ProjectionRegistry.Entries.Single(e => e.Name == name).CreateExample();
        AssertClose(Map(projection.Fit(data), data), Map(projection.Fit(ExampleRows.Take(data, order)), data), 1e-4);
    }

    [Fact]
    public void AllButTheTop_OfTrainingRows_HasNoVarianceInTheDirections() => s_data.Sample(
        data =>
        {
            FittedProjection projection = EmbeddingProjection.AllButTheTop(1).Fit(data);
            float[] mapped = ProjectionCase.Apply(projection, data.Rows.Span);
            double[] direction = projection.Figures[ProjectionFigures.RemovedDirections];
            Assert.All(mapped.Chunk(data.Width), row => Assert.Equal(0, row.Zip(direction, (a, b) => a * b).Sum(), 1e-4));
        },
        iter: Rounds);

    [Fact]
    public void RandomMatrices_OfManyEntries_HaveTheirDistribution()
    {
        float[] gaussian = EmbeddingProjection.GaussianRandom(100, seed: 3).Fit(default, 500).Components.ToArray();
        Assert.Equal(0, gaussian.Average(), 2e-3);
        Assert.Equal(0.01, gaussian.Average(v => v * v), 3e-4);
        Assert.Equal(3e-4, gaussian.Average(v => v * v * v * v), 3e-5);
        float[] sparse = EmbeddingProjection.SparseRandom(100, seed: 3).Fit(default, 500).Components.ToArray();
        Assert.Equal(3, sparse.Distinct().Count());
        Assert.Equal(MathF.Sqrt(0.03f), sparse.Max(), 1e-6f);
        Assert.Equal(1.0 / 3, sparse.Count(v => v != 0) / (double)sparse.Length, 0.01);
        Assert.Equal(0, sparse.Average(), 2e-3);
    }

    [Fact]
    public void RandomMatrices_OfOneSeed_AreOne()
    {
        Assert.Equal(EmbeddingProjection.GaussianRandom(4, 7).Fit(default, 6).Components.ToArray(), EmbeddingProjection.GaussianRandom(4, 7).Fit(default, 6).Components.ToArray());
        Assert.NotEqual(EmbeddingProjection.SparseRandom(4, 7).Fit(default, 6).Components.ToArray(), EmbeddingProjection.SparseRandom(4, 8).Fit(default, 6).Components.ToArray());
    }

    [Fact]
    public void LedoitWolf_RowByRow_IsTheDefinition() => s_data.Sample(
        data =>
        {
            double expected = SlowAlpha(data);
            Assert.Equal(expected, EmbeddingProjection.Mahalanobis().Fit(data).Shrinkage!.Value, 1e-9);
        },
        iter: Rounds);

    // Ledoit and Wolf's alpha as its formula reads, every row's matrix formed.
    private static double SlowAlpha(ProjectionData data)
    {
        int width = data.Width, count = data.Count;
        double[] centred = ExampleRows.Centre(data.Rows.Span, TrainingRows.Mean(data));
        double[] covariance = [.. ExampleRows.Covariance(data.Rows.ToArray(), width).Select(v => v * (count - 1) / count)];
        double mu = Enumerable.Range(0, width).Sum(i => covariance[i * (width + 1)]) / width;
        double delta = covariance.Select((v, i) => v - (i % (width + 1) == 0 ? mu : 0)).Sum(v => v * v) / width;
        double beta = centred.Chunk(width).Sum(x => covariance.Select((v, i) => (x[i / width] * x[i % width]) - v).Sum(v => v * v)) / width / count / count;
        return Math.Min(beta, delta) / delta;
    }

    private static double[] Map(FittedProjection projection, ProjectionData data) => [.. ProjectionCase.Apply(projection, data.Rows.Span).Select(v => (double)v)];

    private static double[] Distances(FittedProjection projection, ProjectionData data) =>
        ProjectionCase.Distances(ProjectionCase.Apply(projection, data.Rows.Span), projection.OutputWidth);

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * (1 + Math.Abs(expected[i])), $"Value {i}: {expected[i]:R} expected, got {actual[i]:R}.");
        }
    }
}
