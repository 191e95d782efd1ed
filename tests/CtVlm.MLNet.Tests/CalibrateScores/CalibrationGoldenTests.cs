using System.Text.Json;
using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>The fits against the reference.</summary>
public sealed class CalibrationGoldenTests
{
    public static TheoryData<string> Names => [.. CalibrationGolden.Names];

    public static TheoryData<string, string> Refusals()
    {
        TheoryData<string, string> data = [];
        foreach (JsonElement refused in CalibrationGolden.Refused)
        {
            foreach (JsonElement method in refused.GetProperty("methods").EnumerateArray())
            {
                data.Add(refused.GetProperty("name").GetString()!, method.GetString()!);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Temperature_GoldenCase_EqualsTheReference(string name)
    {
        JsonElement golden = CalibrationGolden.Get(name), expected = golden.GetProperty("temperature");
        (FittedScoreCalibration fitted, CalibrationFit fit) = Fit(golden, "temperature");
        CalibrationGolden.Close(expected.GetProperty("temperature"), fitted.Parameters["temperature"], "parameters");
        CalibrationGolden.Close(golden.GetProperty("nll_uncalibrated"), [fit.LossBefore], "nll");
        CalibrationGolden.Close(expected.GetProperty("nll"), [fit.LossAfter], "nll");
        CalibrationGolden.Close(expected.GetProperty("test"), Test(golden, fitted), "probabilities");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Vector_GoldenCase_EqualsTheReference(string name)
    {
        JsonElement golden = CalibrationGolden.Get(name), expected = golden.GetProperty("vector");
        (FittedScoreCalibration fitted, CalibrationFit fit) = Fit(golden, "vector");
        CalibrationGolden.Close(expected.GetProperty("scale"), fitted.Parameters["scale"], "parameters");
        CalibrationGolden.Close(expected.GetProperty("bias"), fitted.Parameters["bias"], "parameters");
        CalibrationGolden.Close(expected.GetProperty("nll"), [fit.LossAfter], "nll");
        CalibrationGolden.Close(expected.GetProperty("test"), Test(golden, fitted), "probabilities");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Platt_GoldenCase_EqualsTheReference(string name)
    {
        JsonElement golden = CalibrationGolden.Get(name), expected = golden.GetProperty("platt");
        FittedPlatt fitted = Assert.IsType<FittedPlatt>(Fit(golden, "platt").Fitted);
        CalibrationGolden.Close(expected.GetProperty("a"), fitted.Parameters["a"], "parameters");
        CalibrationGolden.Close(expected.GetProperty("b"), fitted.Parameters["b"], "parameters");
        CalibrationGolden.Close(expected.GetProperty("objective"), Objectives(CalibrationGolden.Rows(golden), fitted), "nll");
        CalibrationGolden.Close(expected.GetProperty("test_unnormalised"), Unnormalised(golden, "test_logits", fitted), "probabilities");
        CalibrationGolden.Close(expected.GetProperty("test"), Test(golden, fitted), "probabilities");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Isotonic_GoldenCase_EqualsTheReference(string name)
    {
        JsonElement golden = CalibrationGolden.Get(name), expected = golden.GetProperty("isotonic");
        FittedIsotonic fitted = Assert.IsType<FittedIsotonic>(Fit(golden, "isotonic").Fitted);
        for (int k = 0; k < fitted.Classes; k++)
        {
            Assert.Equal(CalibrationGolden.Numbers(expected.GetProperty("x_thresholds")[k]), fitted.Parameters[$"x.{k}"]);
            CalibrationGolden.Close(expected.GetProperty("y_thresholds")[k], fitted.Parameters[$"y.{k}"], "isotonic");
        }

        CalibrationGolden.Close(expected.GetProperty("fitted_unnormalised"), Unnormalised(golden, "logits", fitted), "isotonic");
        CalibrationGolden.Close(expected.GetProperty("test_unnormalised"), Unnormalised(golden, "test_logits", fitted), "isotonic");
        CalibrationGolden.Close(expected.GetProperty("test"), Test(golden, fitted), "isotonic");
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Fit_GoldenRefusal_ThrowsOneClearException(string name, string method)
    {
        JsonElement refused = CalibrationGolden.Refused.Single(r => r.GetProperty("name").GetString() == name);
        int classes = refused.GetProperty("classes").GetInt32();
        MLContext ml = new(seed: 1);
        IDataView rows = ScoreRow.View(ml, ScoreRow.Of(classes, CalibrationGolden.Singles(refused.GetProperty("logits")), CalibrationGolden.Labels(refused)), classes);
        CalibrateScoresEstimator estimator = ml.Transforms.CalibrateScores("Score", calibration: CalibrationGolden.Create(method), inputKind: ScoreInputKind.Logits);
        string message = Assert.Throws<InvalidOperationException>(() => estimator.Fit(rows)).Message;
        Assert.StartsWith("CalibrateScores: ", message, StringComparison.Ordinal);
        Assert.Contains(
            name switch
            {
                "separable" => "the scores tell the classes of these rows apart without a fault, so the loss falls for ever",
                "single-class" => "all rows are of one class",
                "anti-informative" => "the loss falls for ever as the temperature grows",
                "nan-logit" => "row 0: column 'Score', slot 1 is not finite",
                _ => "no row with a label, at least 1 expected",
            },
            message,
            StringComparison.Ordinal);
    }

    private static (FittedScoreCalibration Fitted, CalibrationFit Fit) Fit(JsonElement golden, string method)
    {
        CalibrationRows rows = CalibrationGolden.Rows(golden);
        FittedScoreCalibration fitted = CalibrationGolden.Create(method).Fit(rows);
        return (fitted, CalibrationFit.Measure(rows, 0, fitted));
    }

    private static double[] Test(JsonElement golden, FittedScoreCalibration fitted) =>
        [.. CalibrationGolden.Numbers(golden.GetProperty("test_logits")).Chunk(fitted.Classes).SelectMany(row =>
        {
            double[] probabilities = new double[row.Length];
            fitted.Apply(row, probabilities);
            Assert.Equal(1, probabilities.Sum(), 1e-12);
            return probabilities;
        })];

    private static double[] Unnormalised(JsonElement golden, string logits, OneAgainstRest fitted) =>
        [.. CalibrationGolden.Numbers(golden.GetProperty(logits)).Select((z, i) => fitted.Map(i % fitted.Classes, z))];

    private static double[] Objectives(CalibrationRows rows, FittedPlatt fitted) => [.. Enumerable.Range(0, rows.Classes).Select(k =>
    {
        double positives = rows.CountOf(k), negatives = rows.Count - positives;
        return rows.Column(k).Select((z, i) => (P: fitted.Map(k, z), T: rows.Actual[i] == k ? (positives + 1) / (positives + 2) : 1 / (negatives + 2)))
            .Sum(row => -(row.T * Math.Log(row.P)) - ((1 - row.T) * Math.Log(1 - row.P)));
    })];
}
