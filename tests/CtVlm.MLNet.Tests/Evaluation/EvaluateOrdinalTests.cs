using System.Text.Json;
using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>Ordinal evaluation: the reference's values, the same numbers as the clinical evaluation, reports and refusals.</summary>
public sealed class EvaluateOrdinalTests
{
    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string> Problems() => [.. MetricsGolden.Names()];

    [Theory]
    [MemberData(nameof(Problems))]
    public void EvaluateOrdinal_GoldenProblem_EqualsTheReference(string name)
    {
        JsonElement problem = MetricsGolden.Problem(name);
        JsonElement expected = problem.GetProperty("metrics");
        ClinicalOrdinalMetrics actual = _ml.MulticlassClassification.EvaluateOrdinal(MetricsGolden.View(_ml, problem));

        MetricsGolden.Close(expected, "accuracy", actual.Accuracy);
        MetricsGolden.Close(expected, "balanced_accuracy", actual.BalancedAccuracy);
        MetricsGolden.Close(expected, "kappa", actual.Kappa);
        MetricsGolden.Close(expected, "kappa_linear", actual.LinearWeightedKappa);
        MetricsGolden.Close(expected, "kappa_quadratic", actual.QuadraticWeightedKappa);
        MetricsGolden.Close(expected, "mae", actual.MeanAbsoluteError);
        MetricsGolden.Close(expected, "macro_mae", actual.MacroMeanAbsoluteError);
        MetricsGolden.Close(expected, "within1", actual.Within1);
        MetricsGolden.Close(expected, "rps", actual.RankedProbabilityScore);
        MetricsGolden.Close(expected, "rps_normalised", actual.NormalizedRankedProbabilityScore);
        MetricsGolden.Close(expected, "spearman", actual.SpearmanCorrelation);
        MetricsGolden.Close(expected, "kendall_tau_b", actual.KendallTauB);
        MetricsGolden.Close(expected.GetProperty("cut_points")[0], "auroc", actual.CutPoints[0].Auroc);
        MetricsGolden.Close(expected.GetProperty("chance").GetProperty("prevalence_matched"), "mae", actual.ChanceLevel.MeanAbsoluteError);
        MetricsWalk.EveryNanHasAReason(actual);
    }

    [Fact]
    public void ToJson_AnyMetrics_HoldsEveryPublicValue()
    {
        ScoredRow[] rows = Rows();
        rows[0].Site = "north";
        ClinicalOrdinalMetrics metrics = _ml.MulticlassClassification.EvaluateOrdinal(
            ScoredRow.View(_ml, rows, 3), groupColumnName: "Patient", subgroupColumnName: "Site");
        using JsonDocument document = JsonDocument.Parse(metrics.ToJson());

        MetricsWalk.EqualsJson(metrics, document.RootElement);
        Assert.Equal(2, metrics.Subgroups.Count);
    }

    [Fact]
    public void ToTable_SmallCase_IsTheTableExpected()
        => Assert.Equal(
            """
            4 rows of 2 patients, 3 classes in order of value

            summary                    model  majority  chance  chance, own margins
            accuracy                   0.500     0.500   0.375                0.375
            balanced accuracy          0.500     0.333   0.333                0.333
            within 1 class             1.000     0.750   0.750                0.750
            mean absolute error        0.500     0.750   0.875                0.875
            quadratic weighted kappa   0.636     0.000   0.000                0.000
            linear weighted kappa      0.429
            kappa                      0.200
            macro mean absolute error  0.500

            actual \ predicted  0  1  2
            0                   1  0  0
            1                   0  0  1
            2                   0  1  1

            scores                              model
            ranked probability score            0.328
            ranked probability score / (K - 1)  0.164
            Spearman's correlation              0.632
            Kendall's tau-b                     0.548

            cut point  positive  prevalence  AUROC  average precision
            >= 1              3       0.750  1.000              1.000
            >= 2              2       0.500  0.625              0.750

            called by           TP  FP  FN  TN  sensitivity  specificity    PPV        NPV     F1  Youden
            >= 1, prediction     3   0   0   1        1.000        1.000  1.000      1.000  1.000   1.000
            >= 1, score >= 0.5   3   1   0   0        1.000        0.000  0.750  undefined  0.857   0.000
            >= 2, prediction     1   1   1   1        0.500        0.500  0.500      0.500  0.500   0.000
            >= 2, score >= 0.5   1   1   1   1        0.500        0.500  0.500      0.500  0.500   0.000

            sensitivity at specificity  specificity  sensitivity  score from  linear
            >= 1                              0.800        1.000       0.750   1.000
            >= 1                              0.900        1.000       0.750   1.000
            >= 1                              0.950        1.000       0.750   1.000
            >= 2                              0.800        0.500       0.750   0.500
            >= 2                              0.900        0.500       0.750   0.500
            >= 2                              0.950        0.500       0.750   0.500

            net benefit at  >= 1 model  treat all  >= 2 model  treat all
            0.050                0.737      0.737       0.474      0.474
            0.100                0.722      0.722       0.444      0.444
            0.200                0.688      0.688       0.375      0.375
            0.300                0.643      0.643       0.143      0.286
            0.400                0.583      0.583       0.083      0.167
            0.500                0.500      0.500       0.000      0.000
            0.600                0.750      0.375       0.250     -0.250
            0.700                0.750      0.167       0.250     -0.667
            0.800                0.250     -0.250       0.000     -1.500
            0.900                0.250     -1.500       0.000     -4.000

            undefined
              Npv of >= 1, score >= 0.5: every row called positive
            """,
            _ml.MulticlassClassification.EvaluateOrdinal(ScoredRow.View(_ml, Rows(), 3), groupColumnName: "Patient").ToTable());

    [Fact]
    public void EvaluateOrdinal_MissingColumn_NamesItsOwnVerb()
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
            () => _ml.MulticlassClassification.EvaluateOrdinal(ScoredRow.View(_ml, Rows(), 3), "Nope"));

        Assert.StartsWith("EvaluateOrdinal: label column 'Nope' not found", error.Message, StringComparison.Ordinal);
    }

    private static ScoredRow[] Rows()
        => ScoredRow.Of([0, 1, 2, 2], [0, 2, 1, 2], 3, [0.5f, 0.25f, 0.25f, 0.25f, 0.25f, 0.5f, 0.25f, 0.5f, 0.25f, 0, 0.25f, 0.75f]);
}
