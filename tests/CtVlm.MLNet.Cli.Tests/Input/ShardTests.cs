namespace CtVlm.MLNet.Cli.Tests;

public class ShardTests
{
    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(10, 4)]
    [InlineData(3, 8)]
    public void Take_AllParts_AreTheWholeInOrder(int rows, int parts)
    {
        int[] whole = [.. Enumerable.Range(0, rows)];
        IReadOnlyList<int>[] shards = [.. Enumerable.Range(0, parts).Select(i => Shard.Parse($"{i}/{parts}").Take(whole))];
        Assert.Equal(whole, shards.SelectMany(shard => shard));
        Assert.True(shards.Max(shard => shard.Count) - shards.Min(shard => shard.Count) <= 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1/1")]
    [InlineData("0/0")]
    [InlineData("+0/2")]
    [InlineData("0/2/3")]
    [InlineData("a/b")]
    public void Parse_OtherForm_IsWrongUsage(string text) => Assert.Contains("--shard", Assert.Throws<UsageException>(() => Shard.Parse(text)).Message, StringComparison.Ordinal);
}
