using System.Text.Json;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Every figure of one embedding against the reference.</summary>
public class DiagnosisSetTests
{
    public static TheoryData<string> Sets => ["isotropic", "coned", "clustered"];

    [Fact]
    public void Tolerance_OfTheReference_IsTheOneUsed() => Assert.Equal((1e-8, 1e-9), DiagnosisGolden.StatedTolerance());

    [Theory]
    [MemberData(nameof(Sets))]
    public void Cone_Golden_Agrees(string set)
    {
        JsonElement values = DiagnosisGolden.Set(set).GetProperty("values");
        ConeFigures cone = DiagnosisGolden.Cone(Image(set)), text = DiagnosisGolden.Cone(DiagnosisGolden.Rows(set + ".text"));
        DiagnosisGolden.AssertFigure(values, "mean_pairwise_cosine", cone.MeanPairwiseCosine);
        DiagnosisGolden.AssertFigure(values, "mean_pairwise_cosine_text", text.MeanPairwiseCosine);
        DiagnosisGolden.AssertFigure(values, "cone_angle_mean_degrees", cone.MeanAngleDegrees);
        DiagnosisGolden.AssertFigure(values, "cone_angle_max_degrees", cone.MaxAngleDegrees);
        DiagnosisGolden.AssertFigure(values, "mean_norm", cone.MeanNorm);
        DiagnosisGolden.AssertFigure(values, "mean_resultant_length", cone.MeanResultantLength);
        DiagnosisGolden.AssertFigure(values, "uniformity_image", cone.Uniformity);
        DiagnosisGolden.AssertFigure(values, "uniformity_text", text.Uniformity);
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Rank_Golden_Agrees(string set)
    {
        DiagnosisEdgeTests.AssertRank(DiagnosisGolden.Set(set).GetProperty("values"), DiagnosisGolden.Rank(Image(set)));
        double[] spectrum = RowSpectrum.Of(Image(set)).ToVariances(120);
        DiagnosisGolden.AssertClose([.. DiagnosisGolden.Doubles(set + ".spectrum").OrderDescending()], spectrum, "spectrum");
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Dimension_Golden_Agrees(string set) => DiagnosisEdgeTests.AssertDimension(
        DiagnosisGolden.Set(set).GetProperty("values"), DimensionDiagnosis.Compute(PairDistances.Between(Image(set)), [10, 20]));

    [Theory]
    [MemberData(nameof(Sets))]
    public void Silhouette_Golden_Agrees(string set)
    {
        PairDistances pairs = DiagnosisGolden.UnitPairs(Image(set));
        DiagnosisGolden.AssertFigure(DiagnosisGolden.Set(set).GetProperty("values"), "silhouette_cosine", SilhouetteDiagnosis.Compute(pairs, Labels()));
        DiagnosisGolden.AssertClose(DiagnosisGolden.Doubles(set + ".silhouette_samples"), SilhouetteDiagnosis.ComputeRows(pairs, Labels()), "silhouette");
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Scatter_Golden_Agrees(string set)
    {
        JsonElement values = DiagnosisGolden.Set(set).GetProperty("values");
        ScatterDiagnosis scatter = new(Image(set), Labels());
        DiagnosisGolden.AssertFigure(values, "fisher_trace_ratio", scatter.TraceRatio());
        DiagnosisGolden.AssertFigure(values, "fisher_trace_of_ratio", scatter.TraceOfRatio());
        DiagnosisGolden.AssertFigure(values, "f_statistic_trace", scatter.FStatistic());
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void NeighbourVotes_Golden_AreEqual(string set)
    {
        JsonElement values = DiagnosisGolden.Set(set).GetProperty("values");
        foreach ((GeometryDistance distance, PairDistances pairs) in Distances(set))
        {
            foreach (int k in new[] { 1, 5, 10 })
            {
                string name = $"knn_{distance.ToString().ToLowerInvariant()}_k{k}";
                Assert.Equal(DiagnosisGolden.Integers($"{set}.{name}"), NeighbourVoteDiagnosis.Predict(pairs, k, Labels(), null));
                NeighbourVoteFigures votes = NeighbourVoteDiagnosis.Compute(pairs, distance, k, Labels(), null);
                DiagnosisGolden.AssertFigure(values, name + "_accuracy", votes.Accuracy);
                DiagnosisGolden.AssertFigure(values, name + "_balanced_accuracy", votes.BalancedAccuracy);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void NeighbourVotes_GoldenOfOtherPatients_AreEqual(string set)
    {
        JsonElement values = DiagnosisGolden.Set(set).GetProperty("values");
        PairDistances pairs = DiagnosisGolden.UnitPairs(Image(set));
        int[] groups = DiagnosisGolden.Integers("groups");
        foreach (int k in new[] { 1, 5, 10 })
        {
            string name = $"knn_cosine_k{k}_group_disjoint";
            Assert.Equal(DiagnosisGolden.Integers($"{set}.{name}"), NeighbourVoteDiagnosis.Predict(pairs, k, Labels(), groups));
            NeighbourVoteFigures votes = NeighbourVoteDiagnosis.Compute(pairs, GeometryDistance.Cosine, k, Labels(), groups);
            Assert.True(votes.IsPatientDisjoint);
            DiagnosisGolden.AssertFigure(values, name + "_accuracy", votes.Accuracy);
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Hubness_Golden_Agrees(string set)
    {
        JsonElement values = DiagnosisGolden.Set(set).GetProperty("values");
        foreach ((GeometryDistance distance, PairDistances pairs) in Distances(set))
        {
            foreach (int k in new[] { 5, 10 })
            {
                string name = $"{distance.ToString().ToLowerInvariant()}_k{k}";
                Assert.Equal(DiagnosisGolden.Integers($"{set}.occurrence_{name}"), HubnessDiagnosis.CountOccurrences(pairs, k));
                HubnessFigures hubness = HubnessDiagnosis.Compute(pairs, distance, k);
                DiagnosisGolden.AssertFigure(values, $"hubness_{name}_skewness", hubness.Skewness);
                DiagnosisGolden.AssertFigure(values, $"hubness_{name}_max", hubness.LargestCount);
                DiagnosisGolden.AssertFigure(values, $"hubness_{name}_antihub_fraction", hubness.AntihubShare);
            }
        }
    }

    private static DiagnosisRows Image(string set) => DiagnosisGolden.Rows(set + ".image");

    private static int[] Labels() => DiagnosisGolden.Integers("labels");

    private static (GeometryDistance Distance, PairDistances Pairs)[] Distances(string set) =>
        [(GeometryDistance.Euclidean, PairDistances.Between(Image(set))), (GeometryDistance.Cosine, DiagnosisGolden.UnitPairs(Image(set)))];
}
