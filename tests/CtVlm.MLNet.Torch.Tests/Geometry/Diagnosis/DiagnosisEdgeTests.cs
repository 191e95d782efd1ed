using System.Text.Json;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Degenerate rows: what is still defined agrees, what is not says why.</summary>
public class DiagnosisEdgeTests
{
    public static TheoryData<string> Spectra => ["line", "duplicates", "few_rows"];

    [Theory]
    [MemberData(nameof(Spectra))]
    public void Rank_Edge_Agrees(string name) => AssertRank(DiagnosisGolden.Edge(name).GetProperty("values"), DiagnosisGolden.Rank(Rows(name)));

    [Fact]
    public void Dimension_Duplicates_LeavesThemOut() => AssertDimension(
        DiagnosisGolden.Edge("duplicates").GetProperty("values"), DimensionDiagnosis.Compute(PairDistances.Between(Rows("duplicates")), [5]));

    [Fact]
    public void Silhouette_ClassOfOneRow_CountsZero()
    {
        PairDistances pairs = DiagnosisGolden.UnitPairs(Rows("few_rows"));
        int[] labels = DiagnosisGolden.Integers("edge.few_rows.labels");
        DiagnosisGolden.AssertFigure(DiagnosisGolden.Edge("few_rows").GetProperty("values"), "silhouette_cosine", SilhouetteDiagnosis.Compute(pairs, labels));
        Assert.Equal(0, SilhouetteDiagnosis.ComputeRows(pairs, labels)[Array.IndexOf(labels, 2)]);
    }

    [Fact]
    public void FisherTraceOfRatio_FewerRowsThanColumns_IsUndefined()
    {
        ScatterDiagnosis scatter = new(Rows("few_rows"), DiagnosisGolden.Integers("edge.few_rows.labels"));
        Assert.Contains("singular", scatter.TraceOfRatio().Undefined, StringComparison.Ordinal);
        Assert.True(scatter.TraceRatio().IsDefined);
    }

    [Fact]
    public void Cone_IdenticalRows_IsAPoint()
    {
        JsonElement values = DiagnosisGolden.Edge("identical").GetProperty("values");
        ConeFigures cone = DiagnosisGolden.Cone(Rows("identical"));
        DiagnosisGolden.AssertFigure(values, "mean_pairwise_cosine", cone.MeanPairwiseCosine);
        DiagnosisGolden.AssertFigure(values, "uniformity", cone.Uniformity);
        DiagnosisGolden.AssertFigure(values, "mean_resultant_length", cone.MeanResultantLength);
    }

    [Fact]
    public void All_IdenticalRows_AreUndefinedWithAReason()
    {
        DiagnosisRows rows = Rows("identical");
        int[] classes = [.. Enumerable.Range(0, rows.Count).Select(row => row % 2)];
        RankFigures rank = DiagnosisGolden.Rank(rows);
        DimensionFigures dimension = DimensionDiagnosis.Compute(PairDistances.Between(rows), [5]);
        ComparisonFigures comparison = DiagnosisGolden.Compare(rows, rows);
        Dictionary<string, GeometryFigure> figures = new()
        {
            ["effective_rank"] = rank.EffectiveRank,
            ["participation_ratio"] = rank.ParticipationRatio,
            ["stable_rank"] = rank.StableRank,
            ["isoscore"] = rank.IsoScore,
            ["twonn_fit"] = dimension.TwoNearestFit,
            ["mle"] = dimension.Likelihood[0].Mean,
            ["cka_linear"] = comparison.CkaLinear,
            ["procrustes_disparity"] = comparison.ProcrustesDisparity,
            ["silhouette_cosine"] = SilhouetteDiagnosis.Compute(DiagnosisGolden.UnitPairs(rows), classes),
            ["fisher_trace_ratio"] = new ScatterDiagnosis(rows, classes).TraceRatio(),
        };
        Assert.All(DiagnosisGolden.Edge("identical").GetProperty("undefined").EnumerateArray(), name => AssertUndefined(figures[name.GetString()!]));
        AssertUndefined(comparison.Svcca);
        AssertUndefined(comparison.CkaRbf);
    }

    [Fact]
    public void Classes_OneClass_AreUndefined()
    {
        DiagnosisRows rows = DiagnosisGolden.Rows("coned.image");
        int[] one = new int[rows.Count];
        Assert.Equal("two classes are needed", SilhouetteDiagnosis.Compute(DiagnosisGolden.UnitPairs(rows), one).Undefined);
        Assert.Equal("two classes are needed", new ScatterDiagnosis(rows, one).TraceRatio().Undefined);
        Assert.Equal("two classes are needed", new SeparabilityDiagnosis(rows, one).Compute(LinearClassifierKind.Ridge, 1, null, 5, 1).TrainAccuracy.Undefined);
    }

