using System.Text.Json;
using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>Every value against tests/Golden/metrics/classification.json, through a data view, once with numbers and once with keys.</summary>
public sealed class EvaluateClinicalGoldenTests
{
    public static TheoryData<string, bool> Problems()
    {
        TheoryData<string, bool> data = [];
        foreach (string name in MetricsGolden.Names())
        {
            data.Add(name, false);
            data.Add(name, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public void EvaluateClinical_GoldenProblem_EqualsTheReference(string name, bool asKeys)
    {
        JsonElement problem = MetricsGolden.Problem(name);
        JsonElement expected = problem.GetProperty("metrics");
        ClinicalClassificationMetrics actual = Evaluate(problem, asKeys);

        Assert.Equal(problem.GetProperty("n").GetInt64(), actual.Count);
        Assert.Equal(
            expected.GetProperty("confusion").EnumerateArray().SelectMany(row => row.EnumerateArray().Select(cell => cell.GetInt64())),
            actual.ConfusionMatrix.SelectMany(row => row));
        Close(expected, "accuracy", actual.Accuracy);
        Close(expected, "balanced_accuracy", actual.BalancedAccuracy);
        Close(expected, "f1_macro", actual.MacroF1);
        Close(expected, "f1_weighted", actual.WeightedF1);
        Close(expected, "mcc", actual.MatthewsCorrelation);
        Close(expected, "kappa", actual.Kappa);
        Close(expected, "kappa_linear", actual.LinearWeightedKappa);
        Close(expected, "kappa_quadratic", actual.QuadraticWeightedKappa);
        Close(expected, "mae", actual.MeanAbsoluteError);
        Close(expected, "macro_mae", actual.MacroMeanAbsoluteError);
        Close(expected, "within1", actual.Within1);
        MetricsWalk.EveryNanHasAReason(actual);
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public void EvaluateClinical_GoldenProblem_EqualsTheReferencePerClass(string name, bool asKeys)
    {
        JsonElement problem = MetricsGolden.Problem(name);
        ClinicalClassificationMetrics actual = Evaluate(problem, asKeys);
        JsonElement[] classes = [.. problem.GetProperty("metrics").GetProperty("per_class").EnumerateArray()];

        Assert.Equal(classes.Length, actual.PerClass.Count);
        for (int k = 0; k < classes.Length; k++)
        {
            ClinicalClassMetrics c = actual.PerClass[k];
            Assert.Equal(classes[k].GetProperty("support").GetInt64(), c.Count);
            Assert.Equal(classes[k].GetProperty("tp").GetInt64(), c.TruePositives);
            Assert.Equal(classes[k].GetProperty("fp").GetInt64(), c.FalsePositives);
            Assert.Equal(classes[k].GetProperty("fn").GetInt64(), c.FalseNegatives);
            Assert.Equal(classes[k].GetProperty("tn").GetInt64(), c.TrueNegatives);
            Close(classes[k], "prevalence", c.Prevalence);
            Close(classes[k], "sensitivity", c.Sensitivity);
            Close(classes[k], "specificity", c.Specificity);
            Close(classes[k], "ppv", c.Ppv);
            Close(classes[k], "npv", c.Npv);
            Close(classes[k], "f1", c.F1);
            Close(classes[k], "youden", c.Youden);
        }
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public void EvaluateClinical_GoldenProblem_EqualsTheReferenceLevels(string name, bool asKeys)
    {
        JsonElement problem = MetricsGolden.Problem(name);
        JsonElement chance = problem.GetProperty("metrics").GetProperty("chance");
        ClinicalClassificationMetrics actual = Evaluate(problem, asKeys);

        foreach ((string key, ReferenceLevel level) in new[]
                 {
                     ("majority", actual.MajorityLevel), ("prevalence_matched", actual.ChanceLevel), ("margin_matched", actual.MarginChanceLevel),
                 })
        {
            Close(chance.GetProperty(key), "accuracy", level.Accuracy);
            Close(chance.GetProperty(key), "within1", level.Within1);
            Close(chance.GetProperty(key), "mae", level.MeanAbsoluteError);
        }

        double most = actual.PerClass.Max(c => c.Prevalence);
        Assert.Equal(2 * most / (1 + most) / actual.PerClass.Count(c => c.Count > 0), actual.MajorityLevel.MacroF1, 1e-12);
        Assert.Equal(1.0 / actual.PerClass.Count(c => c.Count > 0), actual.ChanceLevel.MacroF1, 1e-12);
        string majority = chance.GetProperty("majority").GetProperty("cls").GetInt32().ToString();
        Assert.StartsWith($"always '{majority}'", actual.MajorityLevel.Rule, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-rows", "no row with a label")]
    [InlineData("label-out-of-range", "row 1: label column 'Label' holds 3, expected one of '0', '1', '2'")]
    [InlineData("negative-label", "row 1: label column 'Label' holds -1, expected one of")]
    [InlineData("label-missing", "1 of 2 rows have no label in column 'Label', the first is row 1; a label expected in every row")]
    [InlineData("score-nan", "row 1: column 'Score', slot 1 is NaN")]
    [InlineData("negative-probability", "row 1: column 'Score' gives class '1' the probability -0.25, 0 to 1 expected. Scores are probabilities in all rows, or margins in all: mend what makes this row's, or leave such rows out")]
    [InlineData("not-a-distribution", "row 1: column 'Score' gives classes '0', '1', '2' probabilities that sum to 1.5, 1 expected (within 0.001). Scores are probabilities")]
    [InlineData("predicted-out-of-range", "row 1: predicted label column 'PredictedLabel' holds 7, expected one of")]
    public void EvaluateClinical_GoldenRefusal_ThrowsOneClearException(string name, string message)
    {
        JsonElement problem = MetricsGolden.Refusal(name);

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Evaluate(problem, asKeys: false));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        MLContext ml = new(seed: 1);
        InvalidOperationException ordinal = Assert.Throws<InvalidOperationException>(() => ml.MulticlassClassification.EvaluateOrdinal(MetricsGolden.View(ml, problem)));
        Assert.Contains(message, ordinal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public void EvaluateClinical_GoldenProblem_EqualsTheReferenceRanks(string name, bool asKeys)
    {
        JsonElement problem = MetricsGolden.Problem(name);
        JsonElement expected = problem.GetProperty("metrics");
        ClinicalClassificationMetrics actual = Evaluate(problem, asKeys);

        JsonElement rest = expected.GetProperty("auroc_ovr");
        CloseMeans(rest, actual.AurocOneVsRest);
        for (int k = 0; k < actual.PerClass.Count; k++)
        {
            Close(rest.GetProperty("per_class")[k], actual.PerClass[k].Auroc, $"AUROC of {k}");
            Close(expected.GetProperty("average_precision")[k], actual.PerClass[k].AveragePrecision, $"average precision of {k}");
        }

        JsonElement pairs = expected.GetProperty("auroc_ovo");
        CloseMeans(pairs, actual.AurocOneVsOne);
        Assert.Equal(pairs.GetProperty("pairs").GetArrayLength(), actual.ClassPairs.Count);
        for (int i = 0; i < actual.ClassPairs.Count; i++)
        {
            JsonElement pair = pairs.GetProperty("pairs")[i];
            Assert.Equal(pair.GetProperty("a").GetInt32().ToString(), actual.ClassPairs[i].First);
            Assert.Equal(pair.GetProperty("b").GetInt32().ToString(), actual.ClassPairs[i].Second);
            Close(pair, "auroc", actual.ClassPairs[i].Auroc);
            Close(pair, "weight", actual.ClassPairs[i].Weight);
        }

        Close(expected, "spearman", actual.SpearmanCorrelation);
        Close(expected, "kendall_tau_b", actual.KendallTauB);
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public void EvaluateClinical_GoldenProblem_EqualsTheReferenceProbabilities(string name, bool asKeys)
    {
        JsonElement problem = MetricsGolden.Problem(name);
        JsonElement expected = problem.GetProperty("metrics");
        ClinicalClassificationMetrics actual = Evaluate(problem, asKeys);

        Close(expected, "f1_micro", actual.MicroF1);
        Close(expected, "rps", actual.RankedProbabilityScore);
        Close(expected, "rps_normalised", actual.NormalizedRankedProbabilityScore);
        Close(expected, "log_loss", actual.LogLoss);
        Close(expected, "brier", actual.BrierScore);
        Close(expected, "brier_half", actual.HalfBrierScore);
        CloseCalibration(expected.GetProperty("calibration").GetProperty("equal_width"), actual.EqualWidthCalibration);
        CloseCalibration(expected.GetProperty("calibration").GetProperty("equal_mass"), actual.EqualMassCalibration);
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public void EvaluateClinical_GoldenProblem_EqualsTheReferenceCutPoints(string name, bool asKeys)
    {
        JsonElement problem = MetricsGolden.Problem(name);
        JsonElement[] expected = [.. problem.GetProperty("metrics").GetProperty("cut_points").EnumerateArray()];
        ClinicalClassificationMetrics actual = Evaluate(problem, asKeys);

        Assert.Equal(expected.Length, actual.CutPoints.Count);
        for (int i = 0; i < expected.Length; i++)
        {
            ClinicalCutPoint cut = actual.CutPoints[i];
            Assert.Equal(expected[i].GetProperty("k").GetInt32().ToString(), cut.FromClass);
            Assert.Equal(expected[i].GetProperty("positives").GetInt64(), cut.Positives);
            Close(expected[i], "auroc", cut.Auroc);
            Close(expected[i], "average_precision", cut.AveragePrecision);
            MetricsGolden.CloseCall(expected[i].GetProperty("by_predicted"), cut.ByPredicted);
            MetricsGolden.CloseCall(expected[i].GetProperty("by_score_half"), cut.ByHalf!);
            MetricsGolden.CloseCurves(expected[i], cut.SensitivityAtSpecificity, cut.DecisionCurve);
        }
    }

    private static ClinicalClassificationMetrics Evaluate(JsonElement problem, bool asKeys)
    {
        MLContext ml = new(seed: 1);
        IDataView view = MetricsGolden.View(ml, problem);
        return asKeys
            ? ml.MulticlassClassification.EvaluateClinical(view, nameof(ScoredRow.LabelKey), predictedLabelColumnName: nameof(ScoredRow.PredictedKey))
            : ml.MulticlassClassification.EvaluateClinical(view);
    }

    private static void CloseMeans(JsonElement expected, ClinicalAurocMeans actual)
    {
        Close(expected, "macro", actual.Macro);
        Close(expected, "weighted", actual.Weighted);
        Close(expected, "macro_present", actual.MacroOfDefined);
        Close(expected, "weighted_present", actual.WeightedOfDefined);
    }

    private static void CloseCalibration(JsonElement expected, ClinicalCalibration actual)
    {
        MetricsGolden.CloseDiagram(expected.GetProperty("top_label"), actual.TopLabel);
        JsonElement classWise = expected.GetProperty("class_wise");
        Close(classWise, "ece", actual.ClassWiseExpectedCalibrationError);
        Close(classWise, "mce", actual.ClassWiseMaximumCalibrationError);
        for (int k = 0; k < actual.PerClass.Count; k++)
        {
            MetricsGolden.CloseDiagram(classWise.GetProperty("per_class")[k], actual.PerClass[k]);
            Close(classWise.GetProperty("ece_per_class")[k], actual.PerClass[k].ExpectedCalibrationError, "class ECE");
        }
    }

    private static void Close(JsonElement parent, string name, double actual) => MetricsGolden.Close(parent, name, actual);

    private static void Close(JsonElement expected, double actual, string name) => MetricsGolden.Close(expected, actual, name);
}
