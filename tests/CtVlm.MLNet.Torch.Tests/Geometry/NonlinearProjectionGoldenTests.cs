namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Projections that are no linear map, against the reference.</summary>
public class NonlinearProjectionGoldenTests
{
    public static TheoryData<string> RankGaussIds => ProjectionCase.Ids("rank_gauss");

    public static TheoryData<string> NystroemIds => ProjectionCase.Ids("nystroem_rbf");

    public static TheoryData<string> FourierIds => ProjectionCase.Ids("random_fourier_features");

    public static TheoryData<string> GapIds => ProjectionCase.Ids("modality_gap_shift");

    [Theory]
    [MemberData(nameof(RankGaussIds))]
    public void RankGauss_Golden_Agrees(string id)
    {
        var golden = ProjectionCase.Find(id);
        ReferenceTensor train = golden.Train, test = golden.Test;
        FittedProjection steps = EmbeddingProjection.RankGauss().Fit(train.Singles, train.Width);
        golden.Check("train_out", ProjectionCase.Apply(steps, train.Singles));
        golden.Check("test_out", ProjectionCase.Apply(steps, test.Singles));
        FittedProjection interpolated = EmbeddingProjection.RankGauss(interpolates: true).Fit(train.Singles, train.Width);
        golden.Check("test_out_interpolated", ProjectionCase.Apply(interpolated, test.Singles));
    }

    [Theory]
    [MemberData(nameof(NystroemIds))]
    public void Nystroem_Golden_Agrees(string id)
    {
        var golden = ProjectionCase.Find(id);
        ReferenceTensor test = golden.Test;
        RbfKernelStep step = NystroemProjection.CreateStep(golden.Read("landmarks").Singles, test.Width, golden.Number("gamma"));
        golden.Check("normalization", step.Map);
        float[] projected = ProjectionCase.Apply(new FittedProjection("nystroem", test.Width, [step]), test.Singles);
        golden.Check("test_out", projected);
        golden.Check("test_gram", Products(projected, projected, step.GetOutputWidth(test.Width)));
    }

    [Theory]
    [InlineData("nystroem_median")]
    [InlineData("rff_median")]
    public void MedianGamma_Golden_Agrees(string id)
    {
        var golden = ProjectionCase.Find(id);
        ReferenceTensor train = golden.Train;
        foreach (EmbeddingProjection projection in (EmbeddingProjection[])[EmbeddingProjection.Nystroem(7), EmbeddingProjection.RandomFourier(3), EmbeddingProjection.KernelPca(2)])
        {
            double gamma = Assert.Single(projection.Fit(train.Singles, train.Width).Figures[ProjectionFigures.Gamma]);
            golden.Check("gamma", [golden.Number("gamma")], [gamma], "float64");
        }
    }

    [Theory]
    [MemberData(nameof(FourierIds))]
    public void RandomFourier_Golden_Agrees(string id)
    {
        var golden = ProjectionCase.Find(id);
        ReferenceTensor test = golden.Test;
        RandomFourierStep step = new(golden.Read("frequencies").Singles, golden.Read("phases").Singles);
        golden.Check("test_out", ProjectionCase.Apply(new FittedProjection("random-fourier", test.Width, [step]), test.Singles));
    }

    [Theory]
    [MemberData(nameof(GapIds))]
    public void ModalityGapShift_Golden_Agrees(string id)
    {
        var golden = ProjectionCase.Find(id);
        ReferenceTensor images = golden.Read("image_train"), texts = golden.Read("text_train");
        FittedProjection image = FitShift(golden, images, texts, EmbeddingModality.Image), text = FitShift(golden, texts, images, EmbeddingModality.Text);
        float[] imageOut = ProjectionCase.Apply(image, golden.Read("image_test").Singles), textOut = ProjectionCase.Apply(text, golden.Read("text_test").Singles);
        golden.Check("image_out", imageOut);
        golden.Check("text_out", textOut);
        golden.Check("similarity", Products(imageOut, textOut, images.Width));
        Assert.All([image, text], fitted =>
        {
            golden.Check("gap", fitted.Figures[ProjectionFigures.ModalityGap]);
            golden.Check("gap_norm", [fitted.ShiftNorm!.Value]);
            Assert.True(fitted.Normalizes);
        });
    }

    [Fact]
    public void SphericalLog_Golden_Agrees()
    {
        var golden = ProjectionCase.Find("sphere_log");
        ReferenceTensor train = golden.Read("train");
        FittedProjection projection = EmbeddingProjection.SphericalLog().Fit(train.Singles, train.Width);
        golden.Check("base", Assert.IsType<SphericalLogStep>(Assert.Single(projection.Steps)).BasePoint);
        golden.Check("test_out", ProjectionCase.Apply(projection, golden.Read("test").Singles));
        var mean = ProjectionCase.Find("frechet_mean");
        mean.Check("variance", projection.Figures[ProjectionFigures.SphericalVariance]);
    }

    private static FittedProjection FitShift(ProjectionCase golden, ReferenceTensor rows, ReferenceTensor counterparts, EmbeddingModality side) =>
        EmbeddingProjection.ModalityGapShift(golden.Number("lambda"), "Other", side)
            .Fit(new ProjectionData(rows.Width, rows.Singles) { Counterparts = counterparts.Singles });

    private static float[] Products(float[] a, float[] b, int width)
    {
        int rows = a.Length / width, columns = b.Length / width;
        float[] products = new float[rows * columns];
        for (int i = 0; i < products.Length; i++)
        {
            for (int k = 0; k < width; k++)
            {
                products[i] += a[(i / columns * width) + k] * b[(i % columns * width) + k];
            }
        }

        return products;
    }
}
