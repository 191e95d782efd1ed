using System.Text.Json;
using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>Intervals, the table and the JSON document.</summary>
public sealed class RetrievalIntervalTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Interval_SameSeed_IsTheSame_AnotherDiffers()
    {
        PairRow[] rows = PairRow.Random(90, 4, seed: 1, noise: 3);
        RetrievalInterval? first = Evaluate(rows, new RetrievalOptions { Seed = 3 }).MeanReciprocalRank.Interval;
        Assert.NotNull(first);
        Assert.Equal(first, Evaluate(rows, new RetrievalOptions { Seed = 3 }).MeanReciprocalRank.Interval);
        Assert.NotEqual(first, Evaluate(rows, new RetrievalOptions { Seed = 4 }).MeanReciprocalRank.Interval);
    }

    [Fact]
    public void Interval_TwoPatients_SpansTheirOwnMeans()
    {
        // A quarter of the resamples holds the one patient only, a quarter the other: all their rows together, however many.
        ClusterBootstrap bootstrap = new([7, 7, 7, 2], new RetrievalOptions());
        RetrievalInterval? interval = Assert.Single(bootstrap.Intervals([[1.0, 0.5, 0.75, 0.125]]));
        Assert.Equal(2, bootstrap.Count);
        Assert.Equal(new RetrievalInterval(0.125, 0.75), interval);
    }

    [Fact]
    public void Interval_ManyQueries_HasTheWidthOfTheNormalOne()
    {
        Random random = new(9);
        double[] values = [.. Enumerable.Range(0, 400).Select(_ => random.NextDouble())];
        RetrievalInterval interval = Assert.Single(new ClusterBootstrap(Enumerable.Range(0, 400), new RetrievalOptions { BootstrapReplicates = 4000 }).Intervals([values]))!.Value;
        double mean = values.Average(), half = 1.96 * Math.Sqrt(values.Average(v => (v - mean) * (v - mean)) / 400);
        Assert.InRange(interval.Low, mean - (1.1 * half), mean - (0.9 * half));
        Assert.InRange(interval.High, mean + (0.9 * half), mean + (1.1 * half));
    }

    [Fact]
    public void Interval_RowsOfAPatientAlike_IsWiderByPatientThanByRow()
    {
        double[] values = [.. Enumerable.Range(0, 60).Select(i => i / 10 % 2 == 0 ? 1.0 : 0.2)];
        double Width(Func<int, int> cluster)
        {
            RetrievalInterval interval = new ClusterBootstrap(Enumerable.Range(0, 60).Select(cluster), new RetrievalOptions()).Intervals([values])[0]!.Value;
            return interval.High - interval.Low;
        }

        Assert.True(Width(i => i / 10) > 2 * Width(i => i));
    }

    [Theory]
    [InlineData(0, "none asked for")]
    [InlineData(100, "none: 1 patients, at least 2 needed")]
    public void Interval_NothingToResample_IsNull(int replicates, string rule)
    {
        PairRow[] rows = PairRow.Random(9, 4, seed: 1);
        Array.ForEach(rows, row => row.Patient = "one");
        RetrievalMetrics metrics = Evaluate(rows, new RetrievalOptions { BootstrapReplicates = replicates });
        Assert.All(metrics.Figures, figure => Assert.Null(figure.Interval));
        Assert.Equal(rule, metrics.IntervalRule);
        Assert.Equal(1, metrics.Patients);
    }

    [Fact]
    public void ToTable_SmallCase_IsTheTableExpected()
    {
        PairRow[] rows =
        [
            new() { Text = [1, 0], Image = [1, 0], Patient = "p" },
            new() { Text = [0, 1], Image = [1, 0], Patient = "p" },
            new() { Text = [1, 1], Image = [0, 1], Patient = "q" },
        ];
        RetrievalMetrics metrics = Evaluate(rows, new RetrievalOptions { DuplicatesAreRelevant = false, Cutoffs = [1] });
        Assert.Equal(
            """
            Text asks for Image, cosine: 3 queries, 3 candidates, 2 patients
            relevant: the own row only; 1.000 a query on average
            ties: values are exact means over all orders of candidates with equal similarity (float32); 'ties last' puts relevant ones behind those tied with them
            interval: 95 % percentile, 1000 resamples of 2 patients, candidates fixed, seed 1

                               value        interval  ties last  random
            MRR                0.593  0.583 to 0.611      0.389   0.611
            1 / expected rank  0.522                      0.389   0.500
            MAP                0.593                      0.389   0.611
            R-precision        0.278                      0.000   0.333
            median rank        2.000                      3.000   2.000
            mean rank          2.000                      2.667   2.000
            hit@1              0.278  0.250 to 0.333      0.000   0.333
            recall@1           0.278                      0.000   0.333
            nDCG@1             0.278                      0.000   0.333
            """,
            metrics.ToString());
    }

    [Fact]
    public void ToTable_SmallRandomLevel_IsNotShownAsNothing()
    {
        RetrievalMetrics metrics = Evaluate(PairRow.Random(2500, 3, seed: 2, noise: 0), new RetrievalOptions { BootstrapReplicates = 0, Cutoffs = [1] });
        Assert.Equal(1 / 2500.0, metrics.Cutoffs[0].Hit.RandomLevel, 1e-12);
        Assert.Contains("4.0E-4", metrics.ToTable(), StringComparison.Ordinal);
    }

    [Fact]
    public void ToJson_SmallCase_HoldsEveryFigure()
    {
        RetrievalMetrics metrics = Evaluate(PairRow.Random(30, 4, seed: 8), new RetrievalOptions { GradedColumns = ["Severity"] });
        using JsonDocument document = JsonDocument.Parse(metrics.ToJson());
        JsonElement json = document.RootElement;
        Assert.Equal(metrics.MeanReciprocalRank.Value, json.GetProperty("meanReciprocalRank").GetProperty("value").GetDouble());
        Assert.Equal(metrics.MeanReciprocalRank.Interval!.Value.Low, json.GetProperty("meanReciprocalRank").GetProperty("low").GetDouble());
        Assert.Equal(metrics.MeanReciprocalRank.RandomLevel, json.GetProperty("meanReciprocalRank").GetProperty("randomLevel").GetDouble());
        Assert.Equal(metrics.Cutoffs.Select(c => c.K), json.GetProperty("cutoffs").EnumerateArray().Select(c => c.GetProperty("k").GetInt32()));
        Assert.Equal(metrics.Cutoffs[1].GradedLinear!.Value, json.GetProperty("cutoffs")[1].GetProperty("gradedLinear").GetProperty("value").GetDouble());
        Assert.Equal((30, 10, "cosine", "none"), (json.GetProperty("queries").GetInt32(), json.GetProperty("patients").GetInt32(), json.GetProperty("similarity").GetString(), json.GetProperty("exclusion").GetString()));
    }

    private RetrievalMetrics Evaluate(IReadOnlyList<PairRow> rows, RetrievalOptions options) =>
        _ml.CtVlm().EvaluateRetrieval(PairRow.View(_ml, rows), "Text", "Image", groupColumn: "Patient", options: options);
}
