using System.Text.Json;
using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>The verb: from two views to paired comparisons.</summary>
public sealed class ComparePredictionsTests
{
    private static readonly ComparisonOptions Options = new() { PatientColumnName = nameof(ScoredRow.Patient), Resamples = 400 };
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void ComparePredictions_SameModel_HasNoDifference()
    {
        IDataView view = MadeUpRows.View(_ml, MadeUpRows.Make(60, 30, seed: 1));
        ClinicalComparison comparison = _ml.CtVlm().ComparePredictions(view, view, Options);

        Assert.All(comparison.Metrics, metric =>
        {
            Assert.Equal(0, metric.Difference);
            Assert.Equal((0.0, 0.0), (metric.Lower, metric.Upper));
            Assert.Equal((1.0, 1.0), (metric.BootstrapPValue, metric.PermutationPValue));
            Assert.Contains("the same in every resample", metric.Note, StringComparison.Ordinal);
        });
        Assert.All(comparison.CutPoints, cut => Assert.True(double.IsNaN(cut.PValue)));
        Assert.Equal(1, comparison.McNemar.ExactPValue);
    }

    [Fact]
    public void ComparePredictions_MissingLabels_AreRefusedOrLeftOutAndCounted()
    {
        ScoredRow[] rows = MadeUpRows.ToRows(MadeUpRows.Make(40, 20, seed: 7));
        rows[3].Label = rows[8].Label = float.NaN;
        IDataView view = ScoredRow.View(_ml, rows, 3);

        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => _ml.CtVlm().ComparePredictions(view, view, Options));
        ClinicalComparison comparison = _ml.CtVlm().ComparePredictions(view, view, Options with { MissingLabels = MissingLabelPolicy.SkipRow });

