namespace CtVlm.MLNet.Torch.Tests;

public sealed class LossScalingTests
{
    private static readonly LossScaling s_scaling = new();

    [Fact]
    public void Begin_Default_IsThatOfGradScaler() => Assert.Equal(new LossScale(65536, 0, 0), s_scaling.Begin());

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void After_GradientThatIsNoNumber_HalvesAndCounts(double length)
    {
        LossScale scale = new(1024, 17, 2);
        Assert.True(s_scaling.Skips(scale, length));
        Assert.Equal(new LossScale(512, 0, 3), s_scaling.After(scale, length));
    }

    [Fact]
    public void After_TwoThousandGoodSteps_Doubles()
    {
        LossScale scale = s_scaling.Begin();
        for (int step = 0; step < 1999; step++)
        {
            scale = s_scaling.After(scale, 1);
        }

        Assert.Equal(new LossScale(65536, 1999, 0), scale);
        Assert.Equal(new LossScale(131072, 0, 0), s_scaling.After(scale, 1));
    }

    [Fact]
    public void After_AnOverflowAmongGoodSteps_CountsThemAnew()
    {
        LossScaling scaling = new() { GrowthInterval = 3 };
        LossScale scale = new(8, 0, 0);
        double[] seen = [.. new[] { 1, 1, double.NaN, 1, 1, 1, 1 }.Select(length => (scale = scaling.After(scale, length)).Value)];
        Assert.Equal([8, 8, 4, 4, 4, 8, 8], seen);
        Assert.Equal(1, scale.SkippedSteps);
    }

    [Fact]
    public void Skips_AtTheLeastScale_DoesNot()
    {
        LossScale scale = s_scaling.Begin();
        int skipped = 0;
        while (s_scaling.Skips(scale, double.NaN))
        {
            scale = s_scaling.After(scale, double.NaN);
            skipped++;
        }

        Assert.Equal(16, skipped);
        Assert.Equal(new LossScale(1, 0, 16), scale);
        Assert.Equal(2, new LossScaling { Least = 2 }.After(new LossScale(3, 0, 0), double.NaN).Value);
    }
}
