using System.Text.Json;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Two embeddings beside each other against the reference.</summary>
public class DiagnosisComparisonTests
{
    public static TheoryData<string, string> Pairs
    {
        get
        {
            TheoryData<string, string> pairs = [];
            foreach (string set in new[] { "isotropic", "coned", "clustered" })
            {
                pairs.Add(set, "text");
                pairs.Add(set, "other");
            }

            pairs.Add("clustered", "rotated");
            return pairs;
        }
    }

    public static TheoryData<string> Correlations => [.. DiagnosisGolden.Supplement.GetProperty("cca").EnumerateArray().Select(c => c.GetProperty("id").GetString()!)];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Compare_Golden_Agrees(string set, string other)
    {
        JsonElement values = DiagnosisGolden.Set(set).GetProperty("image_vs_" + other);
        ComparisonFigures figures = DiagnosisGolden.Compare(DiagnosisGolden.Rows(set + ".image"), DiagnosisGolden.Rows($"{set}.{other}"));
        DiagnosisGolden.AssertFigure(values, "cka_linear", figures.CkaLinear);
        DiagnosisGolden.AssertFigure(values, "cka_linear_debiased", figures.CkaLinearDebiased);
        DiagnosisGolden.AssertFigure(values, "cka_rbf_1", figures.CkaRbf);
        DiagnosisGolden.AssertFigure(values, "cka_rbf_0.5", figures.CkaRbfHalfMedian);
        DiagnosisGolden.AssertFigure(values, "cka_rbf_1_kornblith_median", figures.CkaRbfSquaredMedian);
        DiagnosisGolden.AssertFigure(values, "procrustes_disparity", figures.ProcrustesDisparity);
        DiagnosisGolden.AssertFigure(values, "procrustes_orthogonal", figures.ProcrustesOrthogonal);
        DiagnosisGolden.AssertClose(values.GetProperty("procrustes_orthogonal_squared").GetDouble(), Math.Pow(figures.ProcrustesOrthogonal, 2), "squared");
        DiagnosisGolden.AssertFigure(values, "procrustes_orthogonal_normalized_squared", figures.ProcrustesNormalizedSquared);
    }

    [Theory]
    [InlineData("isotropic")]
    [InlineData("coned")]
    [InlineData("clustered")]
    public void Compare_GoldenOfPairedText_Agrees(string set)
    {
        JsonElement values = DiagnosisGolden.Set(set).GetProperty("values");
        DiagnosisRows image = DiagnosisGolden.Rows(set + ".image"), text = DiagnosisGolden.Rows(set + ".text");
        ComparisonFigures figures = DiagnosisGolden.Compare(image, text);
        DiagnosisGolden.AssertFigure(values, "modality_gap_norm", figures.ModalityGap);
        DiagnosisGolden.AssertFigure(values, "alignment", figures.Alignment);
        DiagnosisGolden.AssertFigure(values, "uniformity_mean", figures.UniformityMean);
        DiagnosisGolden.AssertClose(DiagnosisGolden.Doubles(set + ".modality_gap"), ComparisonDiagnosis.MeasureGap(image, text), "gap");
    }

    [Fact]
    public void Compare_OtherWidth_HasNoGapAndSaysWhy()
    {
        ComparisonFigures figures = DiagnosisGolden.Compare(DiagnosisGolden.Rows("coned.image"), DiagnosisGolden.Rows("coned.other"));
        Assert.Equal("the widths differ, 16 and 10", figures.ModalityGap.Undefined);
        Assert.True(double.IsNaN(figures.Alignment));
    }

    [Theory]
    [MemberData(nameof(Correlations))]
    public void CanonicalCorrelation_Golden_Agrees(string id)
    {
        JsonElement golden = DiagnosisGolden.Supplement.GetProperty("cca").EnumerateArray().First(c => c.GetProperty("id").GetString() == id);
        const string File = "supplement.safetensors";
        CanonicalCorrelation actual = CanonicalCorrelation.Of(
            DiagnosisGolden.Rows("train", File).Centre(), DiagnosisGolden.Rows("other", File).Centre(), golden.GetProperty("keep").GetDouble());
        Assert.Equal(golden.GetProperty("rank_x").GetInt32(), actual.RankX);
        Assert.Equal(golden.GetProperty("rank_other").GetInt32(), actual.RankY);
        DiagnosisGolden.AssertClose(DiagnosisGolden.Doubles(id + ".rho", File), actual.Correlations, "rho", 1e-8, 0);
        Assert.Equal(golden.GetProperty("svcca").GetDouble(), actual.Svcca, 1e-8);
        Assert.Equal(golden.GetProperty("pwcca_x_weighted").GetDouble(), actual.Pwcca, 1e-8);
        Assert.Equal(golden.GetProperty("mean_squared").GetDouble(), actual.MeanSquared, 1e-8);
    }
}
