namespace CtVlm.MLNet.Phantoms.Tests;

public sealed class ExactMathTests
{
    [Fact]
    public void Exp_WholeRange_MatchesPlatformWithin1e12()
    {
        for (double x = -600; x < 600; x += 0.737)
        {
            Assert.Equal(1, ExactMath.Exp(x) / Math.Exp(x), 1e-12);
        }
    }

    [Fact]
    public void Exp_FarBelowZero_IsZero() => Assert.Equal(0, ExactMath.Exp(-1e6));

    [Fact]
    public void Log_WholeRange_MatchesPlatformWithin1e13()
    {
        for (double x = 1e-12; x < 1e12; x *= 1.37)
        {
            Assert.Equal(Math.Log(x), ExactMath.Log(x), 1e-13 * Math.Max(1, Math.Abs(Math.Log(x))));
        }
    }

    [Fact]
    public void Sin_SeveralTurns_MatchesPlatformWithin1e12()
    {
        for (double x = -60; x < 60; x += 0.0137)
        {
            Assert.Equal(Math.Sin(x), ExactMath.Sin(x), 1e-12);
        }
    }

    [Theory]
    [InlineData(2, 10, 1024)]
    [InlineData(9, 0.5, 3)]
    public void Pow_KnownPowers_AreFound(double x, double y, double expected) => Assert.Equal(expected, ExactMath.Pow(x, y), 1e-10);
}
