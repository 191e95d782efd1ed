using System.Text.Json;
using CtVlm.MLNet.Testing;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

/// <summary>The proportional-odds model against tests/Golden/metrics/ordinal.json, and as a trainer of ML.NET.</summary>
public sealed class ProportionalOddsTests
{
    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string> Problems => OrdinalGolden.Names("proportional_odds");

    [Theory]
    [MemberData(nameof(Problems))]
    public void Fit_GoldenProblem_EqualsTheReference(string name)
    {
        JsonElement problem = OrdinalGolden.Find("proportional_odds", name);
        ProportionalOddsTransformer transformer = Trainer(problem.GetProperty("l2").GetDouble()).Fit(OrdinalGolden.Train(_ml, problem));
        ProportionalOddsModel model = transformer.Model;

        OrdinalGolden.Close("coefficients", OrdinalGolden.Doubles(problem.GetProperty("coefficients")), model.Coefficients, "coefficient");
        OrdinalGolden.Close("coefficients", OrdinalGolden.Doubles(problem.GetProperty("thresholds")), model.Thresholds, "threshold");
        OrdinalGolden.Close("log_likelihood", [problem.GetProperty("log_likelihood").GetDouble()], [model.LogLikelihood], "log-likelihood");
        OrdinalGolden.Close("log_likelihood", [problem.GetProperty("objective").GetDouble()], [model.Objective], "objective");
        OrdinalGolden.Close(
            "probabilities",
            OrdinalGolden.Doubles(problem.GetProperty("test_probabilities")),
            [.. ViewReading.ReadColumn<float[]>(transformer.Transform(OrdinalGolden.Test(_ml, problem)), "Score").SelectMany(p => p).Select(p => (double)p)],
            "probability");
        if (problem.TryGetProperty("standard_errors", out JsonElement errors))
        {
            OrdinalGolden.Close("standard_errors", OrdinalGolden.Doubles(errors), model.StandardErrors!, "standard error");
            OrdinalGolden.Close("log_likelihood", [problem.GetProperty("log_likelihood_null").GetDouble()], [model.LogLikelihoodNull], "null log-likelihood");
        }
        else
        {
            Assert.Null(model.StandardErrors);
        }
    }

    [Fact]
    public void Workout_Passes() => EstimatorWorkout.Run(_ml, Trainer(1), new EstimatorWorkoutInput
    {
        Valid = OrdinalGolden.Train(_ml, OrdinalGolden.Find("proportional_odds", "three")),
        Invalid = [_ml.Data.LoadFromEnumerable([new CtStudy()])],
    });

    [Fact]
    public void SaveLoad_Model_IsTheSame()
    {
        IDataView view = OrdinalGolden.Train(_ml, OrdinalGolden.Find("proportional_odds", "four"));
        ProportionalOddsTransformer fitted = Trainer(0).Fit(view);
        using TemporaryFolder folder = new();
        _ml.Model.Save(fitted, view.Schema, folder.Combine("model.zip"));
        ITransformer loaded = _ml.Model.Load(folder.Combine("model.zip"), out _);
        ProportionalOddsModel model = Assert.IsType<ProportionalOddsTransformer>(loaded is TransformerChain<ITransformer> chain ? Assert.Single(chain) : loaded).Model;
        Assert.Equal(fitted.Model.Coefficients, model.Coefficients);
        Assert.Equal(fitted.Model.Thresholds, model.Thresholds);
        Assert.Equal(fitted.Model.StandardErrors, model.StandardErrors);
        Assert.Equal(fitted.Model.ClassNames, model.ClassNames);
        Assert.Equal(
            (fitted.Model.LogLikelihood, fitted.Model.LogLikelihoodNull, fitted.Model.Objective, fitted.Model.L2, fitted.Model.Iterations),
            (model.LogLikelihood, model.LogLikelihoodNull, model.Objective, model.L2, model.Iterations));
    }

