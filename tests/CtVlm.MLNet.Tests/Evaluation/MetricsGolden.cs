using System.Text.Json;
using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>The problems of tests/Golden/metrics/classification.json, and how values are compared with them.</summary>
internal static class MetricsGolden
{
    private static readonly JsonElement Golden = Load();

    /// <summary>Names of all problems, or of those that start with a prefix.</summary>
    public static IEnumerable<string> Names(string prefix = "")
        => Golden.GetProperty("problems").EnumerateArray()
            .Select(problem => problem.GetProperty("name").GetString()!)
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>A problem to solve.</summary>
    public static JsonElement Problem(string name) => Find("problems", name);

    /// <summary>An input that cannot be evaluated as it is.</summary>
    public static JsonElement Refusal(string name) => Find("refuse", name);

    /// <summary>The problem's rows as a data view; where it has no predictions, class 0 is predicted throughout.</summary>
    public static IDataView View(MLContext ml, JsonElement problem)
    {
        int classes = problem.GetProperty("classes").GetInt32();
        float[] labels = Floats(problem.GetProperty("y"));
        float[] predicted = problem.GetProperty("predicted").ValueKind == JsonValueKind.Null
            ? [.. Enumerable.Repeat(0f, labels.Length)]
            : Floats(problem.GetProperty("predicted"));
        return ScoredRow.View(ml, ScoredRow.Of(labels, predicted, classes, Floats(problem.GetProperty("scores"))), classes);
    }

    /// <summary>Numbers of an array, NaN for null.</summary>
    public static float[] Floats(JsonElement array)
        => [.. array.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? float.NaN : value.GetSingle())];

    /// <summary>Compares a property with a value.</summary>
    public static void Close(JsonElement parent, string name, double actual) => Close(parent.GetProperty(name), actual, name);

    /// <summary>Compares a number within the file's tolerance; null is NaN.</summary>
    public static void Close(JsonElement expected, double actual, string name)
    {
        if (expected.ValueKind == JsonValueKind.Null)
        {
            Assert.True(double.IsNaN(actual), $"{name}: undefined expected, got {actual}");
            return;
        }

        double value = expected.GetDouble();
        double tolerance = Golden.GetProperty("tolerance").GetDouble() * (1 + Math.Abs(value));
        Assert.True(Math.Abs(actual - value) <= tolerance, $"{name}: expected {value:R}, got {actual:R}");
    }

    /// <summary>Compares the counts and the two rates of a call.</summary>
    public static void CloseCall(JsonElement expected, ClinicalTwoWayMetrics actual)
    {
        Assert.Equal(expected.GetProperty("tp").GetInt64(), actual.TruePositives);
        Assert.Equal(expected.GetProperty("fp").GetInt64(), actual.FalsePositives);
        Assert.Equal(expected.GetProperty("fn").GetInt64(), actual.FalseNegatives);
        Assert.Equal(expected.GetProperty("tn").GetInt64(), actual.TrueNegatives);
        Close(expected, "sensitivity", actual.Sensitivity);
        Close(expected, "specificity", actual.Specificity);
    }

    /// <summary>Compares operating points and decision curve of a cut point.</summary>
    public static void CloseCurves(
        JsonElement expected, IReadOnlyList<SensitivityAtSpecificity> points, IReadOnlyList<DecisionCurvePoint> curve)
    {
        JsonElement[] targets = [.. expected.GetProperty("sensitivity_at_specificity").EnumerateArray()];
        Assert.Equal(targets.Length, points.Count);
        for (int i = 0; i < targets.Length; i++)
        {
            Close(targets[i], "specificity", points[i].Specificity);
            Close(targets[i], "step", points[i].Sensitivity);
            Close(targets[i], "linear", points[i].LinearSensitivity);
            bool nobody = targets[i].GetProperty("threshold").ValueKind == JsonValueKind.Null && !double.IsNaN(points[i].Sensitivity);
            Assert.Equal(nobody, double.IsPositiveInfinity(points[i].Threshold));
            if (!nobody)
            {
                Close(targets[i], "threshold", points[i].Threshold);
            }
        }

        JsonElement decision = expected.GetProperty("decision_curve");
        Assert.Equal(decision.GetProperty("thresholds").GetArrayLength(), curve.Count);
        for (int i = 0; i < curve.Count; i++)
        {
            Close(decision.GetProperty("thresholds")[i], curve[i].Threshold, "decision threshold");
            Close(decision.GetProperty("model")[i], curve[i].Model, "net benefit");
            Close(decision.GetProperty("treat_all")[i], curve[i].TreatAll, "net benefit of all");
        }
    }

    /// <summary>Compares a reliability diagram.</summary>
    public static void CloseDiagram(JsonElement expected, ReliabilityDiagram actual)
    {
        Close(expected, "ece", actual.ExpectedCalibrationError);
        Close(expected, "mce", actual.MaximumCalibrationError);
        JsonElement[] bins = [.. expected.GetProperty("bins").EnumerateArray()];
        Assert.Equal(bins.Length, actual.Bins.Count);
        for (int i = 0; i < bins.Length; i++)
        {
            Assert.Equal(bins[i].GetProperty("count").GetInt64(), actual.Bins[i].Count);
            Close(bins[i], "mean_score", actual.Bins[i].MeanScore);
            Close(bins[i], "fraction", actual.Bins[i].Fraction);
            Close(expected.GetProperty("edges")[i], actual.Bins[i].Lower, "lower edge");
            Close(expected.GetProperty("edges")[i + 1], actual.Bins[i].Upper, "upper edge");
        }
    }

    private static JsonElement Find(string list, string name)
        => Golden.GetProperty(list).EnumerateArray().Single(problem => problem.GetProperty("name").GetString() == name);

    private static JsonElement Load()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(GoldenFiles.Path("metrics", "classification.json")));
        return document.RootElement.Clone();
    }
}
