using System.Text.Json;
using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>Accuracy against the share kept.</summary>
public sealed class EvaluateAbstentionTests
{
    private static readonly ScoreRow[] Hand = ScoreRow.Of(
        2,
        [0.875f, 0.125f, 0.25f, 0.75f, 0.25f, 0.75f, 0.5f, 0.5f, float.NaN, 0, 0, 1],
        [0, 1, 0, 1, 1, -1]);

    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void EvaluateAbstention_HandCase_EqualsIt()
    {
        AbstentionCurve curve = Evaluate(Hand);
        Assert.Equal((5, 1L, 1), (curve.Rows, curve.MissingLabelRows, curve.MissingScoreRows));
        Assert.Equal([new(0.875, 1, 0.2, 1, 1), new(0.75, 3, 0.6, 2, 2.0 / 3), new AbstentionPoint(0.5, 4, 0.8, 2, 0.5)], curve.Points);

        // One sure and right, a tie of one right and one wrong, one wrong: 0, 0.5/2, 1/3, 2/4. At best 0, 0, 1/3, 2/4.
        Assert.Equal((0.25 + (1.0 / 3) + 0.5) / 4, curve.RiskCoverageArea, 1e-12);
        Assert.Equal(((1.0 / 3) + 0.5) / 4, curve.SmallestRiskCoverageArea, 1e-12);
        Assert.Equal(0.0625, curve.ExcessArea, 1e-12);
    }

    [Fact]
    public void AtCoverage_AndAtThreshold_ReadTheCurve()
    {
        AbstentionCurve curve = Evaluate(Hand);
        Assert.Equal([1, 3, 3, 4], new[] { 0.2, 0.3, 0.6, 0.8 }.Select(share => curve.AtCoverage(share)!.Kept));
        Assert.Null(curve.AtCoverage(0.9));
        Assert.Equal([4, 4, 3, 1], new[] { 0, 0.5, 0.6, 0.8 }.Select(threshold => curve.AtThreshold(threshold)!.Kept));
        Assert.Null(curve.AtThreshold(0.9));
        Assert.Throws<ArgumentOutOfRangeException>(() => curve.AtCoverage(0));
    }

    [Fact]
    public void EvaluateAbstention_OneConfidence_AreaIsTheShareOfErrors()
    {
        ScoreRow[] rows = [.. Enumerable.Range(0, 37).SelectMany(i => ScoreRow.Of(2, [0.75f, 0.25f], [i % 3 == 0 ? 1 : 0]))];
        AbstentionCurve curve = Evaluate(rows);
        Assert.Equal(13.0 / 37, curve.RiskCoverageArea, 1e-12);
        Assert.Single(curve.Points);
    }

    [Fact]
    public void EvaluateAbstention_ConfidenceTellsErrors_HasNoExcess()
    {
        ScoreRow[] rows = [.. Enumerable.Range(0, 20).SelectMany(i => ScoreRow.Of(2, [1 - (i / 64f), i / 64f], [i < 15 ? 0 : 1]))];
        Assert.Equal(0, Evaluate(rows).ExcessArea, 1e-12);
        ScoreRow[] reversed = [.. Enumerable.Range(0, 20).SelectMany(i => ScoreRow.Of(2, [1 - (i / 64f), i / 64f], [i < 5 ? 1 : 0]))];
        Assert.True(Evaluate(reversed).RiskCoverageArea > 0.25);
    }

    // The threshold of the step and that of the curve leave the same rows.
    [Fact]
    public void EvaluateAbstention_AfterCalibrateScores_AgreesWithIt()
    {
        IDataView rows = ScoreRow.View(_ml, ScoreRow.Overconfident(150, 3, seed: 1), 3);
        IDataView calibrated = _ml.Transforms.CalibrateScores("Score", abstainBelow: 0.6).Fit(rows).Transform(rows);
        AbstentionPoint? point = _ml.MulticlassClassification.EvaluateAbstention(calibrated).AtThreshold(0.6);
        IDataView kept = _ml.Data.FilterByCustomPredicate<AbstainedRow>(calibrated, row => row.Abstained);
        ClinicalClassificationMetrics metrics = _ml.MulticlassClassification.EvaluateClinical(kept);
        Assert.Equal((metrics.Count, metrics.Accuracy), (point!.Kept, point.Accuracy));
        Assert.InRange(point.Kept, 15, 135);
    }