    [Fact]
    public void Transform_KeyLabelsInAnotherOrder_AreEvaluatedRight()
    {
        // Keys by first occurrence, which is not the order of the grades.
        IDataView rows = OrdinalGolden.Train(_ml, OrdinalGolden.Find("proportional_odds", "four"));
        IDataView view = _ml.Transforms.Conversion.MapValueToKey("Label", "Severity").Fit(rows).Transform(rows);
        ProportionalOddsTransformer byKey = _ml.MulticlassClassification.Trainers.ProportionalOdds(l2: 0).Fit(view), byNumber = Trainer(0).Fit(rows);

        Assert.Equal(byNumber.Model.Coefficients, byKey.Model.Coefficients);
        double expected = _ml.MulticlassClassification.EvaluateClinical(byNumber.Transform(rows), "Severity").Accuracy;
        Assert.InRange(expected, 0.6, 1);
        Assert.Equal(expected, _ml.MulticlassClassification.EvaluateClinical(byKey.Transform(view), "Label").Accuracy);
        Assert.Equal(expected, _ml.MulticlassClassification.Evaluate(byKey.Transform(view), "Label").MicroAccuracy, 12);
    }

    [Fact]
    public void Fit_ClassesPartedWithoutPenalty_SaysWhatToDo()
    {
        OrdinalRow[] rows = [.. Enumerable.Range(0, 30).Select(i => new OrdinalRow { Severity = i / 10, Features = [i] })];
        Assert.Contains("l2 above 0", Assert.Throws<InvalidOperationException>(() => Trainer(0).Fit(View(rows, 1))).Message, StringComparison.Ordinal);
        Assert.Equal(["0", "1", "2"], Trainer(1).Fit(View(rows, 1)).Model.ClassNames);
        OrdinalRow[] twice = [.. Enumerable.Range(0, 30).Select(i => new OrdinalRow { Severity = i % 3, Features = [i, 2 * i] })];
        Assert.Contains("repeat each other", Assert.Throws<InvalidOperationException>(() => Trainer(0).Fit(View(twice, 2))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_WrongRequests_SayWhatIsWrong()
    {
        OrdinalRow[] rows = [.. Enumerable.Range(0, 12).Select(i => new OrdinalRow { Severity = 1, Grade = i % 2 == 0 ? "mild" : "severe", Features = [i % 5] })];
        Assert.Contains("12 rows of 1 classes", Assert.Throws<InvalidOperationException>(() => Trainer(1).Fit(View(rows, 1))).Message, StringComparison.Ordinal);
        var byText = _ml.MulticlassClassification.Trainers.ProportionalOdds("Grade");
        Assert.Contains("does not say", Assert.Throws<InvalidOperationException>(() => byText.Fit(View(rows, 1))).Message, StringComparison.Ordinal);
        Assert.Contains("l2 must be 0 or more", Assert.ThrowsAny<ArgumentException>(() => Trainer(-1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_NotFiniteOrUnlabelled_AreLeftOutOfTrainingAndHaveNoScore()
    {
        List<string> log = [];
        _ml.Log += (_, e) => log.Add(e.Message);
        OrdinalRow[] rows = [.. Enumerable.Range(0, 30).Select(i => new OrdinalRow { Severity = i % 3, Features = [i % 7] })];
        rows[3].Severity = float.NaN;
        rows[4].Features[0] = float.PositiveInfinity;
        IDataView result = Trainer(1).Fit(View(rows, 1)).Transform(View(rows, 1));
        Assert.Contains(log, line => line.Contains("1 without a label in 'Severity', 1 with NaN or infinity in 'Features'", StringComparison.Ordinal));
        Assert.All(ViewReading.ReadColumn<float[]>(result, "Score")[4], score => Assert.True(float.IsNaN(score)));
        Assert.Equal(0u, ViewReading.ReadColumn<uint>(result, "PredictedLabel")[4]);
        Assert.Equal(1, ViewReading.ReadColumn<float[]>(result, "Score")[3].Sum(), 5);
    }

    private ProportionalOddsTrainer Trainer(double l2) => _ml.MulticlassClassification.Trainers.ProportionalOdds("Severity", l2: l2);

    private IDataView View(OrdinalRow[] rows, int width)
    {
        var schema = SchemaDefinition.Create(typeof(OrdinalRow));
        schema[nameof(OrdinalRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, width);
        return _ml.Data.LoadFromEnumerable(rows, schema);
    }
}
