namespace CtVlm.MLNet.Tests;

public class ReportFigureTests
{
    // Two classes; the second row is wrong, the third ties with the fourth.
    private static readonly ScoredRows s_rows = new(2, [1, 0, 1, 0], [1, 1, 0, 0], [0.1, 0.9, 0.35, 0.65, 0.6, 0.4, 0.6, 0.4], null);

    [Fact]
    public void CutPointCurve_TiedScores_AreOnePoint()
    {
        CutPointCurve curve = Assert.Single(CutPointCurve.Of(s_rows));
        Assert.Equal([0, 0, 0.5, 1], curve.FalsePositiveRates);
        Assert.Equal([0, 0.5, 0.5, 1], curve.TruePositiveRates);
        Assert.Equal(0.625, curve.Area, 1e-12);
    }

    [Fact]
    public void CutPointCurve_ManyRows_HasTheAreaOfTheRanks()
    {
        Random random = new(4);
        int[] actual = [.. Enumerable.Range(0, 60).Select(_ => random.Next(3))];
        double[] scores = [.. actual.SelectMany(a => Probabilities(a, random))];
        foreach (CutPointCurve curve in CutPointCurve.Of(new ScoredRows(3, actual, actual, scores, null)))
        {
            double[] sums = [.. scores.Chunk(3).Select(p => p[curve.Class..].Sum())];
            Assert.Equal(DeLong.Of(sums, [.. actual.Select(a => a >= curve.Class)]).Auroc, curve.Area, 1e-12);
        }
    }

    [Fact]
    public void ChooseCases_EachKind_IsTheMostExtremeAndNoRowComesTwice()
    {
        StrategyPrediction Row(long row, int actual, float first) => new(row, 0, actual, first > 0.5f ? 0 : 1, [first, 1 - first], float.NaN);
        IReadOnlyList<ReportCase> cases = ReportCase.Choose([Row(10, 0, 0.99f), Row(11, 1, 0.9f), Row(12, 0, 0.51f), Row(13, 0, 0.8f), Row(14, 1, 0.2f)], 1);
        Assert.Equal([("Most confident, right", 10L, 0), ("Most confident, wrong", 11L, 1), ("Least certain", 12L, 2)], cases.Select(c => (c.Kind, c.Prediction.Row, c.Place)));
        Assert.Equal(5, ReportCase.Choose([Row(10, 0, 0.99f), Row(11, 1, 0.9f), Row(12, 0, 0.51f), Row(13, 0, 0.8f), Row(14, 1, 0.2f)], 9).Count);
    }

    [Theory]
    [InlineData(-0.0001, "0.000")]
    [InlineData(0.12345, "0.123")]
    [InlineData(double.NaN, "–")]
    [InlineData(double.PositiveInfinity, "–")]
    public void Number_Text_IsInvariantAndHasNoMinusZero(double value, string expected) => Assert.Equal(expected, ReportNumber.Text(value));

    private static double[] Probabilities(int actual, Random random)
    {
        double[] raw = [.. Enumerable.Range(0, 3).Select(k => Math.Round(random.NextDouble() + (k == actual ? 0.5 : 0.1), 1))];
        return [.. raw.Select(r => r / raw.Sum())];
    }
}
