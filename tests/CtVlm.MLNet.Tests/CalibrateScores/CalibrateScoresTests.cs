using CtVlm.MLNet.Testing;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

/// <summary>The verb: what is read, what is written, what is refused.</summary>
public sealed class CalibrateScoresTests
{
    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string> Methods => [.. CalibrationGolden.Methods];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Workout_Passes(string method)
    {
        ScoreRow[] rows = ScoreRow.Overconfident(40, 3, seed: 1);
        IDataView valid = ScoreRow.View(_ml, rows, 3, hasNames: true);
        EstimatorWorkout.Run(_ml, _ml.Transforms.CalibrateScores("Calibrated", "Score", CalibrationGolden.Create(method), "GradeKey", abstainBelow: 0.6), new EstimatorWorkoutInput
        {
            Valid = valid,
            Invalid =
            [
                _ml.Data.LoadFromEnumerable([new CtStudy()]),
                _ml.Transforms.DropColumns("Score").Fit(valid).Transform(valid),
                _ml.Transforms.CopyColumns("Score", "Label").Fit(valid).Transform(valid),
            ],
        });
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void SaveLoad_Calibration_CanBeInspected(string method)
    {
        IDataView rows = ScoreRow.View(_ml, ScoreRow.Overconfident(60, 3, seed: 2), 3, hasNames: true);
        CalibrateScoresTransformer model = _ml.Transforms.CalibrateScores("Score", calibration: CalibrationGolden.Create(method), labelColumnName: "Grade").Fit(rows);
        using TemporaryFolder folder = new();
        _ml.Model.Save(model, rows.Schema, folder.Combine("model.zip"));
        ITransformer loaded = _ml.Model.Load(folder.Combine("model.zip"), out _);
        CalibrateScoresTransformer other = Assert.IsType<CalibrateScoresTransformer>(loaded is TransformerChain<ITransformer> chain ? Assert.Single(chain) : loaded);
        Assert.Equal((method, 3, ScoreInputKind.Logits), (other.Calibration.Name, other.Calibration.Classes, other.InputKind));
        Assert.Equal(model.ClassNames, other.ClassNames);
        Assert.Equal(model.FitReport, other.FitReport);
        Assert.Equal(model.Calibration.Parameters.Keys, other.Calibration.Parameters.Keys);
        Assert.All(model.Calibration.Parameters, p => Assert.Equal(p.Value, other.Calibration.Parameters[p.Key]));
    }

    [Theory]
    [InlineData("Label")]
    [InlineData("Grade")]
    [InlineData("GradeKey")]
    [InlineData("Other")]
    public void Fit_AnyLabelColumn_FindsTheSlotByName(string label)
    {
        ScoreRow[] rows = ScoreRow.Overconfident(80, 3, seed: 3);
        bool isByName = label is "Grade" or "GradeKey";
        CalibrateScoresTransformer model = _ml.Transforms.CalibrateScores("Score", labelColumnName: label).Fit(ScoreRow.View(_ml, rows, 3, isByName));
        FittedScoreCalibration expected = ScoreCalibration.Temperature().Fit(
            new CalibrationRows(3, [.. rows.SelectMany(r => r.Score.Select(s => (double)s))], [.. rows.Select(r => (int)r.Label)]));
        Assert.Equal(expected.Parameters["temperature"], model.Calibration.Parameters["temperature"]);
    }

    [Fact]
    public void Fit_MissingLabels_AreLeftOutAndCounted()
    {
        LogRecorder log = new(_ml);
        ScoreRow[] rows = ScoreRow.Overconfident(50, 3, seed: 4);
        ScoreRow[] more = [.. rows, .. ScoreRow.Of(3, [float.NaN, 0, 0, 1, 2, 3], [-1, -1])];
        CalibrateScoresTransformer model = Fit(more), alone = Fit(rows);
        Assert.Equal((50, 2L), (model.FitReport.Rows, model.FitReport.RowsWithoutLabel));
        Assert.Equal(alone.Calibration.Parameters["temperature"], model.Calibration.Parameters["temperature"]);
        Assert.Single(log.With("2 rows without a label in 'Label' were left out of the fit"));
    }

    [Fact]
    public void Fit_Auto_TellsProbabilitiesFromLogits()
    {
        ScoreRow[] logits = ScoreRow.Overconfident(80, 3, seed: 5);
        ScoreRow[] probabilities = [.. logits.Select(row => new ScoreRow { Score = Softened(row.Score), Label = row.Label })];
        ScoreRow[] shares = [.. probabilities.Select(row => new ScoreRow { Score = [.. row.Score.Select(s => s / 2)], Label = row.Label })];
        CalibrateScoresTransformer fromLogits = Fit(logits), fromProbabilities = Fit(probabilities);
        Assert.Equal(
            (ScoreInputKind.Logits, ScoreInputKind.Probabilities, ScoreInputKind.Logits), (fromLogits.InputKind, fromProbabilities.InputKind, Fit(shares).InputKind));

        // The logarithms of softmax are the logits but for a constant of the row.
        Assert.Equal(fromLogits.Calibration.Parameters["temperature"][0], fromProbabilities.Calibration.Parameters["temperature"][0], 1e-4);
        Assert.Equal(fromLogits.FitReport.LossBefore, fromProbabilities.FitReport.LossBefore, 1e-5);
    }

    [Fact]
    public void Transform_ProbabilitiesOfNothing_AreClipped()
    {
        ScoreRow[] rows = [.. ScoreRow.Overconfident(80, 3, seed: 6).Select(row => new ScoreRow { Score = Softened(row.Score), Label = row.Label })];
        CalibrateScoresTransformer model = Fit(rows);
        float[] sure = Read<float[]>(model, [new ScoreRow { Score = [0, 1, 0] }], "Score")[0];
        Assert.All(sure, p => Assert.InRange(p, float.Epsilon, 1));
        Assert.Equal(sure[0], sure[2]);
    }

    [Fact]
    public void Transform_Scores_BecomeProbabilitiesWithTheirNames()
    {
        IDataView rows = ScoreRow.View(_ml, ScoreRow.Overconfident(80, 3, seed: 7), 3, hasNames: true);
        IDataView calibrated = _ml.Transforms.CalibrateScores("Score", calibration: ScoreCalibration.Platt(), labelColumnName: "GradeKey").Fit(rows).Transform(rows);
        Assert.All(ViewReading.ReadColumn<float[]>(calibrated, "Score"), p => Assert.Equal(1, p.Sum(), 1e-5f));
        VBuffer<ReadOnlyMemory<char>> names = default;
        calibrated.Schema["Score"].GetSlotNames(ref names);
        Assert.Equal(["grade 0", "grade 1", "grade 2"], names.DenseValues().Select(n => n.ToString()));
        calibrated.Schema["PredictedLabel"].GetKeyValues(ref names);
        Assert.Equal(["grade 0", "grade 1", "grade 2"], names.DenseValues().Select(n => n.ToString()));
        ReadOnlyMemory<char> kind = default;
        calibrated.Schema["Score"].Annotations.GetValue("ScoreValueKind", ref kind);
        Assert.Equal("Probability", kind.ToString());
        List<float[]> scores = ViewReading.ReadColumn<float[]>(calibrated, "Score");
        Assert.Equal(scores.Select(p => (uint)Array.IndexOf(p, p.Max()) + 1), ViewReading.ReadColumn<uint>(calibrated, "PredictedLabel"));
    }

    // The label's keys run the other way round; the evaluation matches by name.
    [Fact]
    public void Transform_NewPredictions_AreEvaluatedByName()
    {
        ScoreRow[] rows = ScoreRow.Overconfident(200, 3, seed: 8);
        IDataView view = ScoreRow.View(_ml, rows, 3, hasNames: true);
        IDataView calibrated = _ml.Transforms.CalibrateScores("Score", labelColumnName: "GradeKey").Fit(view).Transform(view);
        ClinicalClassificationMetrics metrics = _ml.MulticlassClassification.EvaluateClinical(calibrated, "GradeKey");
        Assert.Equal(rows.Average(r => Array.IndexOf(r.Score, r.Score.Max()) == (int)r.Label ? 1.0 : 0), metrics.Accuracy, 1e-12);
        Assert.Equal(["grade 2", "grade 1", "grade 0"], metrics.ClassNames);
    }

    [Fact]
    public void Transform_TrainerOfMlNet_IsEvaluatedAfterwards()
    {
        GeometryRow[] rows = GeometryRow.Create();
        IDataView data = _ml.Data.LoadFromEnumerable(rows);
        var trainer = _ml.Transforms.Conversion.MapValueToKey("Label", "Text").Append(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Label", "Counterpart"));
        IDataView scored = trainer.Fit(data).Transform(data);
        CalibrateScoresTransformer model = _ml.Transforms.CalibrateScores("Score", calibration: ScoreCalibration.Platt()).Fit(scored);
        Assert.Equal(ScoreInputKind.Probabilities, model.InputKind);
        Assert.Equal(["mild", "none", "severe"], model.ClassNames.Order());
        ClinicalClassificationMetrics before = _ml.MulticlassClassification.EvaluateClinical(scored);
        ClinicalClassificationMetrics after = _ml.MulticlassClassification.EvaluateClinical(model.Transform(scored));
        Assert.Equal(before.ClassNames, after.ClassNames);
        Assert.InRange(after.Accuracy, before.Accuracy - 0.1, 1);
        Assert.True(after.Accuracy > 0.5);
    }

    [Fact]
    public void Transform_BelowTheThreshold_Abstains()
    {
        ScoreRow[] rows = ScoreRow.Overconfident(100, 3, seed: 9);
        IDataView view = ScoreRow.View(_ml, rows, 3);
        IDataView calibrated = _ml.Transforms.CalibrateScores("Score", abstainBelow: 0.6).Fit(view).Transform(view);
        float[] top = [.. ViewReading.ReadColumn<float[]>(calibrated, "Score").Select(p => p.Max())];
        bool[] abstained = [.. ViewReading.ReadColumn<bool>(calibrated, "Abstained")];
        Assert.Equal(top.Select(p => p < 0.6), abstained);
        Assert.Equal(abstained, ViewReading.ReadColumn<uint>(calibrated, "PredictedLabel").Select(key => key == 0));
        Assert.InRange(abstained.Count(a => a), 10, 90);
    }

    [Fact]
    public void Transform_MissingScores_StayMissingAndAbstain()
    {
        IDataView rows = ScoreRow.View(_ml, ScoreRow.Overconfident(50, 3, seed: 10), 3);
        CalibrateScoresTransformer model = _ml.Transforms.CalibrateScores("Score", abstainBelow: 0.01).Fit(rows);
        ScoreRow[] missing = [new() { Score = [1, float.NaN, 0] }, new() { Score = [1, 0, float.PositiveInfinity] }, new() { Score = [1, 0, 0] }];
        Assert.Equal([true, true, false], Read<float[]>(model, missing, "Score").Select(p => p.All(float.IsNaN)));
        Assert.Equal([0u, 0, 1], Read<uint>(model, missing, "PredictedLabel"));
        Assert.Equal([true, true, false], Read<bool>(model, missing, "Abstained"));
    }

    [Fact]
    public void Transform_NoPredictedLabelAskedFor_LeavesTheColumnAlone()
    {
        ScoreRow[] rows = ScoreRow.Overconfident(50, 3, seed: 11);
        IDataView view = ScoreRow.View(_ml, rows, 3);
        CalibrateScoresOptions options = new() { OutputColumnName = "Calibrated", InputColumnName = "Score", Calibration = ScoreCalibration.Temperature(), PredictedLabelColumnName = null };
        IDataView calibrated = _ml.Transforms.CalibrateScores(options).Fit(view).Transform(view);
        Assert.Equal(view.Schema.Select(c => c.Name).Append("Calibrated"), calibrated.Schema.Select(c => c.Name));
        Assert.Equal(rows.Select(r => r.Score), ViewReading.ReadColumn<float[]>(calibrated, "Score"));
    }

    private static float[] Softened(float[] logits)
    {
        double[] p = Array.ConvertAll(logits, z => (double)z);
        Softmax.InPlace(p);
        return Array.ConvertAll(p, v => (float)v);
    }

    private CalibrateScoresTransformer Fit(ScoreRow[] rows) => _ml.Transforms.CalibrateScores("Score").Fit(ScoreRow.View(_ml, rows, 3));

    private List<T> Read<T>(CalibrateScoresTransformer model, ScoreRow[] rows, string column) => ViewReading.ReadColumn<T>(model.Transform(ScoreRow.View(_ml, rows, 3)), column);
}
