namespace CtVlm.MLNet.Tests;

/// <summary>Probability metrics by hand: losses, bins and net benefit.</summary>
public sealed class ProbabilityArithmeticTests
{
    private static readonly ScoredRows Rows = new(3, [0, 2], [0, 1], [0.5, 0.25, 0.25, 0, 0.75, 0.25], null);

    [Fact]
    public void Losses_HandCase_AreTheFormulas()
    {
        Assert.Equal(-(Math.Log(0.5) + Math.Log(0.25)) / 2, ProbabilityScores.LogLoss(Rows), 1e-15);
        Assert.Equal((0.25 + 0.0625 + 0.0625 + 0.5625 + 0.5625) / 2, ProbabilityScores.Brier(Rows), 1e-15);

        // Cumulative: 0.5, 0.75 against 1, 1; 0, 0.75 against 0, 0.
        Assert.Equal((0.25 + 0.0625 + 0 + 0.5625) / 2, ProbabilityScores.RankedProbability(Rows), 1e-15);
    }

    [Fact]
    public void LogLoss_ProbabilityZeroOrOne_IsClipped()
    {
        double epsilon = Math.Pow(2, -52);

        Assert.Equal(-Math.Log(epsilon), ProbabilityScores.LogLoss(new ScoredRows(2, [1], [0], [1, 0], null)));
        Assert.Equal(-Math.Log(1 - epsilon), ProbabilityScores.LogLoss(new ScoredRows(2, [0], [0], [1, 0], null)));
    }

    [Fact]
    public void Bins_ScoreOnAnEdge_BelongsBelowIt()
    {
        ReliabilityBin[] bins = ReliabilityArithmetic.Bins([0, 0.25, 0.5, 0.625, 1], [false, true, true, false, true], ReliabilityArithmetic.EqualWidth(4));

        Assert.Equal([2, 1, 1, 1], bins.Select(bin => bin.Count));
        Assert.Equal([0.125, 0.5, 0.625, 1], bins.Select(bin => bin.MeanScore));
        Assert.Equal([0.5, 1, 0, 1], bins.Select(bin => bin.Fraction));
        Assert.Equal(((2 * 0.375) + 0.5 + 0.625 + 0) / 5, ReliabilityArithmetic.ExpectedError(bins), 1e-15);
        Assert.Equal(0.625, ReliabilityArithmetic.MaximumError(bins));
    }

    [Fact]
    public void Bins_Empty_HaveNoMeanAndNoWeight()
    {
        ReliabilityBin[] bins = ReliabilityArithmetic.Bins([0.25], [true], ReliabilityArithmetic.EqualWidth(2));

        Assert.Equal(0, bins[1].Count);
        Assert.True(double.IsNaN(bins[1].MeanScore) && double.IsNaN(bins[1].Fraction) && double.IsNaN(bins[1].Gap));
        Assert.Equal(0.75, ReliabilityArithmetic.ExpectedError(bins));
    }

    [Fact]
    public void EqualMass_QuantileOnAValue_IsThatValue()
    {
        // 11 values: every tenth falls on one, also where 3 * 10 / 10 in floating point would not.
        double[] scores = [.. Enumerable.Range(0, 11).Select(i => i / 16.0)];

        Assert.Equal(scores, ReliabilityArithmetic.EqualMass([.. scores.Reverse()], 10));
        Assert.Equal([0, 0.5, 1], ReliabilityArithmetic.EqualMass([0, 1], 2));
        Assert.Equal([0.5, 0.5, 0.5], ReliabilityArithmetic.EqualMass([0.5], 2));
    }

    [Fact]
    public void NetBenefit_HandCase_IsTheFormula()
    {
        DecisionCurvePoint point = NetBenefit.At([0.2, 0.5, 0.9, 0.1], [false, true, true, false], 0.2);

        Assert.Equal(0.5 - (0.25 * 0.25), point.Model, 1e-15);
        Assert.Equal(0.5 - (0.5 * 0.25), point.TreatAll, 1e-15);
    }

    [Theory]
    [InlineData(0.5, 0.5, true)]
    [InlineData(1, 0, true)]
    [InlineData(0.5, 0.6, false)]
    [InlineData(1.0001, -0.0001, false)]
    [InlineData(double.NaN, 1, false)]
    public void WhyNone_Scores_AreProbabilitiesOrNot(double first, double second, bool expected)
        => Assert.Equal(expected, ProbabilityScores.WhyNone(new ScoredRows(2, [0], [0], [first, second], null)) is null);

    [Fact]
    public void DefinedMeans_SomeUndefined_LeavesThemOutOrIsUndefined()
    {
        DefinedMeans means = DefinedMeans.Of([0.5, double.NaN, 1], [0.25, 0.5, 0.25]);

        Assert.Equal(new DefinedMeans(double.NaN, double.NaN, 0.75, 0.75), means);
        Assert.Equal(new DefinedMeans(double.NaN, double.NaN, double.NaN, double.NaN), DefinedMeans.Of([double.NaN], [1]));
        Assert.Equal(0.625, DefinedMeans.Of([0.5, 1], [0.75, 0.25]).Weighted);
    }

    [Fact]
    public void Select_SomeRows_NumbersPatientsAnew()
    {
        ScoredRows rows = new(1, [0, 0, 0, 0], [0, 0, 0, 0], [1, 2, 3, 4], [0, 1, 2, 1]);

        ScoredRows part = rows.Select([1, 3, 2]);

        Assert.Equal([2, 4, 3], part.Scores);
        Assert.Equal([0, 0, 1], part.Patients!);
    }
}
