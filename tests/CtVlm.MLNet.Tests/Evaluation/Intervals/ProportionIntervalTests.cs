using System.Text.Json;

namespace CtVlm.MLNet.Tests;

/// <summary>Wilson and Clopper-Pearson.</summary>
public sealed class ProportionIntervalTests
{
    [Fact]
    public void Intervals_GoldenProportions_EqualTheReference()
    {
        int compared = 0;
        foreach (JsonElement row in IntervalGolden.Root.GetProperty("proportions").EnumerateArray())
        {
            long k = row.GetProperty("k").GetInt64();
            long n = row.GetProperty("n").GetInt64();
            double level = row.GetProperty("level").GetDouble();
            IntervalGolden.Close(row.GetProperty("wilson"), ProportionIntervals.Wilson(k, n, level), $"wilson {k}/{n} at {level}");
            IntervalGolden.Close(row.GetProperty("clopper_pearson"), ProportionIntervals.ClopperPearson(k, n, level), $"Clopper-Pearson {k}/{n} at {level}");
            compared++;
        }

        Assert.True(compared >= 39);
    }

    [Fact]
    public void Intervals_AtTheEnds_AreExact()
    {
        Assert.Equal(0, ProportionIntervals.Wilson(0, 7).Lower);
        Assert.Equal(1, ProportionIntervals.Wilson(7, 7).Upper);
        Assert.Equal(0, ProportionIntervals.ClopperPearson(0, 7).Lower);
        Assert.Equal(1, ProportionIntervals.ClopperPearson(7, 7).Upper);

        // 7 of 7: the lower end is the p at which all 7 succeed with chance 2.5 %.
        Assert.Equal(Math.Pow(0.025, 1.0 / 7), ProportionIntervals.ClopperPearson(7, 7).Lower, 1e-10);
        Assert.False(ProportionIntervals.Wilson(0, 0).IsDefined);
    }

    [Fact]
    public void ClopperPearson_AnyShare_CoversAtLeastItsLevelExactly()
    {
        // Exact: the chance, over all outcomes, that the interval holds the true share.
        foreach (double share in new[] { 0.02, 0.1, 0.37, 0.5, 0.93 })
        {
            double covered = 0;
            for (int k = 0; k <= 20; k++)
            {
                ConfidenceBounds bounds = ProportionIntervals.ClopperPearson(k, 20);
                covered += bounds.Lower <= share && share <= bounds.Upper ? MathNet.Numerics.Distributions.Binomial.PMF(share, 20, k) : 0;
            }

            Assert.InRange(covered, 0.95, 1);
        }
    }

    [Theory]
    [InlineData(-1, 5, 0.95)]
    [InlineData(6, 5, 0.95)]
    [InlineData(0, -1, 0.95)]
    [InlineData(1, 5, 0)]
    [InlineData(1, 5, 1)]
    [InlineData(1, 5, double.NaN)]
    public void Intervals_OutOfRange_AreRefused(long k, long n, double level)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ProportionIntervals.Wilson(k, n, level));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProportionIntervals.ClopperPearson(k, n, level));
    }
}
