using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

public sealed class TextToImageTests
{
    private static readonly float[][] Images = [[1, 0], [0, 1], [1, 1], [-1, 0]];

    [Fact]
    public void Rank_OwnImage_CountsThoseThatAreNearer()
    {
        float[][] texts = [[1, 0.1f], [1, 0], [1, 1], [1, 0]];
        Assert.Equal([1, 1 / 3.0, 1, 1 / 4.0], Rank(texts, ["a", "b", "c", "d"]));
    }

    [Fact]
    public void Rank_EqualReports_ShareTheirImages()
    {
        float[][] texts = [[1, 0], [1, 0], [1, 1], [1, 0]];
        Assert.Equal([1.0, 1, 1, 1], Rank(texts, ["a", "a", "c", "a"]));
    }

    [Fact]
    public void Rank_AllCosinesEqual_IsTheRandomLevel()
    {
        FoldFeatures features = new(2, [[1, 0], [2, 0], [3, 0]], [[1, 0], [1, 0], [1, 0]]);
        TieGroup?[] ranked = TextToImage.Rank(features, ["a", "b", "c"], [0, 1, 2]);
        Assert.All(ranked, first => Assert.Equal(new TieGroup(0, 3, 1), first));
        StrategyRetrieval metrics = TextToImage.Summarize([.. ranked.Select(first => (first!.Value, TextToImage.Chance(3, 1)))]);
        Assert.Equal(11.0 / 18, metrics.Mrr, 1e-12);
        Assert.Equal(metrics.ChanceMrr, metrics.Mrr, 1e-12);
        Assert.Equal((1.0 / 3, 1.0), (metrics.HitAt1, metrics.HitAt5));
    }

    [Fact]
    public void Rank_SomeTied_IsTheMeanOverTheirOrders()
    {
        // Image 2 is nearest to each text, 0 and 1 are tied behind it.
        FoldFeatures features = new(2, [[1, 0], [3, 0], [1, 1]], [[1, 2], [1, 2], [1, 2]]);
        Assert.Equal([new TieGroup(1, 2, 1), new TieGroup(1, 2, 1), new TieGroup(0, 1, 1)], TextToImage.Rank(features, ["a", "b", "c"], [0, 1, 2]).Select(first => first!.Value));
        Assert.Equal([(1 / 2.0 + 1 / 3.0) / 2, (1 / 2.0 + 1 / 3.0) / 2, 1], TextToImage.Rank(features, ["a", "b", "c"], [0, 1, 2]).Select(first => TextToImage.ReciprocalRank(first!.Value)), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Rank_ZeroVector_IsFarFromAll()
    {
        FoldFeatures features = new(2, [[0, 0], [-1, 0.5f]], [[1, 0], [1, 0]]);
        Assert.Equal([new TieGroup(1, 1, 1), new TieGroup(0, 1, 1)], TextToImage.Rank(features, ["a", "b"], [0, 1]).Select(first => first!.Value));
    }

    [Fact]
    public void Rank_NoReport_HasNone()
    {
        FoldFeatures features = new(2, Images, [[1, 0], null, [1, 1], [1, 0]]);
        Assert.Null(TextToImage.Rank(features, ["a", "", "c", "d"], [0, 1, 2, 3])[1]);
    }

    [Fact]
    public void Summarize_VectorsWithManyTies_IsWhatEvaluateRetrievalGives()
    {
        MLContext ml = new(seed: 1);
        Random random = new(5);
        float[] Draw() => [random.Next(1, 3), random.Next(-1, 2)];
        PairRow[] rows = [.. Enumerable.Range(0, 40).Select(i => new PairRow { Text = Draw(), Image = Draw(), Template = $"report {i % 17}", Patient = $"p{i}" })];
        RetrievalMetrics expected = ml.CtVlm().EvaluateRetrieval(
            PairRow.View(ml, rows), "Text", "Image", "Template", options: new RetrievalOptions { DuplicatesAreRelevant = false });
        FoldFeatures features = new(2, [.. rows.Select(row => row.Image)], [.. rows.Select(row => row.Text)]);
        string[] reports = [.. rows.Select(row => row.Template)];
        StrategyRetrieval actual = TextToImage.Summarize(
            [.. TextToImage.Rank(features, reports, [.. Enumerable.Range(0, rows.Length)]).Select((first, i) => (first!.Value, TextToImage.Chance(40, reports.Count(r => r == reports[i]))))]);
        Assert.Equal(expected.Queries, actual.Queries);
        Assert.Equal(expected.MeanReciprocalRank.Value, actual.Mrr, 1e-12);
        Assert.Equal(expected.MeanReciprocalRank.RandomLevel, actual.ChanceMrr, 1e-12);
        Assert.Equal(expected.Cutoffs[0].Hit.Value, actual.HitAt1, 1e-12);
        Assert.Equal(expected.Cutoffs[1].Hit.Value, actual.HitAt5, 1e-12);
        Assert.NotEqual(expected.MeanReciprocalRank.Pessimistic, actual.Mrr, 1e-3);
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
        StrategyRetrieval metrics = TextToImage.Summarize([.. new[] { 0, 1, 4, 9 }.Select(before => (new TieGroup(before, 1, 1), 0.2))]);
        Assert.Equal((4, 0.25, 0.75), (metrics.Queries, metrics.HitAt1, metrics.HitAt5));
        Assert.Equal(0.45, metrics.Mrr, 1e-12);
    }

    private static IEnumerable<double> Rank(float[][] texts, string[] reports) =>
        TextToImage.Rank(new FoldFeatures(2, Images, texts), reports, [0, 1, 2, 3]).Select(first => TextToImage.ReciprocalRank(first!.Value));
}
