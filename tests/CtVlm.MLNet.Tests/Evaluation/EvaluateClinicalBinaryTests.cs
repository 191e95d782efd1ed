using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

/// <summary>Two-class evaluation: the reference's values, agreement with ML.NET, columns, refusals and reports.</summary>
public sealed class EvaluateClinicalBinaryTests
{
    private static readonly float[] Labels = [0, 1, 1, 0, 1];
    private static readonly float[] Predicted = [0, 1, 0, 1, 1];
    private static readonly float[] Scores = [0.125f, 0.75f, 0.375f, 0.625f, 0.875f];
    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string, string, string> Problems()
    {
        TheoryData<string, string, string> data = [];
        foreach (string name in MetricsGolden.Names("binary-"))
        {
            data.Add(name, nameof(BinaryRow.Label), nameof(BinaryRow.PredictedLabel));
            data.Add(name, nameof(BinaryRow.LabelNumber), nameof(BinaryRow.PredictedNumber));
            data.Add(name, nameof(BinaryRow.LabelKey), nameof(BinaryRow.PredictedKey));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public void EvaluateClinical_GoldenProblem_EqualsTheReference(string name, string label, string predicted)
    {
        JsonElement problem = MetricsGolden.Problem(name);
        JsonElement expected = problem.GetProperty("metrics");
        float[] scores = MetricsGolden.Floats(problem.GetProperty("scores"));
        BinaryRow[] rows = BinaryRow.Of(
            MetricsGolden.Floats(problem.GetProperty("y")),
            MetricsGolden.Floats(problem.GetProperty("predicted")),
            [.. scores.Where((_, i) => i % 2 == 1)]);

        ClinicalBinaryMetrics actual = _ml.BinaryClassification.EvaluateClinical(
            BinaryRow.View(_ml, rows), label, predictedLabelColumnName: predicted);

        JsonElement positive = expected.GetProperty("per_class")[1];
        JsonElement cut = expected.GetProperty("cut_points")[0];
        Assert.Equal(positive.GetProperty("tp").GetInt64(), actual.TruePositives);
        Assert.Equal(positive.GetProperty("fp").GetInt64(), actual.FalsePositives);
        Assert.Equal(positive.GetProperty("fn").GetInt64(), actual.FalseNegatives);
        Assert.Equal(positive.GetProperty("tn").GetInt64(), actual.TrueNegatives);
        foreach ((string key, double value) in new[]
                 {
                     ("prevalence", actual.Prevalence), ("sensitivity", actual.Sensitivity), ("specificity", actual.Specificity),
                     ("ppv", actual.Ppv), ("npv", actual.Npv), ("f1", actual.F1), ("youden", actual.Youden),
                 })
        {
            MetricsGolden.Close(positive, key, value);
        }

        MetricsGolden.Close(expected, "accuracy", actual.Accuracy);
        MetricsGolden.Close(expected, "balanced_accuracy", actual.BalancedAccuracy);
        MetricsGolden.Close(expected, "mcc", actual.MatthewsCorrelation);
        MetricsGolden.Close(expected, "kappa", actual.Kappa);
        MetricsGolden.Close(expected, "log_loss", actual.LogLoss);
        MetricsGolden.Close(expected, "brier_half", actual.BrierScore);
        MetricsGolden.Close(cut, "auroc", actual.Auroc);
        MetricsGolden.Close(cut, "average_precision", actual.AveragePrecision);
        MetricsGolden.CloseCall(cut.GetProperty("by_score_half"), actual.ByHalf!);
        MetricsGolden.CloseCurves(cut, actual.SensitivityAtSpecificity, actual.DecisionCurve);
        JsonElement calibration = expected.GetProperty("calibration");
        MetricsGolden.CloseDiagram(calibration.GetProperty("equal_width").GetProperty("class_wise").GetProperty("per_class")[1], actual.EqualWidthReliability);
        MetricsGolden.CloseDiagram(calibration.GetProperty("equal_mass").GetProperty("class_wise").GetProperty("per_class")[1], actual.EqualMassReliability);
        MetricsGolden.Close(expected.GetProperty("chance").GetProperty("majority"), "accuracy", actual.MajorityLevel.Accuracy);
        MetricsGolden.Close(expected.GetProperty("chance").GetProperty("prevalence_matched"), "accuracy", actual.ChanceLevel.Accuracy);
        MetricsGolden.Close(expected.GetProperty("chance").GetProperty("margin_matched"), "accuracy", actual.MarginChanceLevel.Accuracy);
        MetricsWalk.EveryNanHasAReason(actual);
    }

    [Fact]
    public void EvaluateClinical_CalibratedTrainer_AgreesWithMlNet()
    {
        IDataView scored = Train(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression());
        CalibratedBinaryClassificationMetrics expected = _ml.BinaryClassification.Evaluate(scored);

        ClinicalBinaryMetrics actual = _ml.BinaryClassification.EvaluateClinical(scored);

        Assert.Equal(expected.AreaUnderRocCurve, actual.Auroc, 1e-12);
        Assert.Equal(expected.Accuracy, actual.Accuracy, 1e-12);
        Assert.Equal(expected.F1Score, actual.F1, 1e-12);
        Assert.Equal(expected.PositivePrecision, actual.Ppv, 1e-12);
        Assert.Equal(expected.PositiveRecall, actual.Sensitivity, 1e-12);
        Assert.Equal(expected.NegativePrecision, actual.Npv, 1e-12);
        Assert.Equal(expected.NegativeRecall, actual.Specificity, 1e-12);

        // ML.NET's loss is in bits.
        Assert.Equal(expected.LogLoss * Math.Log(2), actual.LogLoss, 1e-6);
        Assert.InRange(actual.Auroc, 0.7, 0.99);
        Assert.Equal(10, actual.DecisionCurve.Count);
    }

    [Fact]
    public void EvaluateClinical_UncalibratedTrainer_LeavesOutProbabilities()
    {
        IDataView scored = Train(_ml.BinaryClassification.Trainers.LinearSvm());

        ClinicalBinaryMetrics actual = _ml.BinaryClassification.EvaluateClinical(scored);

        Assert.Equal(_ml.BinaryClassification.EvaluateNonCalibrated(scored).AreaUnderRocCurve, actual.Auroc, 1e-12);
        Assert.Equal("no probability column: the trainer is not calibrated, or its column was not named", actual.Undefined["LogLoss"]);
        Assert.Null(actual.ByHalf);
        Assert.Empty(actual.DecisionCurve);
        Assert.Empty(actual.EqualWidthReliability.Bins);
        Assert.False(double.IsNaN(actual.SensitivityAtSpecificity[0].Sensitivity));
        MetricsWalk.EveryNanHasAReason(actual);
        MetricsWalk.EveryNanHasAReason(_ml.BinaryClassification.EvaluateClinical(scored, subgroupColumnName: "Site"));
    }

    [Fact]
    public void EvaluateClinical_ProbabilityOutsideItsRange_IsNoProbability()
    {
        BinaryRow[] rows = BinaryRow.Of(Labels, Predicted, Scores);
        rows[2].Probability = 1.5f;

        ClinicalBinaryMetrics metrics = _ml.BinaryClassification.EvaluateClinical(BinaryRow.View(_ml, rows));

        Assert.Equal("scores of 1 of 5 rows are no probabilities (each in [0, 1], sum 1 within 0.001)", metrics.Undefined["BrierScore"]);
        Assert.Equal(5.0 / 6, metrics.Auroc, 1e-12);
    }

    [Fact]
    public void EvaluateClinical_RanksComeFromTheScore_LossesFromTheProbability()
    {
        BinaryRow[] rows = BinaryRow.Of(Labels, Predicted, Scores);
        foreach (BinaryRow row in rows)
        {
            row.Score = -row.Score;
        }

        ClinicalBinaryMetrics metrics = _ml.BinaryClassification.EvaluateClinical(BinaryRow.View(_ml, rows));

        Assert.Equal(1.0 / 6, metrics.Auroc, 1e-12);
        Assert.Equal(((0.125 * 0.125) + (0.25 * 0.25) + (2 * 0.625 * 0.625) + (0.125 * 0.125)) / 5, metrics.BrierScore, 1e-12);
    }

    [Theory]
    [InlineData(new[] { "healthy", "ill" }, "ill", 0.6)]
    [InlineData(new[] { "1", "0" }, "1", 0.4)]
    [InlineData(new[] { "True", "False" }, "True", 0.4)]
    public void EvaluateClinical_KeyLabel_TakesTheSecondOrHigherValueAsPositive(string[] names, string positive, double prevalence)
    {
        ClinicalBinaryMetrics metrics = _ml.BinaryClassification.EvaluateClinical(
            BinaryRow.View(_ml, BinaryRow.Of(Labels, Predicted, Scores), names), "LabelKey", predictedLabelColumnName: "PredictedKey");

        Assert.Equal(positive, metrics.PositiveClass);
        Assert.Equal(prevalence, metrics.Prevalence, 1e-12);
        Assert.Equal(0.6, metrics.Accuracy, 1e-12);
    }

    [Fact]
    public void EvaluateClinical_KeyLabelWithBoolPrediction_MatchesByOrder()
    {
        IDataView view = BinaryRow.View(_ml, BinaryRow.Of(Labels, Predicted, Scores), ["healthy", "ill"]);

        ClinicalBinaryMetrics metrics = _ml.BinaryClassification.EvaluateClinical(view, "LabelKey");

        Assert.Equal([[1, 1], [1, 2]], metrics.ConfusionMatrix);
    }

    [Fact]
    public void EvaluateClinical_MissingLabels_AreRefusedOrLeftOutAndCounted()
    {
        BinaryRow[] rows = BinaryRow.Of([0, 1, float.NaN, float.NaN, 1], Predicted, Scores);

        foreach (string label in new[] { "LabelNumber", "LabelKey" })
        {
            IDataView view = BinaryRow.View(_ml, rows);
            InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => _ml.BinaryClassification.EvaluateClinical(view, label));
            Assert.StartsWith($"EvaluateClinical: 2 of 5 rows have no label in column '{label}', the first is row 2;", refused.Message, StringComparison.Ordinal);
            ClinicalBinaryMetrics metrics = _ml.BinaryClassification.EvaluateClinical(view, label, groupColumnName: "Patient", missingLabels: MissingLabelPolicy.SkipRow);
            Assert.Equal(3, metrics.Count);
            Assert.Equal(2, metrics.MissingLabelRows);
            Assert.Equal(2, metrics.Groups);
        }
    }

    [Theory]
    [InlineData("Patient", "Score", "Probability", "label column 'Patient' must be a bool, a key of two values or a number (0 and 1), got String.")]
    [InlineData("Label", "Label", "Probability", "score column 'Label' must be a Single or a Double, got Boolean.")]
    [InlineData("Label", "Score", "Patient", "probability column 'Patient' must be a Single or a Double, got String.")]
    [InlineData("Label", "Score", "Odds", "probability column 'Odds' not found; the data has 'Label',")]
    public void EvaluateClinical_UnfitColumn_SaysExpectedAndGot(string label, string score, string probability, string message)
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.BinaryClassification.EvaluateClinical(
            BinaryRow.View(_ml, BinaryRow.Of(Labels, Predicted, Scores)), label, score, probability));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EvaluateClinical_KeysOfDifferentClasses_AreRefused()
    {
        BinaryRow[] rows = BinaryRow.Of(Labels, Predicted, Scores);
        IDataView view = BinaryRow.View(_ml, rows, ["healthy", "ill"]);
        IDataView other = _ml.Transforms.Conversion.MapValueToKey("Other", "Label").Fit(view).Transform(view);

        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
            () => _ml.BinaryClassification.EvaluateClinical(other, "Other", predictedLabelColumnName: "PredictedKey"));

