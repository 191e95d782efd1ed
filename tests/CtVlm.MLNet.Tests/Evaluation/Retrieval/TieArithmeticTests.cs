namespace CtVlm.MLNet.Tests;

/// <summary>The arithmetic of ties against the slow way: every order of tied candidates written out and averaged.</summary>
public sealed class TieArithmeticTests
{
    private const int Candidates = 6;
    private static readonly int[] Cutoffs = [1, 2, 3, 6, 9];
    private static readonly int[][] Orders = [.. Permute([.. Enumerable.Range(0, Candidates)])];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void QueryFigures_RandomTies_EqualTheMeanOverAllOrders(int levels)
    {
        Random random = new(levels);
        for (int trial = 0; trial < 60; trial++)
        {
            float[] similarities = [.. Enumerable.Range(0, Candidates).Select(_ => (float)random.Next(levels))];
            int[] positives = [.. Enumerable.Range(0, Candidates).Where(_ => random.Next(3) == 0)];
            if (positives.Length == 0)
            {
                positives = [random.Next(Candidates)];
            }

            QueryFigures actual = new(Ranking.Create(similarities, positives), Cutoffs, new Discounts(Cutoffs.Max()));
            bool[][] lists = [.. Orders.Where(order => IsFalling(order, similarities)).Select(order => Array.ConvertAll(order, positives.Contains))];
            Same(lists.Average(l => (double)Rank(l)), actual.ExpectedRank);
            Assert.Equal((lists.Min(Rank), lists.Max(Rank)), (actual.OptimisticRank, actual.PessimisticRank));
            Same(lists, l => 1.0 / Rank(l), actual.ReciprocalRank);
            Same(lists, AveragePrecision, actual.AveragePrecision);
            Same(lists, l => Recall(l, positives.Length), actual.RPrecision);
            foreach ((int i, int k) in Cutoffs.Index())
            {
                Same(lists, l => l.Take(k).Contains(true) ? 1 : 0, actual.Hits[i]);
                Same(lists, l => Recall(l, k), actual.Recalls[i]);
                Same(lists, l => Gain(l, k) / Gain([.. l.OrderDescending()], k), actual.Ndcgs[i]);
            }
        }
    }

    [Fact]
    public void GradedNdcg_RandomTies_EqualsTheMeanOverAllOrders()
    {
        Random random = new(4);
        for (int trial = 0; trial < 60; trial++)
        {
            float[] similarities = [.. Enumerable.Range(0, Candidates).Select(_ => (float)random.Next(3))];
            double[] gains = [.. Enumerable.Range(0, Candidates).Select(i => i == 0 ? 1.0 : random.Next(3))];
            TiedFigure[] actual = GradedArithmetic.Ndcg(similarities, gains, Cutoffs);
            double[][] lists = [.. Orders.Where(order => IsFalling(order, similarities)).Select(order => Array.ConvertAll(order, i => gains[i]))];
            double[][] random6 = [.. Orders.Select(order => Array.ConvertAll(order, i => gains[i]))];
            double[] levels = GradedArithmetic.RandomNdcg(gains, Cutoffs);
            foreach ((int i, int k) in Cutoffs.Index())
            {
                double ideal = Gain([.. gains.OrderDescending()], k);
                Same(lists.Average(l => Gain(l, k) / ideal), actual[i].Expected);
                Same(lists.Min(l => Gain(l, k) / ideal), actual[i].Pessimistic);
                Same(random6.Average(l => Gain(l, k) / ideal), levels[i]);
            }
        }
    }

    [Fact]
    public void GradedNdcg_NoGain_IsUndefined() =>
        Assert.All(GradedArithmetic.Ndcg([1, 2], [0, 0], [1]), figure => Assert.True(double.IsNaN(figure.Expected) && double.IsNaN(figure.Pessimistic)));

    [Fact]
    public void Create_HiddenCandidates_AreAsIfTheyWereNotThere()
    {
        Ranking all = Ranking.Create([0.5f, 0.25f, 0.5f, 0.75f], [0, 1]);
        Ranking hidden = Ranking.Create([0.5f, float.NegativeInfinity, 0.25f, 0.5f, float.NegativeInfinity, 0.75f], [0, 2], excluded: 2);
        Assert.Equal((all.Candidates, all.Positives), (hidden.Candidates, hidden.Positives));
        Assert.Equal(all.Groups, hidden.Groups);
        Assert.Equal([new TieGroup(1, 2, 1), new TieGroup(3, 1, 1)], all.Groups);
    }

    [Theory]
    [InlineData(20_000, 1)]
    [InlineData(20_000, 700)]
    [InlineData(50_000, 50_000)]
    public void AllTied_ManyCandidates_StaysExact(int candidates, int positives)
    {
        QueryFigures level = new(Ranking.OfAllTied(candidates, positives), [10], new Discounts(10));
        Same(10.0 / candidates, level.Recalls[0].Expected);
        Assert.InRange(level.ReciprocalRank.Expected, 1.0 / candidates, 1);
        if (positives == 1)
        {
            Same(Enumerable.Range(1, candidates).Sum(r => 1.0 / r) / candidates, level.ReciprocalRank.Expected);
            Same(level.ReciprocalRank.Expected, level.AveragePrecision.Expected);
        }
    }

    private static bool IsFalling(int[] order, float[] similarities) => order.Zip(order.Skip(1)).All(pair => similarities[pair.First] >= similarities[pair.Second]);

    private static int Rank(bool[] list) => Array.IndexOf(list, true) + 1;

    private static double Recall(bool[] list, int k) => (double)list.Take(k).Count(p => p) / list.Count(p => p);

    private static double AveragePrecision(bool[] list) => list.Index().Where(p => p.Item).Average(p => (double)list.Take(p.Index + 1).Count(x => x) / (p.Index + 1));

    private static double Gain(bool[] list, int k) => Gain(Array.ConvertAll(list, p => p ? 1.0 : 0), k);

    private static double Gain(double[] list, int k) => list.Take(k).Index().Sum(g => g.Item / Math.Log2(g.Index + 2));

    private static void Same(bool[][] lists, Func<bool[], double> figure, TiedFigure actual)
    {
        Same(lists.Average(figure), actual.Expected);
        Same(lists.Min(figure), actual.Pessimistic);
    }

    private static void Same(double expected, double actual) => Assert.Equal(expected, actual, 1e-12);

    private static IEnumerable<int[]> Permute(int[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany(first => Permute([.. items.Where(i => i != first)]).Select(rest => (int[])[first, .. rest]));
}
