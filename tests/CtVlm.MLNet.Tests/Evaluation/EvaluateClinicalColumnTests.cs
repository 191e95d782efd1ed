using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

/// <summary>How columns are found, matched and refused, and what the classes are.</summary>
public sealed class EvaluateClinicalColumnTests
{
    private static readonly float[] Labels = [0, 0, 1, 2, 2, 1];
    private static readonly float[] Predicted = [0, 1, 1, 2, 0, 1];
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void EvaluateClinical_NumericKeyValuesInOrderOfOccurrence_OrdersClassesByValue()
    {
        // Key positions 0, 1, 2 mean the values 2, 0, 1.
        ClinicalClassificationMetrics metrics = EvaluateKeys(["2", "0", "1"]);

        Assert.Equal(ClinicalClassOrder.ByValue, metrics.ClassOrder);
        Assert.Equal(["0", "1", "2"], metrics.ClassNames);
        Assert.Equal([[2, 0, 0], [0, 1, 1], [1, 0, 1]], metrics.ConfusionMatrix);
    }

    [Fact]
    public void EvaluateClinical_TextKeyValues_KeepsKeyOrder()
    {
        ClinicalClassificationMetrics metrics = EvaluateKeys(["normal", "mild", "severe"]);

        Assert.Equal(ClinicalClassOrder.ByKey, metrics.ClassOrder);
        Assert.Equal(["normal", "mild", "severe"], metrics.ClassNames);
        Assert.Equal([[1, 1, 0], [0, 2, 0], [1, 0, 1]], metrics.ConfusionMatrix);
    }

    [Fact]
    public void EvaluateClinical_KeyValuesNotAllDistinctNumbers_KeepsKeyOrder()
        => Assert.Equal(["2", "02", "1"], EvaluateKeys(["2", "02", "1"]).ClassNames);

    [Fact]
    public void EvaluateClinical_NumericLabelWithTextSlotNames_IsAPosition()
    {
        IDataView view = ScoredRow.View(_ml, ScoredRow.Of(Labels, Predicted, 3), 3, slotNames: ["normal", "mild", "severe"]);

        ClinicalClassificationMetrics metrics = _ml.MulticlassClassification.EvaluateClinical(view);

        Assert.Equal(["normal", "mild", "severe"], metrics.ClassNames);
        Assert.Equal([[1, 1, 0], [0, 2, 0], [1, 0, 1]], metrics.ConfusionMatrix);
    }

    [Fact]
    public void EvaluateClinical_NumericLabelWithNumericSlotNames_IsAValue()
    {
        IDataView view = ScoredRow.View(_ml, ScoredRow.Of(Labels, Predicted, 3), 3, slotNames: ["2", "0", "1"]);

        ClinicalClassificationMetrics metrics = _ml.MulticlassClassification.EvaluateClinical(view);

        Assert.Equal(["0", "1", "2"], metrics.ClassNames);
        Assert.Equal([[1, 1, 0], [0, 2, 0], [1, 0, 1]], metrics.ConfusionMatrix);
    }

