using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>What cannot be calibrated ends in one clear exception.</summary>
public sealed class CalibrateScoresRefusalTests
{
    private static readonly ScoreRow[] Rows = ScoreRow.Overconfident(30, 3, seed: 1);

    private readonly MLContext _ml = new(seed: 1);

    [Theory]
    [InlineData("Nowhere", "Label", "there is no column 'Nowhere'")]
    [InlineData("Score", "Nowhere", "there is no column 'Nowhere'")]
    [InlineData("Label", "Label", "column 'Label' must be a vector of Single of known size, 2 slots or more")]
    [InlineData("Score", "Score", "column 'Score' must be a key, a number or text")]
    public void Fit_UnfitColumn_IsRefused(string score, string label, string message) => Assert.Contains(
        message,
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.CalibrateScores("Out", score, labelColumnName: label).Fit(View(Rows))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Fit_OneSlot_IsRefused() => Assert.Contains(
        "must be a vector of Single of known size, 2 slots or more",
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.CalibrateScores("Score").Fit(ScoreRow.View(_ml, ScoreRow.Of(1, [1, 2], [0, 0]), 1))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Options_Unfit_AreListedTogether()
    {
        CalibrateScoresOptions options = new() { OutputColumnName = "PredictedLabel", LabelColumnName = "", Calibration = null!, AbstainBelow = 1.5, InputKind = (ScoreInputKind)9 };
        string message = Assert.Throws<ArgumentException>(() => _ml.Transforms.CalibrateScores(options)).Message;
        Assert.All(
            new[] { "a column name is empty", "Calibration is null", "InputKind 9 is unknown", "AbstainBelow must be above 0 and at most 1, got 1.5", "must differ in name" },
            part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    public void AbstainBelow_OutOfRange_IsRefused(double threshold) =>
        Assert.Throws<ArgumentException>(() => _ml.Transforms.CalibrateScores("Score", abstainBelow: threshold));

    [Fact]
    public void Fit_UnknownClass_IsRefusedByRow()
    {
        ScoreRow[] rows = [.. Rows, .. ScoreRow.Of(3, [1, 2, 3], [3])];
        string message = Assert.Throws<InvalidOperationException>(() => _ml.Transforms.CalibrateScores("Score").Fit(View(rows))).Message;
        Assert.Contains("row 30: label column 'Label' holds a class that the scores do not have, expected one of '0', '1', '2'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_UnknownText_IsRefusedWithoutNamingIt()
    {
        ScoreRow[] rows = [.. Rows];
        rows[2] = new ScoreRow { Score = [1, 2, 3], Grade = "Jane Doe" };
        string message = Assert.Throws<InvalidOperationException>(() => _ml.Transforms.CalibrateScores("Score", labelColumnName: "Grade").Fit(ScoreRow.View(_ml, rows, 3, hasNames: true))).Message;
        Assert.Contains("row 2: label column 'Grade'", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Jane", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_LogitsTakenForProbabilities_AreRefusedByRow()
    {
        ScoreRow[] rows = ScoreRow.Of(3, [0.5f, 0.5f, 0, 0, 1.5f, -0.5f], [0, 1]);
        string message = Assert.Throws<InvalidOperationException>(() => _ml.Transforms.CalibrateScores("Score", inputKind: ScoreInputKind.Probabilities).Fit(View(rows))).Message;
        Assert.Contains("row 1: column 'Score', slot 1 is 1.5, a probability from 0 to 1 expected", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transform_LogitsTakenForProbabilities_AreRefusedByRow()
    {
        ScoreRow[] rows = ScoreRow.Of(3, [0.5f, 0.5f, 0, 0, 0.5f, 0.5f, 0.25f, 0.5f, 0.25f], [0, 1, 0]);
        CalibrateScoresTransformer model = _ml.Transforms.CalibrateScores("Score", calibration: ScoreCalibration.Isotonic()).Fit(View(rows));
        IDataView calibrated = model.Transform(View(ScoreRow.Of(3, [0, 0, 1, 2, 0, 0], [0, 0])));
        Exception failure = Assert.ThrowsAny<Exception>(() => Testing.ViewReading.ReadColumn<float[]>(calibrated, "Score"));
        Assert.Contains("row 1: column 'Score', slot 0 is 2, a probability from 0 to 1 expected", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transform_ClassesInAnotherOrder_AreRefused()
    {
        CalibrateScoresTransformer model = _ml.Transforms.CalibrateScores("Score", labelColumnName: "Grade").Fit(ScoreRow.View(_ml, Rows, 3, hasNames: true));
        IDataView other = ScoreRow.View(_ml, Rows, 3, hasNames: true, slotNames: ["grade 1", "grade 0", "grade 2"]);
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => model.Transform(other)).Message;
        Assert.Contains("has the classes grade 1, grade 0, grade 2; grade 0, grade 1, grade 2 expected", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transform_OtherNumberOfClasses_IsRefused()
    {
        CalibrateScoresTransformer model = _ml.Transforms.CalibrateScores("Score").Fit(View(Rows));
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => model.Transform(ScoreRow.View(_ml, ScoreRow.Of(2, [1, 2], [0]), 2))).Message;
        Assert.Contains("column 'Score' must be a vector of 3 Single, as it was when the calibration was fitted", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_KeysWithoutNamesOfAnotherCount_AreRefused()
    {
        IDataView rows = ScoreRow.View(_ml, Rows, 3);
        IDataView keyed = _ml.Transforms.Conversion.MapValueToKey("Two", "Grade").Append(_ml.Transforms.DropColumns("Grade")).Fit(rows).Transform(rows);
        Assert.Contains(
            "there is no column 'Grade'",
            Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.CalibrateScores("Score", labelColumnName: "Grade").Fit(keyed)).Message,
            StringComparison.Ordinal);
        CalibrateScoresTransformer byName = _ml.Transforms.CalibrateScores("Score", labelColumnName: "Two").Fit(keyed);
        Assert.Equal(["grade 0", "grade 1", "grade 2"], byName.ClassNames.Order());
    }

    private IDataView View(ScoreRow[] rows) => ScoreRow.View(_ml, rows, 3);
}