    [Fact]
    public void ToTable_HandCase_IsTheTableExpected() => Assert.Equal(
        """
        5 rows; 1 without scores are never kept; 1 without label left out

        share asked  threshold  kept  share kept  accuracy
        1.00              none
        0.95              none
        0.90              none
        0.80             0.500     4       0.800     0.500
        0.70             0.500     4       0.800     0.500
        0.60             0.750     3       0.600     0.667
        0.50             0.750     3       0.600     0.667

        area under risk against coverage 0.271; smallest for as many errors 0.208; excess 0.063
        """,
        Evaluate(Hand).ToString());

    [Fact]
    public void ToJson_NoScores_IsUndefined()
    {
        using JsonDocument json = JsonDocument.Parse(Evaluate(ScoreRow.Of(2, [float.NaN, 0], [1])).ToJson());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("riskCoverageArea").ValueKind);
        Assert.Equal((1, 0), (json.RootElement.GetProperty("missingScoreRows").GetInt32(), json.RootElement.GetProperty("points").GetArrayLength()));
        using JsonDocument hand = JsonDocument.Parse(Evaluate(Hand).ToJson());
        Assert.Equal([1, 3, 4], hand.RootElement.GetProperty("points").EnumerateArray().Select(p => p.GetProperty("kept").GetInt32()));
    }

    [Fact]
    public void EvaluateAbstention_Patients_AreCounted()
    {
        IDataView rows = ScoreRow.View(_ml, Hand, 2);
        Assert.Equal(2, _ml.MulticlassClassification.EvaluateAbstention(rows, groupColumnName: "Grade", missingLabels: MissingLabelPolicy.SkipRow).Patients);
        Assert.Null(Evaluate(Hand).Patients);
    }

    [Theory]
    [InlineData(2f, 0, "row 0: column 'Score', slot 0 is 2, a probability from 0 to 1 expected")]
    [InlineData(1f, 5, "row 0: label column 'Label' holds a class that the scores do not have")]
    [InlineData(1f, -1, "no row with a label, at least 1 expected; 1 rows had a missing label")]
    public void EvaluateAbstention_UnfitRow_IsRefused(float score, int actual, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidOperationException>(() => Evaluate(ScoreRow.Of(2, [score, 0], [actual]))).Message, StringComparison.Ordinal);

    [Fact]
    public void EvaluateAbstention_MissingLabels_AreRefusedByDefault() => Assert.StartsWith(
        "EvaluateAbstention: 1 of 6 rows have no label in column 'Label', the first is row 5; a label expected in every row.",
        Assert.Throws<InvalidOperationException>(() => _ml.MulticlassClassification.EvaluateAbstention(ScoreRow.View(_ml, Hand, 2))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void EvaluateAbstention_UnfitColumn_IsRefused() => Assert.Contains(
        "EvaluateAbstention: column 'Label' must be a vector of Single",
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.MulticlassClassification.EvaluateAbstention(ScoreRow.View(_ml, Hand, 2), scoreColumnName: "Label")).Message,
        StringComparison.Ordinal);

    private AbstentionCurve Evaluate(ScoreRow[] rows) => _ml.MulticlassClassification.EvaluateAbstention(ScoreRow.View(_ml, rows, 2), missingLabels: MissingLabelPolicy.SkipRow);

    /// <summary>What a filter reads.</summary>
    private sealed class AbstainedRow
    {
        public bool Abstained { get; set; }
    }
}
