namespace CtVlm.MLNet.Tests;

public sealed class EmbeddingCacheKeyTests
{
    [Fact]
    public void Create_KnownParts_GivesTheSameHashForEver()
        => Assert.Equal(
            "efab73090da8e16cb42746e24590b7a97e0dc5ea18dc215dd2856964770680e9",
            EmbeddingCacheKey.Create("content", "{\"slices\":64}", "0123", "Projected", "Float32 ü").Hex);

    [Fact]
    public void Create_EqualParts_GivesEqualKeys()
        => Assert.Equal(EmbeddingCacheKey.Create("a", "b", "c", "d", "e"), EmbeddingCacheKey.Create("a", "b", "c", "d", "e"));

    [Fact]
    public void Create_AnyPartChangedOrBoundaryMoved_GivesAnotherKey()
    {
        string[] keys =
        [
            .. new[]
            {
                EmbeddingCacheKey.Create("a", "b", "c", "d", "e"),
                EmbeddingCacheKey.Create("x", "b", "c", "d", "e"),
                EmbeddingCacheKey.Create("a", "x", "c", "d", "e"),
                EmbeddingCacheKey.Create("a", "b", "x", "d", "e"),
                EmbeddingCacheKey.Create("a", "b", "c", "x", "e"),
                EmbeddingCacheKey.Create("a", "b", "c", "d", "x"),
                EmbeddingCacheKey.Create("ab", "c", "c", "d", "e"),
                EmbeddingCacheKey.Create("a", "bc", "c", "d", "e"),
                EmbeddingCacheKey.Create("b", "a", "c", "d", "e"),
            }.Select(key => key.Hex),
        ];

        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.All(keys, key => Assert.Matches("^[0-9a-f]{64}$", key));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Create_EmptyPart_IsRefused(int empty)
    {
        string[] parts = ["a", "b", "c", "d", "e"];
        parts[empty] = string.Empty;

        Assert.Throws<ArgumentException>(() => EmbeddingCacheKey.Create(parts[0], parts[1], parts[2], parts[3], parts[4]));
    }

    [Fact]
    public void Bag_LengthsDisagree_IsRefused()
    {
        Assert.Contains(
            "n x d = 2 x 3 numbers, got 5", Assert.Throws<ArgumentException>(() => new EmbeddingBag(new float[5], 3, [0, 1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new EmbeddingBag([], 0, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EmbeddingBag(new float[3], 3, [-1]));
    }
}
