namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Arguments and special cases of the projections that are no linear map.</summary>
public class NonlinearProjectionTests
{
    private static readonly float[] s_rows = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8];

    [Fact]
    public void NormalQuantile_KnownValues_Agree()
    {
        Assert.Equal(0, NormalQuantile.Of(0.5));
        Assert.Equal(1.9599639845400545, NormalQuantile.Of(0.975), 1e-14);
        Assert.Equal(-3.090232306167813, NormalQuantile.Of(0.001), 1e-13);
        Assert.Equal(-9.262340089798408, NormalQuantile.Of(1e-20), 1e-12);
        Assert.Equal(double.NegativeInfinity, NormalQuantile.Of(0));
        Assert.Equal(double.PositiveInfinity, NormalQuantile.Of(1));
        Assert.True(double.IsNaN(NormalQuantile.Of(1.1)));
    }

    [Fact]
    public void RankGauss_ConstantColumn_IsZeroAtTheConstant()
    {
        FittedProjection projection = EmbeddingProjection.RankGauss().Fit(new float[] { 7, 7, 7 }, 1);
        Assert.Equal([0f], ProjectionCase.Apply(projection, [7]));
    }

    [Fact]
    public void Nystroem_MoreLandmarksThanDifferentRows_IsRefused()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => EmbeddingProjection.Nystroem(3, 1).Fit(new float[] { 1, 2, 1, 2, 3, 4 }, 2));
        Assert.Contains("only 2 of 3 training rows are different", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nystroem_AllRowsAsLandmarks_GivesTheKernel()
    {
        FittedProjection projection = EmbeddingProjection.Nystroem(4, 0.1, seed: 5).Fit(s_rows, 3);
        float[] features = ProjectionCase.Apply(projection, s_rows);
        double expected = Math.Exp(-0.1 * (4 + 16 + 25));
        Assert.Equal(expected, Enumerable.Range(0, 4).Sum(k => features[k] * features[4 + k]), 1e-5);
    }

    [Fact]
    public void MedianGamma_EqualRows_IsRefused()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => EmbeddingProjection.RandomFourier(3).Fit(new float[] { 1, 2, 1, 2, 1, 2 }, 2));
        Assert.Contains("Give gamma", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RandomFourier_ManyWaves_ApproximateTheKernel()
    {
        float[] features = ProjectionCase.Apply(EmbeddingProjection.RandomFourier(20_000, 0.01, seed: 3).Fit(s_rows, 3), s_rows);
        double product = Enumerable.Range(0, 20_000).Sum(k => (double)features[k] * features[20_000 + k]);
        Assert.Equal(Math.Exp(-0.01 * 45), product, 0.03); // Some four deviations of 1/sqrt(20,000)
    }

    [Fact]
    public void RandomFourier_GammaGiven_NeedsNoRows() => Assert.False(EmbeddingProjection.RandomFourier(3, 1).NeedsData);

    [Fact]
    public void KernelPca_BeyondRank_SaysTheRank()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => EmbeddingProjection.KernelPca(4, 0.1).Fit(s_rows, 3));
        Assert.Contains("span only 3", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ModalityGapShift_Lambda1_MakesTheMeansEqualBeforeTheLastL2()
    {
        float[] images = [1, 0, 0, 1], texts = [-1, 0, 0, 1];
        FittedProjection image = EmbeddingProjection.ModalityGapShift(1, "Text", EmbeddingModality.Image).Fit(new ProjectionData(2, images) { Counterparts = texts });
        Assert.Equal([0.5f, 0f], image.Mean.ToArray());
        Assert.Equal(1, image.ShiftNorm!.Value, 1e-12);
    }

    [Fact]
    public void ModalityGapShift_CounterpartsOfAnotherLength_AreRefused() => Assert.Contains(
        "other modality",
        Assert.Throws<ArgumentException>(() => EmbeddingProjection.ModalityGapShift(1, "Text", EmbeddingModality.Image).Fit(s_rows, 3)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Hyperbolic_FittedCurvature_PutsTheMedianRowAtTheRadius()
    {
        float[] rows = [3, 4, 0, 1, 6, 8];
        FittedProjection projection = EmbeddingProjection.Hyperbolic(scale: 2, radius: 1.5).Fit(rows, 2);
        Assert.Equal(1.5 / 10 * (1.5 / 10), projection.Curvature!.Value, 1e-12);
    }

    [Fact]
    public void Hyperbolic_TangentAtOrigin_IsTheScaledVector()
    {
        FittedProjection projection = EmbeddingProjection.Hyperbolic(1, 0.5, HyperbolicCoordinates.TangentAtOrigin).Fit(default, 2);
        AssertClose([1, 0.5f], ProjectionCase.Apply(projection, [2, 1]), 1e-6f);
    }

    [Fact]
    public void Hyperbolic_TangentAtMean_HasTheDistancesToTheMean()
    {
        FittedProjection projection = EmbeddingProjection.Hyperbolic(0.02).Fit(s_rows, 3);
        double[] mean = Assert.IsType<HyperbolicStep>(Assert.Single(projection.Steps)).Mean!;
        float[] tangents = ProjectionCase.Apply(projection, s_rows);
        double[] point = new double[3];
        for (int row = 0; row < 4; row++)
        {
            HyperbolicStep.Lift(s_rows.AsSpan(row * 3, 3), 0.02, 1, point);
            Assert.Equal(LorentzGeometry.Distance(mean, point, 0.02), Math.Sqrt(tangents.Skip(row * 3).Take(3).Sum(v => v * v)), 1e-4);
        }
    }

    [Fact]
    public void Hyperbolic_SmallCurvature_TangentAtMeanIsCentring()
    {
        float[] tangents = ProjectionCase.Apply(EmbeddingProjection.Hyperbolic(1e-9).Fit(s_rows, 3), s_rows);
        float[] centred = ProjectionCase.Apply(EmbeddingProjection.Centring().Fit(s_rows, 3), s_rows);
        AssertClose(centred, tangents, 1e-4f);
    }

    [Fact]
    public void Hyperbolic_ZeroRows_NeedACurvature() => Assert.Contains(
        "Give the curvature",
        Assert.Throws<InvalidOperationException>(() => EmbeddingProjection.Hyperbolic().Fit(new float[6], 3)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void SphericalLog_ZeroAndOpposite_AreDefined()
    {
        FittedProjection projection = EmbeddingProjection.SphericalLog().Fit(new float[] { 1, 0, 0 }, 3);
        Assert.Equal([0f, 0f, 0f], ProjectionCase.Apply(projection, [0, 0, 0]));
        Assert.Equal([0f, 3.1415927f, 0f], ProjectionCase.Apply(projection, [-2, 0, 0]));
    }

    [Fact]
    public void SphericalLog_RowsThatCancelOut_AreRefused() => Assert.Contains(
        "cancel out",
        Assert.Throws<InvalidOperationException>(() => EmbeddingProjection.SphericalLog().Fit(new float[] { 1, 0, -1, 0 }, 2)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Factories_BadArguments_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddingProjection.Nystroem(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddingProjection.Nystroem(3, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddingProjection.RandomFourier(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddingProjection.RandomFourier(3, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddingProjection.KernelPca(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddingProjection.KernelPca(2, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddingProjection.ModalityGapShift(double.NaN, "Text", EmbeddingModality.Image));
        Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddingProjection.ModalityGapShift(1, "Text", (EmbeddingModality)7));
        Assert.Throws<ArgumentException>(() => EmbeddingProjection.ModalityGapShift(1, " ", EmbeddingModality.Image));
        Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddingProjection.Hyperbolic(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddingProjection.Hyperbolic(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddingProjection.Hyperbolic(1, 1, (HyperbolicCoordinates)9));
        Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddingProjection.Hyperbolic(radius: double.PositiveInfinity));
    }

    private static void AssertClose(float[] expected, float[] actual, float tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }
}
