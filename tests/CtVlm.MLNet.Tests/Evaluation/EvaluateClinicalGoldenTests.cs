using System.Text.Json;
using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>Every value against tests/Golden/metrics/classification.json, through a data view, once with numbers and once with keys.</summary>
public sealed class EvaluateClinicalGoldenTests
{
    private static readonly JsonElement Golden = Load();

    public static TheoryData<string, bool> Problems()
    {
        TheoryData<string, bool> data = [];
        foreach (JsonElement problem in Golden.GetProperty("problems").EnumerateArray())
        {
            data.Add(problem.GetProperty("name").GetString()!, false);
            data.Add(problem.GetProperty("name").GetString()!, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public void EvaluateClinical_GoldenProblem_EqualsTheReference(string name, bool asKeys)
    {
        JsonElement problem = Golden.GetProperty("problems").EnumerateArray().Single(p => p.GetProperty("name").GetString() == name);
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
        EveryNanHasAReason(actual);
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public void EvaluateClinical_GoldenProblem_EqualsTheReferencePerClass(string name, bool asKeys)
    {
        JsonElement problem = Golden.GetProperty("problems").EnumerateArray().Single(p => p.GetProperty("name").GetString() == name);
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
        JsonElement problem = Golden.GetProperty("problems").EnumerateArray().Single(p => p.GetProperty("name").GetString() == name);
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

        string majority = chance.GetProperty("majority").GetProperty("cls").GetInt32().ToString();
        Assert.StartsWith($"always '{majority}'", actual.MajorityLevel.Rule, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-rows", "no row with a label")]
    [InlineData("label-out-of-range", "row 1: label column 'Label' holds 3, expected one of '0', '1', '2'")]
    [InlineData("negative-label", "row 1: label column 'Label' holds -1, expected one of")]
    [InlineData("score-nan", "row 1: column 'Score', slot 1 is NaN")]
    [InlineData("predicted-out-of-range", "row 1: predicted label column 'PredictedLabel' holds 7, expected one of")]
    public void EvaluateClinical_GoldenRefusal_ThrowsOneClearException(string name, string message)
    {
        JsonElement problem = Golden.GetProperty("refuse").EnumerateArray().Single(p => p.GetProperty("name").GetString() == name);

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Evaluate(problem, asKeys: false));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EvaluateClinical_GoldenMissingLabel_LeavesTheRowOutAndCountsIt()
    {
        JsonElement problem = Golden.GetProperty("refuse").EnumerateArray().Single(p => p.GetProperty("name").GetString() == "label-missing");

        ClinicalClassificationMetrics metrics = Evaluate(problem, asKeys: false);

        Assert.Equal(1, metrics.Count);
        Assert.Equal(1, metrics.MissingLabelRows);
    }

    private static ClinicalClassificationMetrics Evaluate(JsonElement problem, bool asKeys)
    {
        int classes = problem.GetProperty("classes").GetInt32();
        float[] labels = Floats(problem.GetProperty("y"));
        float[] scores = Floats(problem.GetProperty("scores"));
        float[] predicted = problem.GetProperty("predicted").ValueKind == JsonValueKind.Null
            ? [.. Enumerable.Repeat(0f, labels.Length)]
            : Floats(problem.GetProperty("predicted"));
        MLContext ml = new(seed: 1);
        IDataView view = ScoredRow.View(ml, ScoredRow.Of(labels, predicted, classes, scores), classes);
        return asKeys
            ? ml.MulticlassClassification.EvaluateClinical(view, nameof(ScoredRow.LabelKey), predictedLabelColumnName: nameof(ScoredRow.PredictedKey))
            : ml.MulticlassClassification.EvaluateClinical(view);
    }

    private static void EveryNanHasAReason(ClinicalClassificationMetrics metrics)
    {
        foreach (object part in new object[] { metrics, metrics.MajorityLevel, metrics.ChanceLevel, metrics.MarginChanceLevel }.Concat(metrics.PerClass))
        {
            IEnumerable<string> undefined = part.GetType().GetProperties()
                .Where(p => p.PropertyType == typeof(double) && double.IsNaN((double)p.GetValue(part)!))
                .Select(p => p.Name);
            IReadOnlyDictionary<string, string> reasons = (IReadOnlyDictionary<string, string>)part.GetType().GetProperty("Undefined")!.GetValue(part)!;
            Assert.Equal(undefined.Order(), reasons.Keys.Order());
        }
    }

    private static void Close(JsonElement parent, string name, double actual)
    {
        JsonElement expected = parent.GetProperty(name);
        if (expected.ValueKind == JsonValueKind.Null)
        {
            Assert.True(double.IsNaN(actual), $"{name}: undefined expected, got {actual}");
            return;
        }

        double value = expected.GetDouble();
        double tolerance = Golden.GetProperty("tolerance").GetDouble() * (1 + Math.Abs(value));
        Assert.True(Math.Abs(actual - value) <= tolerance, $"{name}: expected {value:R}, got {actual:R}");
    }

    private static float[] Floats(JsonElement array)
        => [.. array.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? float.NaN : value.GetSingle())];

    private static JsonElement Load()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(GoldenFiles.Path("metrics", "classification.json")));
        return document.RootElement.Clone();
    }
}
