namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Batches hold positives, and no series twice.</summary>
public sealed class SeriesSamplerTests
{
    [Fact]
    public void Draw_KeysWithSeveralSeries_GivePairs()
    {
        string[] keys = [.. Enumerable.Range(0, 60).Select(i => $"key {i / 3}")];
        SeriesSampler sampler = new(keys);
        for (int seed = 0; seed < 100; seed++)
        {
            int[] batch = sampler.Draw(new Random(seed), 8);
            Assert.Equal(8, batch.Distinct().Count());
            Assert.All(batch.CountBy(i => keys[i]), key => Assert.InRange(key.Value, 2, 3));
        }
    }

    [Fact]
    public void Draw_KeysOfOneSeriesEach_GiveDifferentKeys()
    {
        SeriesSampler sampler = new([.. Enumerable.Range(0, 20).Select(i => $"{i}")]);
        Assert.Equal(6, sampler.Draw(new Random(1), 6).Distinct().Count());
    }

    [Fact]
    public void Draw_MoreThanThereAre_GivesAll() => Assert.Equal([0, 1, 2], new SeriesSampler(["a", "b", "a"]).Draw(new Random(1), 10).Order());

    [Fact]
    public void Draw_Many_ShowsEverySeriesAboutEquallyOften()
    {
        string[] keys = [.. Enumerable.Range(0, 30).Select(i => i < 20 ? "common" : $"rare {i / 2}")];
        SeriesSampler sampler = new(keys);
        Random random = new(1);
        Dictionary<int, int> counts = Enumerable.Range(0, 2000).SelectMany(_ => sampler.Draw(random, 6)).CountBy(i => i).ToDictionary();
        Assert.All(Enumerable.Range(0, 30), i => Assert.InRange(counts[i], 2000 * 6 / 30 / 2, 2000 * 6 / 30 * 2));
    }
}
