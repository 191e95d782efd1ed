using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>Margins, infinities and classes that the model does not know: ranks stay, probabilities go, nothing is made up.</summary>
public sealed class ScoreKindTests
{
    private static readonly float[] Labels = [0, 0, 1, 1, 2, 2];
    private static readonly float[] Predicted = [0, 0, 1, 1, 2, 2];
    private static readonly float[] Probabilities =
    [
        0.5f, 0.25f, 0.25f, 0.75f, 0.25f, 0, 0.25f, 0.5f, 0.25f, 0.25f, 0.625f, 0.125f, 0, 0.25f, 0.75f, 0.25f, 0.25f, 0.5f,
    ];

    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void EvaluateClinical_Margins_KeepRanksAndLoseProbabilities()
    {
        ClinicalClassificationMetrics expected = Evaluate(Probabilities);
        ClinicalClassificationMetrics metrics = Evaluate(Array.ConvertAll(Probabilities, score => (8 * score) - 2));

        Assert.Equal(expected.AurocOneVsRest.Macro, metrics.AurocOneVsRest.Macro);
        Assert.Equal(expected.AurocOneVsOne.Weighted, metrics.AurocOneVsOne.Weighted);
        Assert.Equal(expected.MacroAveragePrecision, metrics.MacroAveragePrecision);
        Assert.Equal(expected.KendallTauB, metrics.KendallTauB);
        Assert.Equal(expected.CutPoints[1].Auroc, metrics.CutPoints[1].Auroc);
        Assert.Equal(expected.CutPoints[1].SensitivityAtSpecificity[0].Sensitivity, metrics.CutPoints[1].SensitivityAtSpecificity[0].Sensitivity);
        Assert.True(double.IsNaN(metrics.LogLoss));
        Assert.True(double.IsNaN(metrics.RankedProbabilityScore));
        Assert.Null(metrics.CutPoints[0].ByHalf);
        Assert.Empty(metrics.CutPoints[0].DecisionCurve);
        Assert.Empty(metrics.EqualMassCalibration.TopLabel.Bins);
        MetricsWalk.EveryNanHasAReason(metrics);
        Assert.DoesNotContain("net benefit", metrics.ToTable(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.9985f, false)]
    [InlineData(0.9995f, true)]
    [InlineData(1.0005f, true)]
    [InlineData(1.0015f, false)]
    public void EvaluateClinical_SumNearOne_IsAProbabilityWithinTheTolerance(float sum, bool isProbability)
    {
        float[] scores = [.. Probabilities];
        scores[0] += sum - 1;

        if (isProbability)
        {
            Assert.True(double.IsFinite(Evaluate(scores).LogLoss));
            return;
        }

        Assert.Contains("row 0: column 'Score' gives classes '0', '1', '2' probabilities that sum to", Assert.Throws<InvalidOperationException>(() => Evaluate(scores)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void EvaluateClinical_RowsThatAreNoProbabilities_AreAFaultUpToHalfOfAll(int odd, bool isRefused)
    {
        float[] scores = [.. Probabilities];
        for (int row = 0; row < odd; row++)
        {
            scores[(3 * (5 - row)) + 1] += 2;
        }

        if (!isRefused)
        {
            Assert.Equal("scores of 4 of 6 rows are no probabilities (each in [0, 1], sum 1 within 0.001)", Evaluate(scores).Undefined["LogLoss"]);
            return;
        }

        Assert.Contains("row 3: column 'Score' gives class '1' the probability 2.625, 0 to 1 expected", Assert.Throws<InvalidOperationException>(() => Evaluate(scores)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EvaluateClinical_InfiniteScoresOfBothSigns_LeaveOutSumsOnly()
    {
        float[] scores = Array.ConvertAll(Probabilities, score => (8 * score) - 2);
        (scores[1], scores[2]) = (float.NegativeInfinity, float.PositiveInfinity);

        ClinicalClassificationMetrics metrics = Evaluate(scores);

        Assert.Equal("a row's scores are infinite and of both signs", metrics.Undefined["SpearmanCorrelation"]);
        Assert.Equal("a row's scores are infinite and of both signs", metrics.CutPoints[0].Undefined["Auroc"]);
        Assert.False(double.IsNaN(metrics.PerClass[0].Auroc));
        Assert.False(double.IsNaN(metrics.CutPoints[1].Auroc));
        MetricsWalk.EveryNanHasAReason(metrics);
    }

    [Fact]
    public void EvaluateClinical_ClassTheModelDoesNotKnow_HasNoRankButALoss()
    {
        // The label's keys name three classes, the model's two.
        ScoredRow[] rows = ScoredRow.Of([0, 1, 2, 1], [0, 1, 1, 0], 2, [0.75f, 0.25f, 0.25f, 0.75f, 0.5f, 0.5f, 0.5f, 0.5f]);
        IDataView model = ScoredRow.View(_ml, rows, 2, names: ["0", "1"]);
        IDataView view = _ml.Transforms.Conversion.MapValueToKey("Own", "Label").Fit(model).Transform(model);

        ClinicalClassificationMetrics metrics = _ml.MulticlassClassification.EvaluateClinical(view, "Own", predictedLabelColumnName: "PredictedKey");

        Assert.Equal(["0", "1", "2"], metrics.ClassNames);
        Assert.Equal("the model gives this class no score", metrics.PerClass[2].Undefined["Auroc"]);
        Assert.Equal("the model gives this class no score", metrics.PerClass[2].Undefined["AveragePrecision"]);
        Assert.Equal("the model gives one of the two no score", metrics.ClassPairs[2].Undefined["Auroc"]);
        Assert.Equal("undefined for at least one class", metrics.AurocOneVsRest.Undefined["Macro"]);
        double certain = -Math.Log(Math.Pow(2, -52));
        Assert.Equal(((2 * -Math.Log(0.75)) + certain - Math.Log(0.5)) / 4, metrics.LogLoss, 1e-12);
        MetricsWalk.EveryNanHasAReason(metrics);
    }

    [Fact]
    public void EvaluateClinical_ScoresInKeyOrder_AreMatchedWithClassesInOrderOfValue()
    {
        // Slots mean the classes 2, 0, 1.
        float[] turned = new float[Probabilities.Length];
        for (int i = 0; i < turned.Length; i += 3)
        {
            (turned[i], turned[i + 1], turned[i + 2]) = (Probabilities[i + 2], Probabilities[i], Probabilities[i + 1]);
        }

        IDataView view = ScoredRow.View(_ml, ScoredRow.Of(Labels, Predicted, 3, turned), 3, slotNames: ["2", "0", "1"]);

        Assert.Equal(Evaluate(Probabilities).ToJson(), _ml.MulticlassClassification.EvaluateClinical(view).ToJson());
    }

    [Fact]
    public void EvaluateClinical_OneClassOnly_LeavesNothingUnexplained()
    {
        ScoredRow[] rows = ScoredRow.Of([0, 0], [0, 0], 1, [1, 1]);

        ClinicalClassificationMetrics metrics = _ml.MulticlassClassification.EvaluateClinical(ScoredRow.View(_ml, rows, 1));

        Assert.Empty(metrics.CutPoints);
        Assert.Empty(metrics.ClassPairs);
        Assert.Equal("one class only", metrics.Undefined["NormalizedRankedProbabilityScore"]);
        Assert.Equal(0, metrics.BrierScore);
        MetricsWalk.EveryNanHasAReason(metrics);
        Assert.StartsWith("2 rows, 1 class in order of value", metrics.ToTable(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MoreScoresThanTheLimit_IsRefused()
    {
        IDataView view = ScoredRow.View(_ml, ScoredRow.Of(Labels, Predicted, 3, Probabilities), 3);
        EvaluationCaller caller = new((Microsoft.ML.Runtime.IHostEnvironment)_ml, "EvaluateClinical");
        EvaluationColumns columns = EvaluationColumns.Bind(caller, view.Schema, "Label", "Score", "PredictedLabel", null, null);

        Assert.Equal(6, ScoredRowsReader.Read(caller, view, columns, new EvaluationSettings { MaxScores = 18 }).All.Rows.Count);
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => ScoredRowsReader.Read(caller, view, columns, new EvaluationSettings { MaxScores = 17 }));
        Assert.Equal(
            "EvaluateClinical: row 5: more than 17 scores of 3 a row, which evaluation would hold in memory at 8 bytes each. " +
            "Evaluate a sample, or the parts of the data one by one.",
            error.Message);
    }

    private ClinicalClassificationMetrics Evaluate(float[] scores)
        => _ml.MulticlassClassification.EvaluateClinical(ScoredRow.View(_ml, ScoredRow.Of(Labels, Predicted, 3, scores), 3));
}
