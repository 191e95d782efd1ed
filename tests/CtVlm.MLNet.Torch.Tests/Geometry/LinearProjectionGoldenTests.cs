namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Linear projections against the reference: fitted on the training rows, applied to the test rows, on every data set.</summary>
public class LinearProjectionGoldenTests
{
    public static TheoryData<string> SimpleIds => ProjectionCase.Ids("l2", "center", "center_then_l2", "standardize");

    public static TheoryData<string> TopIds => ProjectionCase.Ids("all_but_the_top");

    public static TheoryData<string> PcaIds => ProjectionCase.Ids("pca");

    public static TheoryData<string> PcaWhiteningIds => ProjectionCase.Ids("pca_whiten");

    public static TheoryData<string> ZcaWhiteningIds => ProjectionCase.Ids("zca_whiten");

    public static TheoryData<string> RandomIds => ProjectionCase.Ids("gaussian_random_projection", "sparse_random_projection");

    public static TheoryData<string> LdaIds => ProjectionCase.Ids("lda");

    public static TheoryData<string> MahalanobisIds => ProjectionCase.Ids("mahalanobis");

    public static TheoryData<string> ClassMahalanobisIds => ProjectionCase.Ids("mahalanobis_per_class");

    [Theory]
    [MemberData(nameof(SimpleIds))]
    public void Fit_Simple_Agrees(string id)
    {
        ProjectionCase golden = ProjectionCase.Find(id);
        ReferenceTensor test = golden.Has("test") ? golden.Read("test") : golden.Test;
        FittedProjection projection = golden.Operation switch
        {
            "l2" => EmbeddingProjection.L2().Fit(default, test.Width),
            "center" => Fit(golden, EmbeddingProjection.Centring()),
            "center_then_l2" => Fit(golden, EmbeddingProjection.CentredL2()),
            _ => Fit(golden, EmbeddingProjection.Standardizing()),
        };
        golden.Check(golden.OutputNames.First(), ProjectionCase.Apply(projection, test.Singles));
        CheckWhere(golden, "mean", projection.Mean);
        if (golden.Has("train_out"))
        {
            golden.Check("train_out", ProjectionCase.Apply(projection, golden.Train.Singles));
        }

        if (golden.Has("scale"))
        {
            golden.Check("scale", projection.Figures[ProjectionFigures.Scale].AsSpan());
        }
    }

    [Theory]
    [MemberData(nameof(TopIds))]
    public void Fit_AllButTheTop_Agrees(string id)
    {
        ProjectionCase golden = ProjectionCase.Find(id);
        FittedProjection projection = Fit(golden, EmbeddingProjection.AllButTheTop((int)golden.Number("k")));
        golden.Check("mean", projection.Mean);
        golden.Check("directions", projection.Figures[ProjectionFigures.RemovedDirections].AsSpan());
        golden.Check("test_out", ProjectionCase.Apply(projection, golden.Test.Singles));
    }

    [Theory]
    [MemberData(nameof(PcaIds))]
    public void Fit_Pca_Agrees(string id)
    {
        ProjectionCase golden = ProjectionCase.Find(id);
        FittedProjection projection = Fit(golden, EmbeddingProjection.Pca((int)golden.Number("components")));
        golden.Check("mean", projection.Mean);
        golden.Check("components", projection.Components);
        golden.Check("explained_variance", projection.ExplainedVariance.ToArray().AsSpan());
        golden.Check("explained_variance_ratio", projection.ExplainedVarianceRatio.ToArray().AsSpan());
        golden.Check("singular_values", projection.ExplainedVariance.Select(v => Math.Sqrt(v * (golden.Train.Count - 1))).ToArray().AsSpan());
        float[] projected = ProjectionCase.Apply(projection, golden.Test.Singles);
        golden.Check("test_out", projected);
        golden.Check("test_pdist", ProjectionCase.Distances(projected, projection.OutputWidth), "float32");
        golden.Check("reconstruction", Reconstruct(projection, projected), "float32");
    }

