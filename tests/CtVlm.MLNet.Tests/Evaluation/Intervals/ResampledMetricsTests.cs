using CsCheck;

namespace CtVlm.MLNet.Tests;

/// <summary>Metrics of weighted units against the same metrics of rows written out as often as they count.</summary>
public sealed class ResampledMetricsTests
{
    // Up to 12 rows of 3 classes and 5 patients, scores in quarters so that ties are common, and a weight for each patient.
    private static readonly Gen<(ScoredRows Rows, int[] Weights)> Cases =
        Gen.Select(
            Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 4], Gen.Int[0, 4], Gen.Int[0, 4]).Array[1, 12],
            Gen.Int[0, 3].Array[5])
            .Select((rows, weights) => (Make(rows), weights));

    [Fact]
    public void Compute_AnyWeights_IsThatOfRowsWrittenOut() => Cases.Sample(
        (rows, weights) =>
        {
            int[] chosen = [.. Enumerable.Range(0, rows.Count).SelectMany(row => Enumerable.Repeat(row, weights[rows.Patients![row]]))];
            ScoredRows writtenOut = new(
                3,
                [.. chosen.Select(row => rows.Actual[row])],
                [.. chosen.Select(row => rows.Predicted[row])],
                [.. chosen.SelectMany(row => rows.ScoresOf(row).ToArray())],
                null);
            double[] actual = Compute(rows, weights);
            double[] expected = chosen.Length == 0
                ? [.. actual.Select(_ => double.NaN)]
                : new ResampledMetrics(writtenOut, [.. Enumerable.Range(0, chosen.Length)], chosen.Length).Estimate();
            Assert.Equal(expected.Length, actual.Length);
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i], actual[i], 1e-12);
            }
        },
        iter: 500,
        threads: 1);

    [Fact]
    public void Estimate_AnyRows_AgreesWithTheConfusionArithmeticAndPairCounting() => Cases.Sample(
        (rows, _) =>
        {
            ConfusionCounts counts = new(3);
            for (int row = 0; row < rows.Count; row++)
            {
                counts.Add(rows.Actual[row], rows.Predicted[row]);
            }

            ResampledMetrics metrics = new(rows, rows.Patients!, 5);
            double[] values = metrics.Estimate();
            double Value(string name, int? k = null) => values[metrics.IndexOf(name, k)];
            ClinicalClassificationMetrics reference = new(counts, new ClassAxis(["0", "1", "2"]), 0, null);
            Assert.Equal(reference.Accuracy, Value(ClinicalMetricNames.Accuracy), 1e-12);
            Assert.Equal(reference.BalancedAccuracy, Value(ClinicalMetricNames.BalancedAccuracy), 1e-12);
            Assert.Equal(reference.MacroF1, Value(ClinicalMetricNames.MacroF1), 1e-12);
            Assert.Equal(reference.Kappa, Value(ClinicalMetricNames.Kappa), 1e-12);
            Assert.Equal(reference.LinearWeightedKappa, Value(ClinicalMetricNames.LinearWeightedKappa), 1e-12);
            Assert.Equal(reference.QuadraticWeightedKappa, Value(ClinicalMetricNames.QuadraticWeightedKappa), 1e-12);
            Assert.Equal(reference.MatthewsCorrelation, Value(ClinicalMetricNames.MatthewsCorrelation), 1e-12);
            Assert.Equal(reference.MeanAbsoluteError, Value(ClinicalMetricNames.MeanAbsoluteError), 1e-12);
            Assert.Equal(reference.MacroMeanAbsoluteError, Value(ClinicalMetricNames.MacroMeanAbsoluteError), 1e-12);
            Assert.Equal(reference.Within1, Value(ClinicalMetricNames.Within1), 1e-12);
            for (int k = 0; k < 3; k++)
            {
                Assert.Equal(reference.PerClass[k].Sensitivity, Value(ClinicalMetricNames.Sensitivity, k), 1e-12);
                Assert.Equal(reference.PerClass[k].Specificity, Value(ClinicalMetricNames.Specificity, k), 1e-12);
                Assert.Equal(reference.PerClass[k].Ppv, Value(ClinicalMetricNames.Ppv, k), 1e-12);
                Assert.Equal(reference.PerClass[k].Npv, Value(ClinicalMetricNames.Npv, k), 1e-12);
                Assert.Equal(PairedAuroc(rows, k), Value(ClinicalMetricNames.Auroc, k), 1e-12);
            }
        },
        iter: 500,
        threads: 1);

    [Fact]
    public void Estimate_LossesByHand_AreTheirDefinitions()
    {
        ScoredRows rows = new(3, [0, 2], [0, 1], [0.75, 0.25, 0, 0.25, 0.5, 0.25], null);
        ResampledMetrics metrics = new(rows, [0, 1], 2);
        double[] values = metrics.Estimate();

        // (0.25^2 + 0.25^2) and (0.25^2 + 0.5^2 + 0.75^2), over 2.
        Assert.Equal((0.125 + 0.875) / 2, values[metrics.IndexOf(ClinicalMetricNames.Brier)], 1e-15);
        Assert.Equal(-(Math.Log(0.75) + Math.Log(0.25)) / 2, values[metrics.IndexOf(ClinicalMetricNames.LogLoss)], 1e-15);

        // Cumulative 0.75, 1 against 1, 1 and 0.25, 0.75 against 0, 0.
        Assert.Equal((0.0625 + 0.625) / 2, values[metrics.IndexOf(ClinicalMetricNames.RankedProbabilityScore)], 1e-15);
    }

    [Fact]
    public void Estimate_MarginsInsteadOfProbabilities_LeaveLossesAndCutPointsUndefined()
    {
        ScoredRows rows = new(2, [0, 1], [0, 1], [3, -2, -1, 2], null);
        ResampledMetrics metrics = new(rows, [0, 1], 2);
        double[] values = metrics.Estimate();

        Assert.False(metrics.AreProbabilities);
        Assert.True(double.IsNaN(values[metrics.IndexOf(ClinicalMetricNames.Brier)]));
        Assert.True(double.IsNaN(values[metrics.IndexOf(ClinicalMetricNames.CutPointAuroc, 1)]));
        Assert.Equal(1, values[metrics.IndexOf(ClinicalMetricNames.MacroAuroc)]);
    }

    private static double[] Compute(ScoredRows rows, int[] weights)
    {
        ResampledMetrics metrics = new(rows, rows.Patients!, weights.Length);
        double[] values = new double[metrics.Metrics.Count];
        metrics.Compute(weights, new long[metrics.ScratchLength], values);
        return values;
    }

    // The slow obvious reference: all pairs.
    private static double PairedAuroc(ScoredRows rows, int k)
    {
        int[] positives = [.. Enumerable.Range(0, rows.Count).Where(row => rows.Actual[row] == k)];
        int[] negatives = [.. Enumerable.Range(0, rows.Count).Where(row => rows.Actual[row] != k)];
        double Psi(int p, int q) => (Math.Sign(rows.ScoresOf(p)[k].CompareTo(rows.ScoresOf(q)[k])) + 1) / 2.0;
        return positives.Length == 0 || negatives.Length == 0
            ? double.NaN
            : positives.Sum(p => negatives.Sum(q => Psi(p, q))) / (positives.Length * negatives.Length);
    }

    private static ScoredRows Make((int Actual, int Predicted, int Patient, int First, int Second)[] rows) => new(
        3,
        [.. rows.Select(row => row.Actual)],
        [.. rows.Select(row => row.Predicted)],
        [.. rows.SelectMany(row => Probabilities(row.First, row.Second))],
        [.. rows.Select(row => row.Patient)]);

    private static double[] Probabilities(int first, int second)
    {
        double p = first / 4.0;
        double q = second / 4.0 * (1 - p);
        return [p, q, 1 - p - q];
    }
}
