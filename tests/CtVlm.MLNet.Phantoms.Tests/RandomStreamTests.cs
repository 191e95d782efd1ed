namespace CtVlm.MLNet.Phantoms.Tests;

public sealed class RandomStreamTests
{
    [Fact]
    public void For_SameArguments_GivesSameNumbers()
    {
        RandomStream a = RandomStream.For(5, 7, "bowel"), b = RandomStream.For(5, 7, "bowel");
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(a.NextBits(), b.NextBits());
        }
    }

    [Fact]
    public void For_AnyOtherArgument_GivesOtherNumbers()
    {
        ulong[] first =
        [
            RandomStream.For(5, 7, "bowel").NextBits(), RandomStream.For(6, 7, "bowel").NextBits(),
            RandomStream.For(5, 8, "bowel").NextBits(), RandomStream.For(5, 7, "body").NextBits(), RandomStream.For(7, 5, "bowel").NextBits(),
        ];
        Assert.Equal(first.Length, first.Distinct().Count());
    }

    [Fact]
    public void For_KnownSeed_GivesCommittedNumbers()
    {
        RandomStream random = RandomStream.For(1, 0, "anatomy");
        Assert.Equal("6b0c2e1177ad8623 5d77e2d05218c58c aa8911dd943dea53", string.Join(' ', Enumerable.Range(0, 3).Select(_ => random.NextBits().ToString("x16"))));
    }

    [Fact]
    public void Normal_ManyDraws_HaveMeanAndDeviation() => AssertMoments(Draw(random => random.Normal(3, 2)), 3, 2, 0.05);

    [Fact]
    public void FastNormal_ManyDraws_HaveMeanZeroAndDeviationOne() => AssertMoments(Draw(random => random.FastNormal()), 0, 1, 0.02);

    // Beta(a, b): mean a / (a + b), variance ab / ((a + b)^2 (a + b + 1)).
    [Fact]
    public void Beta_ManyDraws_HaveMeanAndDeviation() => AssertMoments(Draw(random => random.Beta(1.6, 2.2)), 1.6 / 3.8, Math.Sqrt(1.6 * 2.2 / (3.8 * 3.8 * 4.8)), 0.01);

    [Fact]
    public void Shuffle_ManyTimes_PutsEachItemEverywhere()
    {
        RandomStream random = RandomStream.For(1, 1, "test");
        int[] firsts = new int[4];
        for (int i = 0; i < 4000; i++)
        {
            int[] items = [0, 1, 2, 3];
            random.Shuffle<int>(items);
            Assert.Equal([0, 1, 2, 3], items.Order());
            firsts[items[0]]++;
        }

        Assert.All(firsts, count => Assert.InRange(count, 850, 1150));
    }

    private static double[] Draw(Func<RandomStream, float> draw)
    {
        RandomStream random = RandomStream.For(2, 3, "test");
        return [.. Enumerable.Range(0, 40_000).Select(_ => (double)draw(random))];
    }

    private static void AssertMoments(double[] values, double mean, double deviation, double tolerance)
    {
        double average = values.Average();
        Assert.Equal(mean, average, tolerance);
        Assert.Equal(deviation, Math.Sqrt(values.Average(v => (v - average) * (v - average))), tolerance);
    }
}