    [Theory]
    [MemberData(nameof(PcaWhiteningIds))]
    public void Fit_PcaWhitening_Agrees(string id)
    {
        ProjectionCase golden = ProjectionCase.Find(id);
        double epsilon = Epsilon(golden);
        FittedProjection projection = Fit(golden, EmbeddingProjection.PcaWhitening(null, epsilon, Shrinkage(golden)));
        double[] variance = projection.Figures[ProjectionFigures.RegularizedVariance];
        golden.Check("mean", projection.Mean);
        golden.Check("variance", variance.AsSpan());
        int rank = (int)golden.Number("rank"), width = projection.InputWidth;
        float[] scaled = projection.Components.ToArray();
        golden.Check("components", scaled.Take(rank * width).Select((v, i) => v * Math.Sqrt(variance[i / width] + epsilon)).ToArray(), "float32");
        float[] projected = ProjectionCase.Apply(projection, golden.Test.Singles);
        golden.Check("test_out", projected.Chunk(width).SelectMany(row => row.Take(rank)).ToArray());
        golden.Check("test_pdist_all", ProjectionCase.Distances(projected, width), "float32");
        CheckAlpha(golden, projection);
    }

    [Theory]
    [MemberData(nameof(ZcaWhiteningIds))]
    public void Fit_ZcaWhitening_Agrees(string id)
    {
        ProjectionCase golden = ProjectionCase.Find(id);
        FittedProjection projection = Fit(golden, EmbeddingProjection.ZcaWhitening(null, Epsilon(golden), Shrinkage(golden)));
        golden.Check("mean", projection.Mean);
        golden.Check("whitener", projection.Components);
        golden.Check("test_out", ProjectionCase.Apply(projection, golden.Test.Singles));
        CheckAlpha(golden, projection);
    }

    [Theory]
    [MemberData(nameof(RandomIds))]
    public void Apply_RandomMatrix_Agrees(string id)
    {
        ProjectionCase golden = ProjectionCase.Find(id);
        FittedProjection projection = new("random", golden.Test.Width, [new AffineStep(null, golden.Read("matrix").Singles)]);
        golden.Check("test_out", ProjectionCase.Apply(projection, golden.Test.Singles));
    }

    [Theory]
    [MemberData(nameof(LdaIds))]
    public void Fit_Lda_Agrees(string id)
    {
        ProjectionCase golden = ProjectionCase.Find(id);
        CovarianceShrinkage shrinkage = !golden.HasParameter("shrinkage") ? CovarianceShrinkage.None
            : golden.Parameter("shrinkage") == "auto" ? CovarianceShrinkage.LedoitWolf
            : CovarianceShrinkage.Fixed(golden.Number("shrinkage"));
        FittedProjection projection = Fit(golden, EmbeddingProjection.Lda("Label", (int)golden.Number("components"), shrinkage));
        golden.Check("class_means", projection.Figures[ProjectionFigures.ClassMeans].AsSpan());
        golden.Check("explained_variance_ratio", projection.ExplainedVarianceRatio.ToArray().AsSpan());
        CheckUpToSigns(golden, "scalings", Transpose(projection.Components.ToArray(), projection.InputWidth), projection.OutputWidth);
        float[] projected = ProjectionCase.Apply(projection, golden.Test.Singles);
        CheckUpToSigns(golden, "test_out", projected, projection.OutputWidth);
        golden.Check("test_pdist", ProjectionCase.Distances(projected, projection.OutputWidth), "float32");
        if (shrinkage.IsNone)
        {
            CheckDecisions(golden, projection, projected);
        }
    }

    [Theory]
    [MemberData(nameof(MahalanobisIds))]
    public void Fit_Mahalanobis_Agrees(string id)
    {
        ProjectionCase golden = ProjectionCase.Find(id);
        FittedProjection projection = Fit(golden, EmbeddingProjection.Mahalanobis());
        float[] squared = ProjectionCase.Apply(projection, golden.Test.Singles);
        golden.Check("mean", projection.Mean);
        golden.Check("squared", squared);
        golden.Check("distance", squared.Select(MathF.Sqrt).ToArray());
        CheckAlpha(golden, projection);
    }

