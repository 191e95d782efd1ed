namespace CtVlm.MLNet.Tests;

/// <summary>Rank metrics against counting all pairs, hand-computed cases, and resamples against copied rows.</summary>
public sealed class RankArithmeticTests
{
    [Fact]
    public void Auroc_HandCase_IsTheShareOfPairsWon()
    {
        // Positives 0.8, 0.4, 0.4 against 0.4, 0.1: 2 + 1.5 + 1.5 of 6.
        double area = Auroc.Of([0.4, 0.8, 0.1, 0.4, 0.4], [false, true, false, true, true]);

        Assert.Equal(5.0 / 6, area);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(1000)]
    public void Auroc_RandomScores_EqualsCountingAllPairs(int distinct)
    {
        (double[] scores, bool[] positive) = Draw(distinct, 120);
        double won = 0;
        long pairs = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            for (int j = 0; j < scores.Length; j++)
            {
                if (positive[i] && !positive[j])
                {
                    won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                    pairs++;
                }
            }
        }

        Assert.Equal(won / pairs, Auroc.Of(scores, positive), 1e-15);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Auroc_OneSideOnly_IsUndefined(bool side) => Assert.True(double.IsNaN(Auroc.Of([0.1, 0.2], [side, side])));

    [Fact]
    public void Auroc_SignedZerosAndInfinities_AreOrderedAsNumbers()
    {
        // Of four pairs three are won and one, -0 against 0, is a tie.
        double area = Auroc.Of([-0.0, 0.0, double.PositiveInfinity, double.NegativeInfinity], [true, false, true, false]);

        Assert.Equal(0.875, area);
    }

    [Fact]
    public void AurocInPlace_AnyScores_AllocatesNothing()
    {
        (double[] scores, bool[] positive) = Draw(50, 500);
        double area = Auroc.InPlace(scores, positive);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
        {
            Assert.True(area == Auroc.InPlace(scores, positive));
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void SortedAuroc_Resample_EqualsCopiedRows()
    {
        (double[] scores, bool[] positive) = Draw(20, 80);
        SortedAuroc sorted = new(scores, positive);
        Random random = new(3);
        for (int round = 0; round < 20; round++)
        {
            int[] copies = new int[scores.Length];
            for (int i = 0; i < copies.Length; i++)
            {
                copies[random.Next(copies.Length)]++;
            }

            int[] rows = [.. Enumerable.Range(0, copies.Length).SelectMany(row => Enumerable.Repeat(row, copies[row]))];
            double expected = Auroc.Of([.. rows.Select(row => scores[row])], [.. rows.Select(row => positive[row])]);
            Assert.Equal(expected, sorted.Of(copies));
        }

        Assert.True(double.IsNaN(sorted.Of([.. positive.Select(p => p ? 1 : 0)])));
    }

    [Fact]
    public void RankCorrelation_RandomRows_EqualsCountingAllPairsAndRanks()
    {
        Random random = new(7);
        int[] classes = [.. Enumerable.Range(0, 90).Select(_ => random.Next(4))];
        double[] values = [.. classes.Select(c => c + random.Next(5) / 4.0)];
        (long difference, long untiedClasses, long untiedValues) = (0, 0, 0);
        for (int i = 0; i < classes.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                int byClass = Math.Sign(classes[i] - classes[j]);
                int byValue = Math.Sign(values[i] - values[j]);
                difference += byClass * byValue;
                untiedClasses += byClass * byClass;
                untiedValues += byValue * byValue;
            }
        }

        Assert.Equal(difference / Math.Sqrt((double)untiedClasses * untiedValues), RankCorrelation.KendallTauB(classes, 4, values), 1e-14);
        double[] first = Ranks([.. classes.Select(c => (double)c)]);
        double[] second = Ranks(values);
        Assert.Equal(Pearson(first, second), RankCorrelation.Spearman(classes, values), 1e-13);
        Assert.InRange(RankCorrelation.Spearman(classes, values), 0.5, 1);
    }

    [Fact]
    public void RankCorrelation_Constant_IsUndefined()
    {
        Assert.True(double.IsNaN(RankCorrelation.KendallTauB([1, 1], 2, [0.1, 0.2])));
        Assert.True(double.IsNaN(RankCorrelation.KendallTauB([0, 1], 2, [0.1, 0.1])));
        Assert.True(double.IsNaN(RankCorrelation.Spearman([1, 1], [0.1, 0.2])));
        Assert.True(double.IsNaN(RankCorrelation.Spearman([0, 1], [0.1, 0.1])));
    }

    [Fact]
    public void RocCurve_HandCase_HasItsStepsAndLines()
    {
        // Falling: + 0.9, - 0.8, + 0.7, + 0.7, - 0.6: points (0, 1/3), (1/2, 1/3), (1/2, 1), (1, 1).
        RocCurve curve = new([0.7, 0.6, 0.9, 0.8, 0.7], [true, false, true, false, true]);

        Assert.Equal((1.0 / 3, 0.9), curve.StepAt(0.8));
        Assert.Equal((1.0, 0.7), curve.StepAt(0.5));
        Assert.Equal((1.0, 0.7), curve.StepAt(0));
        Assert.Equal(1.0 / 3, curve.LinearAt(1));
        Assert.Equal(1.0 / 3, curve.LinearAt(0.8), 1e-15);
        Assert.Equal(1, curve.LinearAt(0.5));
        Assert.Equal(1, curve.LinearAt(0));

        // Precision 1/1 at the first positive, 3/4 at the two that tie.
        Assert.Equal((1 + (2 * 0.75)) / 3, curve.AveragePrecision(), 1e-15);
    }

    [Fact]
    public void RocCurve_TiedTopOfBothSides_LetsNobodyInButJoinsTheLine()
    {
        RocCurve curve = new([0.5, 0.5, 0.25], [true, false, false]);

        Assert.Equal((0, double.PositiveInfinity), curve.StepAt(0.9));
        Assert.Equal(0.2, curve.LinearAt(0.9), 1e-12);
        Assert.Equal((double.NaN, double.NaN), new RocCurve([0.5], [true]).StepAt(0.9));
        Assert.True(double.IsNaN(new RocCurve([0.5], [false]).AveragePrecision()));
    }

    private static (double[] Scores, bool[] Positive) Draw(int distinct, int count)
    {
        Random random = new(distinct);
        double[] scores = [.. Enumerable.Range(0, count).Select(_ => random.Next(distinct) / (double)distinct)];
        return (scores, [.. scores.Select((score, i) => i == 0 || (i > 1 && random.NextDouble() < 0.2 + (0.5 * score)))]);
    }

    private static double[] Ranks(double[] values)
        => [.. values.Select(value => values.Count(other => other < value) + ((values.Count(other => other == value) + 1) / 2.0))];

    private static double Pearson(double[] first, double[] second)
    {
        (double a, double b) = (first.Average(), second.Average());
        double product = first.Zip(second).Sum(pair => (pair.First - a) * (pair.Second - b));
        return product / Math.Sqrt(first.Sum(value => (value - a) * (value - a)) * second.Sum(value => (value - b) * (value - b)));
    }
}
