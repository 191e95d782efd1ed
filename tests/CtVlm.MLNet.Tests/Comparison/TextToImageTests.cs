namespace CtVlm.MLNet.Tests;

public sealed class TextToImageTests
{
    private static readonly float[][] Images = [[1, 0], [0, 1], [1, 1], [-1, 0]];

    [Fact]
    public void Rank_OwnImage_CountsThoseThatAreNearer()
    {
        float[][] texts = [[1, 0.1f], [1, 0], [1, 1], [1, 0]];
        Assert.Equal([1f, 1 / 3f, 1f, 1 / 4f], Rank(texts, ["a", "b", "c", "d"]));
    }

    [Fact]
    public void Rank_EqualReports_ShareTheirImages()
    {
        float[][] texts = [[1, 0], [1, 0], [1, 1], [1, 0]];
        Assert.Equal([1f, 1f, 1f, 1f], Rank(texts, ["a", "a", "c", "a"]));
    }

    [Fact]
    public void Rank_EqualCosines_AreTheWorstCase()
    {
        FoldFeatures features = new(2, [[1, 0], [2, 0], [3, 0]], [[1, 0], [1, 0], [1, 0]]);
        Assert.All(TextToImage.Rank(features, ["a", "b", "c"], [0, 1, 2]), rank => Assert.Equal(1 / 3f, rank));
    }

    [Fact]
    public void Rank_NoReport_IsNaN()
    {
        FoldFeatures features = new(2, Images, [[1, 0], null, [1, 1], [1, 0]]);
        Assert.True(float.IsNaN(TextToImage.Rank(features, ["a", "", "c", "d"], [0, 1, 2, 3])[1]));
    }

    [Theory]
    [InlineData(100, 1, 0.052)]
    [InlineData(100, 2, 0.085)]
    [InlineData(100, 5, 0.162)]
    [InlineData(200, 1, 0.029)]
    [InlineData(200, 10, 0.160)]
    [InlineData(3, 3, 1)]
    public void Chance_RandomOrder_IsKnown(int candidates, int positives, double expected) => Assert.Equal(expected, TextToImage.Chance(candidates, positives), 6e-4);

    [Fact]
    public void Chance_SimulatedOrders_Agree()
    {
        Random random = new(1);
        double sum = 0;
        for (int draw = 0; draw < 20_000; draw++)
        {
            int[] order = [.. Enumerable.Range(0, 12)];
            random.Shuffle(order);
            sum += 1.0 / (1 + Array.FindIndex(order, item => item < 3));
        }

        Assert.Equal(sum / 20_000, TextToImage.Chance(12, 3), 0.01);
    }

    [Fact]
    public void Summarize_Ranks_GiveShares()
    {
        StrategyRetrieval metrics = TextToImage.Summarize([(1f, 0.2), (0.5f, 0.2), (0.2f, 0.2), (0.1f, 0.2)]);
        Assert.Equal((4, 0.25, 0.75), (metrics.Queries, metrics.RecallAt1, metrics.RecallAt5));
        Assert.Equal(0.45, metrics.Mrr, 1e-6);
    }

    private static float[] Rank(float[][] texts, string[] reports) => TextToImage.Rank(new FoldFeatures(2, Images, texts), reports, [0, 1, 2, 3]);
}
