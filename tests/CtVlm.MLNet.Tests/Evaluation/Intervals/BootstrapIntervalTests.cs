namespace CtVlm.MLNet.Tests;

/// <summary>Interval ends by hand.</summary>
public sealed class BootstrapIntervalTests
{
    private static readonly ResampledMetric Share = new(ClinicalMetricNames.Accuracy, null, 0, 1);
    private static readonly ResampledMetric Kappa = new(ClinicalMetricNames.Kappa, null, -1, 1);
    private static readonly ResampledMetric Loss = new(ClinicalMetricNames.LogLoss, null, 0, double.PositiveInfinity);

    [Fact]
    public void TransformedT_ByHand_IsTheLogOddsInterval()
    {
        // t with 9 degrees of freedom at 0.975 is 2.262157; g'(0.8) = 1 / 0.16 on [0, 1].
        ConfidenceBounds bounds = BootstrapIntervals.TransformedT(0.8, 0.05, Share, 0.95, 9);
        double half = 2.2621571628 * 0.05 / 0.16;

        Assert.Equal(1 / (1 + Math.Exp(-(Math.Log(4) - half))), bounds.Lower, 1e-9);
        Assert.Equal(1 / (1 + Math.Exp(-(Math.Log(4) + half))), bounds.Upper, 1e-9);
    }

    [Fact]
    public void TransformedT_Kappa_IsFishersTransformation()
    {
        // Log odds of (1 + kappa) / 2 are twice the inverse hyperbolic tangent.
        ConfidenceBounds bounds = BootstrapIntervals.TransformedT(0.3, 0.1, Kappa, 0.95, 9);
        double half = 2.2621571628 * 0.1 / (1 - 0.09);

        Assert.Equal(Math.Tanh(Math.Atanh(0.3) - half), bounds.Lower, 1e-9);
        Assert.Equal(Math.Tanh(Math.Atanh(0.3) + half), bounds.Upper, 1e-9);
    }

    [Fact]
    public void TransformedT_LogLoss_IsTheLogarithmicInterval()
    {
        ConfidenceBounds bounds = BootstrapIntervals.TransformedT(0.5, 0.1, Loss, 0.95, 9);

        Assert.Equal(0.5 * Math.Exp(-2.2621571628 * 0.2), bounds.Lower, 1e-9);
        Assert.Equal(0.5 * Math.Exp(2.2621571628 * 0.2), bounds.Upper, 1e-9);
    }

    [Theory]
    [InlineData(1, 0.1, 9)]
    [InlineData(0, 0.1, 9)]
    [InlineData(0.5, 0, 9)]
    [InlineData(0.5, double.NaN, 9)]
    [InlineData(0.5, 0.1, 0)]
    public void TransformedT_AtAnEndOrWithoutSpread_IsUndefined(double estimate, double error, int freedom)
        => Assert.False(BootstrapIntervals.TransformedT(estimate, error, Share, 0.95, freedom).IsDefined);

    [Fact]
    public void Expanded_TenUnits_AreTheLevelsOfStudentsT()
    {
        // sqrt(10 / 9) 2.262157 = 2.384517; Phi(-2.384517) = 0.008551.
        ConfidenceBounds levels = BootstrapIntervals.Expanded(0.95, 10, 1);

        Assert.Equal(MathNet.Numerics.Distributions.Normal.CDF(0, 1, -Math.Sqrt(10.0 / 9) * 2.2621571628), levels.Lower, 1e-9);
        Assert.InRange(levels.Lower, 0.0085, 0.0086);
        Assert.Equal(1, levels.Lower + levels.Upper, 1e-12);
        Assert.Equal(BootstrapIntervals.Nominal(0.95), BootstrapIntervals.Expanded(0.95, 3, 3));
        Assert.InRange(BootstrapIntervals.Expanded(0.95, 100_000, 1).Lower, 0.02499, 0.025);
    }

    [Theory]
    [InlineData(0.8)]
    [InlineData(0.95)]
    [InlineData(0.99)]
    public void ExpandedPValue_AtTheExpandedLevel_IsTheLevel(double level)
        => Assert.Equal(1 - level, Differences.ExpandedPValue(2 * BootstrapIntervals.Expanded(level, 40, 1).Lower, 40, 1), 1e-9);

    [Fact]
    public void ExpandedPValue_WithoutFreedomOrOfOneOrNaN_StaysAsItIs()
    {
        Assert.Equal(0.3, Differences.ExpandedPValue(0.3, 1, 1));
        Assert.Equal(1, Differences.ExpandedPValue(1, 40, 1));
        Assert.True(double.IsNaN(Differences.ExpandedPValue(double.NaN, 40, 1)));
    }

    [Fact]
    public void Sample_Quantiles_InterpolateBetweenDefinedReplicates()
    {
        ReplicateSample sample = new([4, double.NaN, 1, 2, 3]);

        Assert.Equal((4, 1), (sample.Defined, sample.Undefined));
        Assert.Equal(1, sample.Quantile(0));
        Assert.Equal(2.5, sample.Quantile(0.5));
        Assert.Equal(1.3, sample.Quantile(0.1), 1e-12);
        Assert.Equal(4, sample.Quantile(1));
        Assert.Equal(0.375, sample.ShareBelow(2));
        Assert.True(double.IsNaN(new ReplicateSample([double.NaN]).Quantile(0.5)));
    }
}