    [Fact]
    public void Pairs_OneRow_AreUndefined()
    {
        DiagnosisRows row = Rows("few_rows").Take([0]);
        ConeFigures cone = DiagnosisGolden.Cone(row);
        AssertUndefined(cone.MeanPairwiseCosine);
        AssertUndefined(cone.Uniformity);
        PairDistances pairs = PairDistances.Between(row);
        AssertUndefined(DimensionDiagnosis.Compute(pairs, [5]).TwoNearestFit);
        AssertUndefined(HubnessDiagnosis.Compute(pairs, GeometryDistance.Euclidean, 5).Skewness);
        AssertUndefined(NeighbourVoteDiagnosis.Compute(pairs, GeometryDistance.Euclidean, 5, [0], null).Accuracy);
        AssertUndefined(DiagnosisGolden.Compare(row, row).CkaLinear);
    }

    [Fact]
    public void Neighbours_AsManyAsRows_AreLowered()
    {
        PairDistances pairs = PairDistances.Between(Rows("few_rows"));
        Assert.Equal(5, HubnessDiagnosis.Compute(pairs, GeometryDistance.Euclidean, 6).Neighbours);
        Assert.Equal(5, DimensionDiagnosis.Compute(pairs, [10, 20]).Likelihood.Single().Neighbours);
        Assert.Equal(5, NeighbourVoteDiagnosis.Compute(pairs, GeometryDistance.Euclidean, 9, [0, 0, 0, 1, 1, 2], null).Neighbours);
    }

    [Fact]
    public void FromSingles_NaN_NamesTheRow()
    {
        var failure = Assert.Throws<ArgumentException>(() => DiagnosisRows.FromSingles([1, 2, 3, float.NaN, 5, 6], 2));
        Assert.Contains("Row 1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FindNonZero_ZeroRow_IsLeftOut() => Assert.Equal([0, 2], DiagnosisRows.FromSingles([1, 2, 0, -0f, 5, 6], 2).FindNonZero());

    [Fact]
    public void NeighbourVotes_OnePatient_AreUndefined()
    {
        PairDistances pairs = PairDistances.Between(Rows("few_rows"));
        Assert.Equal("two patients are needed", NeighbourVoteDiagnosis.Compute(pairs, GeometryDistance.Euclidean, 1, [0, 0, 0, 1, 1, 2], new int[6]).Accuracy.Undefined);
    }

    [Fact]
    public void CanonicalCorrelation_AsManyDirectionsAsRows_IsUndefined()
    {
        DiagnosisRows rows = Rows("few_rows");
        Assert.Contains("every correlation would be 1", DiagnosisGolden.Compare(rows, rows).Svcca.Undefined, StringComparison.Ordinal);
    }

    internal static void AssertRank(JsonElement values, RankFigures rank)
    {
        DiagnosisGolden.AssertFigure(values, "effective_rank", rank.EffectiveRank);
        DiagnosisGolden.AssertFigure(values, "effective_rank_uncentered", rank.EffectiveRankUncentered);
        DiagnosisGolden.AssertFigure(values, "effective_rank_covariance", rank.EffectiveRankCovariance);
        DiagnosisGolden.AssertFigure(values, "rankme", rank.RankMe);
        DiagnosisGolden.AssertFigure(values, "participation_ratio", rank.ParticipationRatio);
        DiagnosisGolden.AssertFigure(values, "stable_rank", rank.StableRank);
        DiagnosisGolden.AssertFigure(values, "stable_rank_uncentered", rank.StableRankUncentered);
        DiagnosisGolden.AssertFigure(values, "isoscore", rank.IsoScore);
    }

    internal static void AssertDimension(JsonElement values, DimensionFigures dimension)
    {
        DiagnosisGolden.AssertFigure(values, "twonn_fit", dimension.TwoNearestFit);
        DiagnosisGolden.AssertFigure(values, "twonn_mle", dimension.TwoNearestLikelihood);
        DiagnosisGolden.AssertFigure(values, "twonn_mle_unbiased", dimension.TwoNearestUnbiased);
        Assert.Equal(values.GetProperty("twonn_rows_used").GetInt32(), dimension.TwoNearestRows);
        foreach (NeighbourDimension estimate in dimension.Likelihood)
        {
            string name = $"mle_k{estimate.Neighbours}_";
            DiagnosisGolden.AssertFigure(values, name + "mean", estimate.Mean);
            DiagnosisGolden.AssertFigure(values, name + "inverse_mean", estimate.InverseMean);
            Assert.Equal(values.GetProperty(name + "rows_used").GetInt32(), estimate.Rows);
        }
    }

    private static DiagnosisRows Rows(string name) => DiagnosisGolden.Rows("edge." + name);

    private static void AssertUndefined(GeometryFigure figure)
    {
        Assert.True(double.IsNaN(figure.Value));
        Assert.False(string.IsNullOrWhiteSpace(figure.Undefined));
    }
}