        Assert.Contains(
            "predicted label column 'PredictedKey' has the classes 'healthy', 'ill', 'False', 'True' expected from the other column.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void EvaluateClinical_WrongValues_AreRefusedByRow()
    {
        BinaryRow[] rows = BinaryRow.Of([0, 1, 2, 0, 1], Predicted, Scores);
        Refused(rows, "LabelNumber", "row 2: label column 'LabelNumber' holds 2, expected one of '0', '1'.");
        rows[1].Score = float.NaN;
        Refused(rows, "Label", "row 1: column 'Score' is NaN, a number expected.");
        rows[1].Score = 0;
        rows[4].Probability = float.NaN;
        Refused(rows, "Label", "row 4: column 'Probability' is NaN, a number expected.");
        Refused([], "Label", "no row with a label, at least 1 expected; 0 rows had a missing label");
    }

    [Fact]
    public void ToJson_AnyMetrics_HoldsEveryPublicValue()
    {
        ClinicalBinaryMetrics metrics = _ml.BinaryClassification.EvaluateClinical(
            BinaryRow.View(_ml, BinaryRow.Of(Labels, Predicted, Scores)), groupColumnName: "Patient", subgroupColumnName: "Patient");
        using JsonDocument document = JsonDocument.Parse(metrics.ToJson());

        MetricsWalk.EqualsJson(metrics, document.RootElement);
        Assert.Equal(3, metrics.Subgroups.Count);
        Assert.Contains("\"Infinity\"", metrics.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void ToTable_SmallCase_IsTheTableExpected()
        => Assert.Equal(
            """
            5 rows of 3 patients, positive 'true', prevalence 0.600

            called by           TP  FP  FN  TN  sensitivity  specificity    PPV    NPV     F1  Youden
            prediction           2   1   1   1        0.667        0.500  0.667  0.500  0.667   0.167
            probability >= 0.5   2   1   1   1        0.667        0.500  0.667  0.500  0.667   0.167

            summary               model  majority  chance  chance, own margins
            accuracy              0.600     0.600   0.520                0.520
            balanced accuracy     0.583     0.500   0.500                0.500
            Matthews correlation  0.167
            kappa                 0.167

            actual \ predicted  false  true
            false                   1     1
            true                    1     2

            scores             model
            AUROC              0.833
            average precision  0.917
            log-loss           0.503
            Brier score        0.175
            ECE, equal width   0.350
            MCE, equal width   0.625
            ECE, equal mass    0.350
            MCE, equal mass    0.625

            sensitivity at specificity  specificity  sensitivity  score from  linear
            true                              0.800        0.667       0.750   0.667
            true                              0.900        0.667       0.750   0.667
            true                              0.950        0.667       0.750   0.667

            net benefit at  true model  treat all
            0.050                0.579      0.579
            0.100                0.556      0.556
            0.200                0.550      0.500
            0.300                0.514      0.429
            0.400                0.267      0.333
            0.500                0.200      0.200
            0.600                0.100      0.000
            0.700                0.400     -0.333
            0.800                0.200     -1.000
            0.900                0.000     -3.000

            reliability, equal width, class true  n  mean score  observed
            0.100 to 0.200                        1       0.125     0.000
            0.300 to 0.400                        1       0.375     1.000
            0.600 to 0.700                        1       0.625     0.000
            0.700 to 0.800                        1       0.750     1.000
            0.800 to 0.900                        1       0.875     1.000

            reliability, equal mass, class true  n  mean score  observed
            0.125 to 0.225                       1       0.125     0.000
            0.325 to 0.425                       1       0.375     1.000
            0.525 to 0.625                       1       0.625     0.000
            0.725 to 0.775                       1       0.750     1.000
            0.825 to 0.875                       1       0.875     1.000

            subgroup  n  patients  prevalence  sensitivity  specificity  AUROC  Brier score    ECE
            false     2         2       0.500        0.000        1.000  1.000        0.203  0.375
            true      3         3       0.667        1.000        0.000  1.000        0.156  0.333
            """,
            _ml.BinaryClassification.EvaluateClinical(
                BinaryRow.View(_ml, BinaryRow.Of(Labels, Predicted, Scores)), groupColumnName: "Patient", subgroupColumnName: "PredictedLabel").ToTable());

    private void Refused(BinaryRow[] rows, string label, string message)
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => _ml.BinaryClassification.EvaluateClinical(BinaryRow.View(_ml, rows), label));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private IDataView Train(IEstimator<ITransformer> trainer)
    {
        Random random = new(5);
        TrainingRow[] rows = [.. Enumerable.Range(0, 200).Select(i => new TrainingRow
        {
            Label = i % 3 == 0,
            Site = i % 2 == 0 ? "north" : "south",
            Features = [(i % 3 == 0 ? 0.8f : 0f) + (float)random.NextDouble() * 1.5f, (float)random.NextDouble()],
        })];
        IDataView data = _ml.Data.LoadFromEnumerable(rows);
        return trainer.Fit(data).Transform(data);
    }

    private sealed class TrainingRow
    {
        public bool Label { get; set; }

        public string Site { get; set; } = string.Empty;

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }
}