    [Theory]
    [MemberData(nameof(ClassMahalanobisIds))]
    public void Fit_ClassMahalanobis_Agrees(string id)
    {
        ProjectionCase golden = ProjectionCase.Find(id);
        FittedProjection projection = Fit(golden, EmbeddingProjection.ClassMahalanobis("Label"));
        float[] squared = ProjectionCase.Apply(projection, golden.Test.Singles);
        golden.Check("class_means", projection.Figures[ProjectionFigures.ClassMeans].AsSpan());
        golden.Check("squared", squared);
        golden.Check("score", squared.Chunk(projection.OutputWidth).Select(row => -row.Min()).ToArray());
        CheckAlpha(golden, projection);
    }

    private static FittedProjection Fit(ProjectionCase golden, EmbeddingProjection projection) =>
        projection.Fit(new ProjectionData(golden.Train.Width, golden.Train.Singles) { Classes = golden.Labels });

    private static double Epsilon(ProjectionCase golden) => golden.HasParameter("eps") ? golden.Number("eps") : 0;

    private static CovarianceShrinkage? Shrinkage(ProjectionCase golden) => !golden.HasParameter("shrinkage") ? null
        : golden.Parameter("shrinkage") == "fixed" ? CovarianceShrinkage.Fixed(golden.Number("alpha"))
        : CovarianceShrinkage.LedoitWolf;

    private static void CheckAlpha(ProjectionCase golden, FittedProjection projection)
    {
        if (golden.HasParameter("alpha"))
        {
            golden.Check("alpha", [golden.Number("alpha")], [projection.Shrinkage!.Value], "float64");
        }
    }

    private static void CheckWhere(ProjectionCase golden, string name, ReadOnlySpan<float> actual)
    {
        if (golden.Has(name))
        {
            golden.Check(name, actual);
        }
    }

    private static void CheckUpToSigns(ProjectionCase golden, string name, float[] actual, int width)
    {
        double[] expected = golden.Read(name).Values;
        double[] aligned = new double[actual.Length];
        for (int column = 0; column < width; column++)
        {
            double agreement = 0;
            for (int i = column; i < actual.Length; i += width)
            {
                agreement += expected[i] * actual[i];
            }

            for (int i = column; i < actual.Length; i += width)
            {
                aligned[i] = actual[i] * Math.Sign(agreement);
            }
        }

        golden.Check(name, expected, aligned, "float32");
    }

    // With every discriminant kept, the score of a class is z.m - |m|^2/2 + log prior in the space of the discriminants.
    private static void CheckDecisions(ProjectionCase golden, FittedProjection projection, float[] projected)
    {
        int[] labels = golden.Labels;
        float[][] means = [.. ProjectionCase.Apply(projection, golden.Read("class_means").Singles).Chunk(projection.OutputWidth)];
        double[][] scores =
        [
            .. projected.Chunk(projection.OutputWidth).Select(z => means.Select((m, c) =>
                z.Zip(m, (a, b) => (double)a * b).Sum() - (m.Sum(v => (double)v * v) / 2) + Math.Log(labels.Count(l => l == c) / (double)labels.Length)).ToArray()),
        ];
        golden.Check("decision", scores.SelectMany(s => s).ToArray(), "float32");
        Assert.Equal(golden.Read("predicted").Integers, scores.Select(s => Array.IndexOf(s, s.Max())));
    }

    private static double[] Reconstruct(FittedProjection projection, float[] projected)
    {
        int width = projection.InputWidth, components = projection.OutputWidth;
        double[] rows = new double[projected.Length / components * width];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = projection.Mean[i % width];
            for (int k = 0; k < components; k++)
            {
                rows[i] += (double)projected[(i / width * components) + k] * projection.Components[(k * width) + (i % width)];
            }
        }

        return rows;
    }

    private static float[] Transpose(float[] rows, int width) =>
        [.. Enumerable.Range(0, rows.Length).Select(i => rows[(i % (rows.Length / width) * width) + (i / (rows.Length / width))])];
}