    [Fact]
    public void EvaluateClinical_RealPipeline_AgreesWithMlNet()
    {
        (IDataView scored, MulticlassClassificationMetrics reference) = TrainOnThreeGrades(out _);

        ClinicalClassificationMetrics metrics = _ml.MulticlassClassification.EvaluateClinical(scored);

        // ML.NET's own order is that of the keys: 2, 0, 1.
        int[] keyOfClass = [1, 2, 0];
        Assert.Equal(["0", "1", "2"], metrics.ClassNames);
        Assert.Equal(ClinicalClassOrder.ByValue, metrics.ClassOrder);
        Assert.Equal(reference.MicroAccuracy, metrics.Accuracy, 1e-12);
        Assert.Equal(reference.MacroAccuracy, metrics.BalancedAccuracy, 1e-12);
        Assert.InRange(metrics.Accuracy, 0.5, 0.99);
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                Assert.Equal(reference.ConfusionMatrix.Counts[keyOfClass[i]][keyOfClass[j]], metrics.ConfusionMatrix[i][j]);
            }
        }
    }

    [Fact]
    public void EvaluateClinical_PredictionMappedBackToValue_GivesTheSame()
    {
        (IDataView scored, _) = TrainOnThreeGrades(out _);
        IDataView mapped = _ml.Transforms.Conversion.MapKeyToValue("PredictedLabel").Fit(scored).Transform(scored);

        string expected = _ml.MulticlassClassification.EvaluateClinical(scored).ToJson();

        Assert.Equal(expected, _ml.MulticlassClassification.EvaluateClinical(mapped).ToJson());
        Assert.Equal(expected, _ml.MulticlassClassification.EvaluateClinical(mapped, labelColumnName: "Severity").ToJson());
    }

    [Fact]
    public void EvaluateClinical_TestSetWithItsOwnKeys_MatchesByValue()
    {
        // The test set's label keys are made anew, over two classes in another order; the model knows three.
        (IDataView scored, _) = TrainOnThreeGrades(out _);
        IDataView two = _ml.Data.FilterRowsByColumn(scored, "Severity", lowerBound: 0.5);
        IDataView renamed = _ml.Transforms.Conversion.MapValueToKey("OwnLabel", "Severity", keyOrdinality: Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByValue)
            .Fit(two).Transform(two);

        ClinicalClassificationMetrics metrics = _ml.MulticlassClassification.EvaluateClinical(renamed, "OwnLabel");

        Assert.Equal(["0", "1", "2"], metrics.ClassNames);
        Assert.Equal(0, metrics.PerClass[0].Count);
        Assert.Equal(_ml.MulticlassClassification.EvaluateClinical(two).ToJson(), metrics.ToJson());
    }

    [Fact]
    public void EvaluateClinical_ActiveColumns_AreOnlyThoseNeeded()
    {
        int computed = 0;
        IDataView view = ScoredRow.View(_ml, ScoredRow.Of(Labels, Predicted, 3), 3);
        IDataView costly = _ml.Transforms.CustomMapping<ScoredLabel, Costly>((_, output) => output.Cost = ++computed, null).Fit(view).Transform(view);

        _ml.MulticlassClassification.EvaluateClinical(costly, groupColumnName: nameof(ScoredRow.Patient));

        Assert.Equal(0, computed);
    }

    [Theory]
    [InlineData(nameof(ScoredRow.Patient))]
    [InlineData(nameof(ScoredRow.PatientNumber))]
    [InlineData(nameof(ScoredRow.PatientKey))]
    public void EvaluateClinical_GroupColumn_CountsDistinctPatients(string column)
    {
        IDataView view = ScoredRow.View(_ml, ScoredRow.Of([0, 0, 1, 2, 2], [0, 1, 1, 2, 0], 3), 3);

        Assert.Equal(3, _ml.MulticlassClassification.EvaluateClinical(view, groupColumnName: column).Groups);
        Assert.Null(_ml.MulticlassClassification.EvaluateClinical(view).Groups);
    }

    [Fact]
    public void EvaluateClinical_PatientNames_AreNotFolded()
    {
        ScoredRow[] rows = ScoredRow.Of([0, 0, 1, 1], [0, 1, 1, 1], 2);
        (rows[0].Patient, rows[1].Patient, rows[2].Patient, rows[3].Patient) = ("a1", "A1", "007", "7");

        Assert.Equal(4, Evaluate(rows, 2, groupColumnName: nameof(ScoredRow.Patient)).Groups);
    }

    [Fact]
    public void EvaluateClinical_PatientMissing_IsRefusedWithoutNamingOthers()
    {
        ScoredRow[] rows = ScoredRow.Of(Labels, Predicted, 3);
        (rows[3].Patient, rows[3].PatientKey) = (" ", ScoredRow.MissingKey);

        foreach (string column in new[] { nameof(ScoredRow.Patient), nameof(ScoredRow.PatientKey) })
        {
            InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Evaluate(rows, 3, groupColumnName: column));
            Assert.Equal(
                $"EvaluateClinical: row 3: group column '{column}' is empty, a patient expected for every labelled row. " +
                "Fill it, leave the row out, or evaluate without groupColumnName.",
                error.Message);
        }
    }

    [Fact]
    public void EvaluateClinical_MissingLabels_AreLeftOutWithTheirPatients()
    {
        ScoredRow[] rows = ScoredRow.Of([0, 1, float.NaN, float.NaN, 2, 1], Predicted, 3);

        foreach (string label in new[] { nameof(ScoredRow.Label), nameof(ScoredRow.LabelKey) })
        {
            ClinicalClassificationMetrics metrics = _ml.MulticlassClassification.EvaluateClinical(
                ScoredRow.View(_ml, rows, 3), label, groupColumnName: nameof(ScoredRow.Patient), missingLabels: MissingLabelPolicy.SkipRow);
            Assert.Equal(4, metrics.Count);
            Assert.Equal(2, metrics.MissingLabelRows);
            Assert.Equal(2, metrics.Groups);
        }
    }

    [Theory]
    [InlineData(nameof(ScoredRow.Label))]
    [InlineData(nameof(ScoredRow.LabelKey))]
    public void EvaluateClinical_MissingLabels_AreRefusedByDefault(string label)
    {
        IDataView view = ScoredRow.View(_ml, ScoredRow.Of([0, 1, float.NaN, float.NaN, 2, 1], Predicted, 3), 3);
        string expected = $"2 of 6 rows have no label in column '{label}', the first is row 2; a label expected in every row. "
            + "Fill them, or ask for MissingLabelPolicy.SkipRow to leave such rows out and have them counted.";

        Assert.Equal($"EvaluateClinical: {expected}", Assert.Throws<InvalidOperationException>(() => _ml.MulticlassClassification.EvaluateClinical(view, label)).Message);
        Assert.Equal($"EvaluateOrdinal: {expected}", Assert.Throws<InvalidOperationException>(() => _ml.MulticlassClassification.EvaluateOrdinal(view, label)).Message);
        Assert.Equal(2, _ml.MulticlassClassification.EvaluateOrdinal(view, label, missingLabels: MissingLabelPolicy.SkipRow).MissingLabelRows);
    }

    [Fact]
    public void EvaluateClinical_MissingPrediction_IsRefused()
    {
        ScoredRow[] rows = ScoredRow.Of(Labels, [0, 1, 1, 2, float.NaN, 1], 3);

        InvalidOperationException number = Assert.Throws<InvalidOperationException>(() => Evaluate(rows, 3));
        InvalidOperationException key = Assert.Throws<InvalidOperationException>(() => _ml.MulticlassClassification.EvaluateClinical(
            ScoredRow.View(_ml, rows, 3), nameof(ScoredRow.LabelKey), predictedLabelColumnName: nameof(ScoredRow.PredictedKey)));

        Assert.StartsWith("EvaluateClinical: row 4: column 'PredictedLabel' holds no value", number.Message, StringComparison.Ordinal);
        Assert.StartsWith("EvaluateClinical: row 4: column 'PredictedKey' holds no value", key.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("label", "labelColumnName")]
    [InlineData("score", "scoreColumnName")]
    [InlineData("predicted label", "predictedLabelColumnName")]
    [InlineData("group", "groupColumnName")]
    public void EvaluateClinical_MissingColumn_NamesRoleParameterAndWhatIsThere(string role, string parameter)
    {
        string Name(string of, string usual) => of == role ? "Nope" : usual;
        IDataView view = ScoredRow.View(_ml, ScoredRow.Of(Labels, Predicted, 3), 3);

        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.MulticlassClassification.EvaluateClinical(
            view, Name("label", "Label"), Name("score", "Score"), Name("predicted label", "PredictedLabel"), Name("group", "Patient")));

        Assert.Equal(parameter, error.ParamName);
        Assert.StartsWith($"EvaluateClinical: {role} column 'Nope' not found; the data has 'Label', 'LabelKey',", error.Message, StringComparison.Ordinal);
        Assert.Contains($"name the column with {parameter}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Patient", "Score", "PredictedLabel", "Patient", "label column 'Patient' must be a key or a number, got String. Map text with MapValueToKey first.")]
    [InlineData("Label", "Label", "PredictedLabel", "Patient", "score column 'Label' must be a vector of Single of known size, got Single.")]
    [InlineData("Label", "Score", "Score", "Patient", "predicted label column 'Score' must be a key, a number or text, got Vector<Single, 3>.")]
    [InlineData("Label", "Score", "PredictedLabel", "PatientFloat", "group column 'PatientFloat' must be text, a key or an integer, got Single.")]
    public void EvaluateClinical_UnfitType_SaysExpectedGotAndRemedy(string label, string score, string predicted, string group, string message)
    {
        IDataView view = ScoredRow.View(_ml, ScoredRow.Of(Labels, Predicted, 3), 3);

        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
            () => _ml.MulticlassClassification.EvaluateClinical(view, label, score, predicted, group));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EvaluateClinical_KeyAndScoreOfDifferentModels_IsRefused()
    {
        IDataView view = ScoredRow.View(_ml, ScoredRow.Of(Labels, Predicted, 3), 3, names: ["a", "b", "c"]);
        IDataView widened = _ml.Transforms.Concatenate("Wide", "Score", "Score").Fit(view).Transform(view);

        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.MulticlassClassification.EvaluateClinical(
            widened, nameof(ScoredRow.LabelKey), "Wide", nameof(ScoredRow.PredictedKey)));

        Assert.Contains("predicted label column 'PredictedKey' has 3 classes, 6 expected", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EvaluateClinical_IdentifierAsLabel_IsRefused()
    {
        IDataView view = ScoredRow.View(_ml, ScoredRow.Of(Labels, Predicted, 3), 3);

        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
            () => _ml.MulticlassClassification.EvaluateClinical(view, nameof(ScoredRow.PatientKey)));

        Assert.Contains("column 'PatientKey' has 1000000 classes, at most 1000 expected", error.Message, StringComparison.Ordinal);
    }

    private ClinicalClassificationMetrics EvaluateKeys(string[] names)
        => _ml.MulticlassClassification.EvaluateClinical(
            ScoredRow.View(_ml, ScoredRow.Of(Labels, Predicted, 3), 3, names),
            nameof(ScoredRow.LabelKey),
            predictedLabelColumnName: nameof(ScoredRow.PredictedKey));

    private ClinicalClassificationMetrics Evaluate(ScoredRow[] rows, int classes, string? groupColumnName = null)
        => _ml.MulticlassClassification.EvaluateClinical(ScoredRow.View(_ml, rows, classes), groupColumnName: groupColumnName);

    /// <summary>A trained model on noisy grades that occur in the order 2, 0, 1.</summary>
    private (IDataView Scored, MulticlassClassificationMetrics Reference) TrainOnThreeGrades(out ITransformer model)
    {
        Random random = new(5);
        GradedRow[] rows = [.. Enumerable.Range(0, 150).Select(i =>
        {
            int severity = (i + 2) % 3;
            return new GradedRow { Severity = severity, Features = [severity + (float)random.NextDouble() * 1.8f, (float)random.NextDouble()] };
        })];
        IDataView data = _ml.Data.LoadFromEnumerable(rows);
        model = _ml.Transforms.Conversion.MapValueToKey("Label", "Severity")
            .Append(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy())
            .Fit(data);
        IDataView scored = model.Transform(data);
        return (scored, _ml.MulticlassClassification.Evaluate(scored));
    }

    private sealed class GradedRow
    {
        public float Severity { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }

    private sealed class ScoredLabel
    {
        public float Label { get; set; }
    }

    private sealed class Costly
    {
        public int Cost { get; set; }
    }
}