        Assert.StartsWith("ComparePredictions: 2 of 40 rows have no label in column 'Label', the first is row 3;", refused.Message, StringComparison.Ordinal);
        Assert.Equal((38, 2), (comparison.Count, comparison.MissingLabelRows));
    }

    [Fact]
    public void ComparePredictions_PerfectAgainstGuessing_SeesTheDifference()
    {
        ScoredRows guess = MadeUpRows.Make(90, 45, seed: 2);
        ScoredRows perfect = guess with { Predicted = guess.Actual, Scores = [.. guess.Actual.SelectMany(k => Enumerable.Range(0, 3).Select(j => j == k ? 1.0 : 0))] };
        ClinicalComparison comparison = Compare(perfect, guess);
        MetricComparison accuracy = comparison.Find(ClinicalMetricNames.Accuracy);
        MetricComparison brier = comparison.Find(ClinicalMetricNames.Brier);

        Assert.Equal(1, accuracy.First);
        Assert.True(accuracy.Lower > 0 && accuracy.Lower < accuracy.Difference && accuracy.Difference < accuracy.Upper);
        Assert.Equal(1.0 / 401, accuracy.PermutationPValue, 1e-12);
        Assert.InRange(accuracy.BootstrapPValue, 0, 0.02);
        Assert.True(brier.Upper < 0);
        Assert.InRange(comparison.McNemar.ExactPValue, 0, 1e-4);
        Assert.Equal(0, comparison.McNemar.OnlySecondRight);
        Assert.True(comparison.RowsAreClustered);
        Assert.Contains("take rows as independent", comparison.ToTable(), StringComparison.Ordinal);
    }

    [Fact]
    public void ComparePredictions_ModelsSwapped_MirrorsEverything()
    {
        ScoredRows a = MadeUpRows.Make(60, 30, seed: 3);
        ScoredRows b = MadeUpRows.Rescore(a, seed: 4);
        ClinicalComparison forth = Compare(a, b);
        ClinicalComparison back = Compare(b, a);
        for (int i = 0; i < forth.Metrics.Count; i++)
        {
            Assert.Equal(forth.Metrics[i].Difference, -back.Metrics[i].Difference, 1e-12);
            Assert.Equal(forth.Metrics[i].Lower, -back.Metrics[i].Upper, 1e-9);
            Assert.Equal(forth.Metrics[i].BootstrapPValue, back.Metrics[i].BootstrapPValue, 1e-9);
            Assert.Equal(forth.Metrics[i].PermutationPValue, back.Metrics[i].PermutationPValue, 1e-12);
        }
    }

    [Theory]
    [InlineData(0.80)]
    [InlineData(0.95)]
    public void ComparePredictions_IntervalAndP_Agree(double level)
    {
        // The interval leaves 0 out where p is clearly below 1 - level, and holds it where p is clearly above.
        int judged = 0;
        for (int seed = 0; seed < 12; seed++)
        {
            ScoredRows a = MadeUpRows.Make(60, 30, seed);
            ScoredRows b = MadeUpRows.Rescore(a, seed + 100);
            foreach (MetricComparison metric in PredictionComparer.Compare(a, b, ["0", "1", "2"], Options with { ConfidenceLevel = level, Resamples = 1000 }))
            {
                if (Math.Abs(metric.BootstrapPValue - (1 - level)) > 0.02)
                {
                    Assert.Equal(metric.BootstrapPValue > 1 - level, metric.Lower <= 1e-12 && metric.Upper >= -1e-12);
                    judged++;
                }
            }
        }

        Assert.True(judged > 200);
    }

    [Fact]
    public void ComparePredictions_Adjusted_AreThePermutationPOfTheMetricsAskedFor()
    {
        ScoredRows a = MadeUpRows.Make(60, 30, seed: 3);
        ClinicalComparison comparison = Compare(a, MadeUpRows.Rescore(a, seed: 4), Options with { Metrics = ["accuracy", "quadraticWeightedKappa", "macroAuroc"] });
        double[] p = [.. comparison.Metrics.Select(metric => metric.PermutationPValue)];

        Assert.Equal(3, p.Length);
        Assert.Equal(Comparisons.Adjust(p, PValueAdjustment.Holm), comparison.Metrics.Select(metric => metric.HolmPValue));
        Assert.Equal(Comparisons.Adjust(p, PValueAdjustment.BenjaminiHochberg), comparison.Metrics.Select(metric => metric.BenjaminiHochbergPValue));
    }

    [Fact]
    public void ComparePredictions_OtherRows_AreRefusedByRowNumber()
    {
        ScoredRows rows = MadeUpRows.Make(30, 15, seed: 5);
        ScoredRow[] relabelled = MadeUpRows.ToRows(rows);
        relabelled[7].Label = (relabelled[7].Label + 1) % 3;
        ScoredRow[] otherPatient = MadeUpRows.ToRows(rows);
        otherPatient[9].Patient = "patient 77";
        ScoredRow[] renamed = MadeUpRows.ToRows(rows);
        Array.ForEach(renamed, row => row.Patient = "x" + row.Patient);

        Assert.Contains("labelled row 7 has another label", Refuse(rows, ScoredRow.View(_ml, relabelled, 3)), StringComparison.Ordinal);
        string patient = Refuse(rows, ScoredRow.View(_ml, otherPatient, 3));
        Assert.Contains("labelled row 9 has another patient", patient, StringComparison.Ordinal);
        Assert.DoesNotContain("77", patient, StringComparison.Ordinal);
        Assert.Contains("labelled row 0 has another patient", Refuse(rows, ScoredRow.View(_ml, renamed, 3)), StringComparison.Ordinal);
        Assert.Contains("has 29 labelled rows, 30 expected", Refuse(rows, ScoredRow.View(_ml, MadeUpRows.ToRows(rows)[1..], 3)), StringComparison.Ordinal);
        Assert.Contains("classes 'a', 'b', 'c', '0', '1', '2' expected", Refuse(rows, ScoredRow.View(_ml, MadeUpRows.ToRows(rows), 3, slotNames: ["a", "b", "c"])), StringComparison.Ordinal);
    }

    [Fact]
    public void ComparePredictions_TransformedT_IsRefused()
        => Assert.Contains(
            "a difference has no range to transform",
            Assert.Throws<ArgumentException>(() => Compare(MadeUpRows.Make(10, 5, 1), MadeUpRows.Make(10, 5, 1), Options with { Method = IntervalMethod.TransformedT })).Message,
            StringComparison.Ordinal);

    [Fact]
    public void ToTableAndJson_AnyComparison_HoldTheValues()
    {
        ScoredRows a = MadeUpRows.Make(60, 30, seed: 3);
        ClinicalComparison comparison = Compare(a, MadeUpRows.Rescore(a, seed: 4), Options with { FirstName = "mean", SecondName = "attention", Metrics = ["accuracy"] });
        using JsonDocument document = JsonDocument.Parse(comparison.ToJson());
        JsonElement root = document.RootElement;
        JsonElement accuracy = root.GetProperty("metrics")[0];
        MetricComparison expected = comparison.Find("accuracy");

        Assert.Equal("mean", root.GetProperty("firstName").GetString());
        Assert.Equal(expected.First, accuracy.GetProperty("first").GetDouble());
        Assert.Equal(expected.Difference, accuracy.GetProperty("difference").GetDouble());
        Assert.Equal(expected.Lower, accuracy.GetProperty("lower").GetDouble());
        Assert.Equal(expected.BootstrapPValue, accuracy.GetProperty("bootstrapPValue").GetDouble());
        Assert.Equal(expected.PermutationPValue, accuracy.GetProperty("permutationPValue").GetDouble());
        Assert.Equal(expected.HolmPValue, accuracy.GetProperty("holmPValue").GetDouble());
        Assert.Equal(comparison.CutPoints[1].PValue, root.GetProperty("cutPoints")[1].GetProperty("pValue").GetDouble());
        Assert.Equal(comparison.McNemar.OnlyFirstRight, root.GetProperty("mcNemar").GetProperty("onlyFirstRight").GetInt64());
        string table = comparison.ToTable();
        Assert.StartsWith("60 rows of 30 patients\n95 % intervals, 400 resamples of patients, seed 1\n\nmetric ", table, StringComparison.Ordinal);
        Assert.Contains("attention  difference", table, StringComparison.Ordinal);
        Assert.Contains("\nAUROC from 2 ", table, StringComparison.Ordinal);
        Assert.Contains("\nMcNemar: ", table, StringComparison.Ordinal);
    }

    private ClinicalComparison Compare(ScoredRows a, ScoredRows b, ComparisonOptions? options = null)
        => _ml.CtVlm().ComparePredictions(MadeUpRows.View(_ml, a), MadeUpRows.View(_ml, b), options ?? Options);

    private string Refuse(ScoredRows first, IDataView second)
        => Assert.Throws<InvalidOperationException>(() => _ml.CtVlm().ComparePredictions(MadeUpRows.View(_ml, first), second, Options)).Message;
}
