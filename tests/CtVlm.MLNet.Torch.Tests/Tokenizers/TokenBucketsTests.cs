namespace CtVlm.MLNet.Torch.Tests;

/// <summary>How texts are grouped by length.</summary>
public sealed class TokenBucketsTests
{
    [Fact]
    public void Plan_ManyLengths_HoldsEveryTextOnceAndLittlePadding()
    {
        Random random = new(1);
        int[] lengths = [.. Enumerable.Range(0, 1000).Select(_ => random.Next(2, 257))];
        IReadOnlyList<int[]> groups = TokenBuckets.Plan(lengths);
        Assert.Equal(Enumerable.Range(0, 1000), groups.SelectMany(rows => rows).Order());
        Assert.All(groups, rows => Assert.InRange(rows.Max(row => lengths[row]) * rows.Length, 1, TokenBuckets.MaximumTokens));
        int padded = groups.Sum(rows => rows.Max(row => lengths[row]) * rows.Length);
        Assert.InRange((double)padded / lengths.Sum(), 1, 1.15);
    }

    [Fact]
    public void Plan_EqualLengths_KeepsTheirOrder() => Assert.Equal([0, 1, 2], Assert.Single(TokenBuckets.Plan([7, 7, 7])));

    [Fact]
    public void Plan_OneTextAboveTheBound_IsAGroupOfItsOwn() =>
        Assert.Equal([[1], [0]], TokenBuckets.Plan([TokenBuckets.MaximumTokens + 1, TokenBuckets.MaximumTokens]));

    [Fact]
    public void Plan_NoTexts_IsEmpty() => Assert.Empty(TokenBuckets.Plan([]));
}
