using CtVlm.MLNet.Probe;
using CtVlm.MLNet.Torch;
using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>Paired differences, and what is said of them.</summary>
public sealed class StrategyDifferenceTests
{
    private readonly ComparisonFixture _fixture = new();

    [Fact]
    public void Run_StrategiesThatAreAlike_AreNotTold()
    {
        // The sum is the mean times a constant, which standardizing takes away.
        StrategyExperimentResult result = _fixture.Run(_fixture.Settings(_fixture.Strategy(), _fixture.Strategy(pooling: SlicePooling.Sum())));
        StrategyDifference difference = Assert.Single(result.Differences);
        Assert.Equal(0, difference.Difference, 1e-9);
        Assert.False(difference.IsDistinguishable);
        Assert.Contains("It cannot be told from 1 of the 1 other strategies", result.Statement, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_StrategyThatKnowsNothing_IsTold()
    {
        StrategyTrainer blind = StrategyTrainer.From("blind", ml => new BlindEstimator(ml));
        IDataView data = SyntheticCohort.View(_fixture.Ml, patients: 40, noise: 0.2);
        StrategyExperimentResult result = _fixture.Run(_fixture.Settings(_fixture.Strategy(blind), _fixture.Strategy()), data);
        StrategyDifference difference = Assert.Single(result.Differences);
        Assert.Equal(0, difference.TrialId);
        Assert.Equal(result.BestRun.Metric - result.RunDetails[0].Metric, difference.Difference, 1e-9);
        Assert.InRange(difference.Difference, difference.Lower, difference.Upper);
        Assert.True(difference.Lower > 0, difference.ToString());
        Assert.True(difference.IsDistinguishable, difference.ToString());
        Assert.Contains("It can be told from every other strategy at level 0.95", result.Statement, StringComparison.Ordinal);
        Assert.Contains("Recommended: the best", result.Statement, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_LowerIsBetter_RanksTheOtherWay()
    {
        StrategyExperimentResult result = _fixture.Run(
            _fixture.Settings(_fixture.Strategy(projection: EmbeddingProjection.GaussianRandom(1)), _fixture.Strategy()) with { Metric = StrategyMetric.MacroMeanAbsoluteError });
        Assert.Equal(result.RunDetails.Min(r => r.Metric), result.BestRun.Metric);
        Assert.True(Assert.Single(result.Differences).Difference <= 0);
    }

    [Fact]
    public void Compare_Ranks_AgreesWithTheMeans()
    {
        double[] first = [1, 0.5, 0.25, 1, double.NaN, 0.5], second = [0.5, 0.5, 0.2, 0.5, 1, 0.25];
        ScoredRows rows = new(2, [0, 1, 0, 1, 0, 1], [0, 1, 0, 1, 0, 1], new double[12], [0, 0, 1, 1, 2, 2]);
        (double difference, double lower, double upper, double p) = RankDifference.Compare(first, second, rows, 500, seed: 1, level: 0.95);
        Assert.Equal((0.5 + 0 + 0.05 + 0.5 + 0.25) / 5, difference, 1e-12);
        Assert.InRange(difference, lower, upper);
        Assert.InRange(p, 0, 1);
    }
}
