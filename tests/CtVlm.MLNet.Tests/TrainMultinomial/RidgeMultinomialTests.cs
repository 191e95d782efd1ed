using System.Text.Json;
using CtVlm.MLNet.Testing;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

/// <summary>The multinomial logistic regression against tests/Golden/metrics/ordinal.json, and as a trainer of ML.NET.</summary>
public sealed class RidgeMultinomialTests
{
    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string> Problems => OrdinalGolden.Names("multinomial");

    [Theory]
    [MemberData(nameof(Problems))]
    public void Fit_GoldenProblem_EqualsTheReference(string name)
    {
        JsonElement problem = OrdinalGolden.Find("multinomial", name);
        IDataView train = OrdinalGolden.Train(_ml, problem);
        RidgeMultinomialTransformer transformer = Trainer(problem.GetProperty("c").GetDouble(), problem.GetProperty("balanced_class_weights").GetBoolean()).Fit(train);
        MultinomialModel model = transformer.Model;

        OrdinalGolden.Close("coefficients", OrdinalGolden.Doubles(problem.GetProperty("coefficients")), model.Coefficients, "coefficient");
        OrdinalGolden.Close("coefficients", OrdinalGolden.Doubles(problem.GetProperty("intercepts")), model.Intercepts, "intercept");
        OrdinalGolden.Close("log_likelihood", [problem.GetProperty("objective").GetDouble()], [model.Objective], "objective");
        OrdinalGolden.Close("probabilities", OrdinalGolden.Doubles(problem.GetProperty("train_probabilities")), Scores(transformer, train), "training probability");
        OrdinalGolden.Close("probabilities", OrdinalGolden.Doubles(problem.GetProperty("test_probabilities")), Scores(transformer, OrdinalGolden.Test(_ml, problem)), "probability");
    }

    [Fact]
    public void Fit_TwoClassesAtHalfC_EqualsOneVectorAtC()
    {
        JsonElement problem = OrdinalGolden.Find("multinomial", "binary-as-softmax");
        RidgeMultinomialTransformer transformer = Trainer(problem.GetProperty("c").GetDouble() / 2, false).Fit(OrdinalGolden.Train(_ml, problem));
        JsonElement single = problem.GetProperty("single_vector");

        int width = problem.GetProperty("dimensions").GetInt32();
        OrdinalGolden.Close(
            "coefficients",
            OrdinalGolden.Doubles(single.GetProperty("coefficients")),
            [.. Enumerable.Range(0, width).Select(i => transformer.Model.Coefficients[width + i] - transformer.Model.Coefficients[i])],
            "coefficient");
        OrdinalGolden.Close(
            "probabilities",
            OrdinalGolden.Doubles(single.GetProperty("test_probability_of_1")),
            [.. Scores(transformer, OrdinalGolden.Test(_ml, problem)).Where((_, i) => i % 2 == 1)],
            "probability of 1");
    }

    [Fact]
    public void Fit_Again_IsTheSameToTheBit()
    {
        IDataView view = OrdinalGolden.Train(_ml, OrdinalGolden.Find("multinomial", "wide"));
        Assert.Equal(Trainer(1, true).Fit(view).Model.Coefficients, Trainer(1, true).Fit(view).Model.Coefficients);
    }

    [Fact]
    public void Workout_Passes() => EstimatorWorkout.Run(_ml, Trainer(1, false), new EstimatorWorkoutInput
    {
        Valid = OrdinalGolden.Train(_ml, OrdinalGolden.Find("multinomial", "four")),
        Invalid = [_ml.Data.LoadFromEnumerable([new CtStudy()])],
    });

    [Fact]
    public void SaveLoad_Model_IsTheSame()
    {
        IDataView view = OrdinalGolden.Train(_ml, OrdinalGolden.Find("multinomial", "balanced"));
        RidgeMultinomialTransformer fitted = Trainer(0.5, true).Fit(view);
        using TemporaryFolder folder = new();
        _ml.Model.Save(fitted, view.Schema, folder.Combine("model.zip"));
        ITransformer loaded = _ml.Model.Load(folder.Combine("model.zip"), out _);
        MultinomialModel model = Assert.IsType<RidgeMultinomialTransformer>(loaded is TransformerChain<ITransformer> chain ? Assert.Single(chain) : loaded).Model;
        Assert.Equal(fitted.Model.Coefficients, model.Coefficients);
        Assert.Equal(fitted.Model.Intercepts, model.Intercepts);
        Assert.Equal(fitted.Model.ClassNames, model.ClassNames);
        Assert.Equal(
            (fitted.Model.Objective, fitted.Model.C, fitted.Model.HasBalancedClassWeights, fitted.Model.Iterations), (model.Objective, model.C, model.HasBalancedClassWeights, model.Iterations));
    }

    [Fact]
    public void Transform_KeyLabelsInAnotherOrder_AreEvaluatedRight()
    {
        IDataView rows = OrdinalGolden.Train(_ml, OrdinalGolden.Find("multinomial", "four"));
        IDataView view = _ml.Transforms.Conversion.MapValueToKey("Label", "Severity").Fit(rows).Transform(rows);
        IDataView byKey = _ml.MulticlassClassification.Trainers.RidgeMultinomial().Fit(view).Transform(view);
        double expected = _ml.MulticlassClassification.EvaluateClinical(Trainer(1, false).Fit(rows).Transform(rows), "Severity").Accuracy;
        Assert.Equal(expected, _ml.MulticlassClassification.EvaluateClinical(byKey, "Label").Accuracy);
        Assert.Equal(expected, _ml.MulticlassClassification.Evaluate(byKey, "Label").MicroAccuracy, 12);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    public void Trainer_CNotAboveZero_IsRefused(double c) =>
        Assert.Contains("c must be above 0", Assert.ThrowsAny<ArgumentException>(() => Trainer(c, false)).Message, StringComparison.Ordinal);

    private static double[] Scores(ITransformer model, IDataView view) =>
        [.. ViewReading.ReadColumn<float[]>(model.Transform(view), "Score").SelectMany(p => p).Select(p => (double)p)];

    private RidgeMultinomialTrainer Trainer(double c, bool isBalanced) => _ml.MulticlassClassification.Trainers.RidgeMultinomial("Severity", c: c, balancedClassWeights: isBalanced);
}
