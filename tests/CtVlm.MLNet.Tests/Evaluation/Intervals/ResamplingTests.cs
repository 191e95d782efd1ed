using CsCheck;

namespace CtVlm.MLNet.Tests;

/// <summary>The draws: how many, of whom, and that threads change nothing.</summary>
public sealed class ResamplingTests
{
    private static readonly ScoredRows Rows = new(
        3, [0, 0, 1, 2, 2, 1, 0], [0, 1, 1, 2, 0, 1, 0], [.. Enumerable.Repeat(1.0 / 3, 21)], [0, 1, 1, 2, 3, 3, 4]);

    [Fact]
    public void Draw_AnySeed_TakesAsManyUnitsAsThereAreFromEachStratum() => Gen.Int.Sample(seed =>
    {
        ResamplingUnits units = ResamplingUnits.Of(Rows, stratified: true);
        int[] weights = new int[5];
        ReplicateStream stream = new(seed, 3);
        units.Draw(ref stream, weights);

        // Highest class of the patients: 0, 1, 2, 2, 0.
        Assert.Equal(3, units.Strata);
        Assert.Equal(2, weights[0] + weights[4]);
        Assert.Equal(1, weights[1]);
        Assert.Equal(2, weights[2] + weights[3]);
    });

    [Fact]
    public void Draw_ManyReplicates_TakesEveryUnitAlikeOften()
    {
        ResamplingUnits units = ResamplingUnits.Of(Rows, stratified: false);
        long[] counts = new long[5];
        long[] squares = new long[5];
        int[] weights = new int[5];
        const int replicates = 100_000;
        for (int replicate = 0; replicate < replicates; replicate++)
        {
            ReplicateStream stream = new(1, replicate);
            units.Draw(ref stream, weights);
            for (int unit = 0; unit < 5; unit++)
            {
                counts[unit] += weights[unit];
                squares[unit] += weights[unit] * weights[unit];
            }
        }

        // Binomial of 5 draws with chance 1/5: mean 1, variance 0.8; five standard errors either way.
        Assert.All(counts, count => Assert.InRange((double)count / replicates, 0.985, 1.015));
        Assert.All(squares, square => Assert.InRange((double)square / replicates, 1.76, 1.84));
    }

    [Fact]
    public void Units_OfRows_AreRows()
    {
        ResamplingUnits units = ResamplingUnits.OfRows(Rows, stratified: true);

        Assert.Equal(7, units.Count);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], units.OfRow);
        Assert.Equal(3, units.Strata);
    }

    [Fact]
    public void Stream_SameSeedAndReplicate_IsTheSameAndOthersDiffer()
    {
        static int[] Take(int seed, int replicate)
        {
            ReplicateStream stream = new(seed, replicate);
            return [.. Enumerable.Range(0, 8).Select(_ => stream.Next(1_000_000))];
        }

        Assert.Equal(Take(5, 9), Take(5, 9));
        Assert.NotEqual(Take(5, 9), Take(5, 10));
        Assert.NotEqual(Take(5, 9), Take(6, 9));
        Assert.NotEqual(Take(0, 1), Take(1, 0));
    }

    [Theory]
    [InlineData(IntervalMethod.TransformedT)]
    [InlineData(IntervalMethod.BiasCorrectedAccelerated)]
    public void Estimate_OneThreadOrMany_IsTheSameToTheBit(IntervalMethod method)
    {
        ScoredRows rows = MadeUpRows.Make(120, 60, seed: 3);
        MetricInterval[] one = Estimate(rows, method, 1);

        Assert.Equal(one, Estimate(rows, method, 2));
        Assert.Equal(one, Estimate(rows, method, 7));
        Assert.NotEqual(one, IntervalEstimator.Estimate(rows, ["0", "1", "2"], Options(method, 1) with { Seed = 2 }));
    }

    [Fact]
    public void Compare_OneThreadOrMany_IsTheSameToTheBit()
    {
        ScoredRows a = MadeUpRows.Make(120, 60, seed: 3);
        ScoredRows b = MadeUpRows.Rescore(a, seed: 4);
        MetricComparison[] Compare(int threads) => PredictionComparer.Compare(
            a, b, ["0", "1", "2"], new ComparisonOptions { PatientColumnName = "Patient", Resamples = 200, MaxDegreeOfParallelism = threads });

        Assert.Equal(Compare(1), Compare(5));
    }

    private static MetricInterval[] Estimate(ScoredRows rows, IntervalMethod method, int threads)
        => IntervalEstimator.Estimate(rows, ["0", "1", "2"], Options(method, threads));

    private static IntervalOptions Options(IntervalMethod method, int threads)
        => new() { PatientColumnName = "Patient", Resamples = 300, Method = method, MaxDegreeOfParallelism = threads };
}
