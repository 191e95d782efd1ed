namespace CtVlm.MLNet.Tests;

/// <summary>What must hold of every fit.</summary>
public sealed class CalibrationPropertyTests
{
    public static TheoryData<string> Methods => [.. CalibrationGolden.Methods];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Fit_RowsInAnotherOrder_GivesTheSame(string method)
    {
        CalibrationRows rows = Rows(150, 4, seed: 1);
        int[] order = [.. Enumerable.Range(0, rows.Count)];
        new Random(2).Shuffle(order);
        CalibrationRows shuffled = new(4, [.. order.SelectMany(i => rows.Row(i).ToArray())], Array.ConvertAll(order, i => rows.Actual[i]));
        FittedScoreCalibration first = CalibrationGolden.Create(method).Fit(rows), second = CalibrationGolden.Create(method).Fit(shuffled);
        Assert.Equal(first.Parameters.Keys, second.Parameters.Keys);
        Assert.All(first.Parameters, p => Assert.Equal(p.Value, second.Parameters[p.Key], (a, b) => Math.Abs(a - b) <= 1e-9 * (1 + Math.Abs(a))));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Fit_OverconfidentScores_LowersTheLoss(string method)
    {
        CalibrationRows rows = Rows(400, 3, seed: 3);
        FittedScoreCalibration fitted = CalibrationGolden.Create(method).Fit(rows);
        CalibrationFit fit = CalibrationFit.Measure(rows, 0, fitted);
        Assert.True(fit.LossAfter < 0.8 * fit.LossBefore, $"{fit.LossBefore} before, {fit.LossAfter} after.");
        CalibrationRows others = Rows(400, 3, seed: 4);
        CalibrationFit held = CalibrationFit.Measure(others, 0, fitted);
        Assert.True(held.LossAfter < held.LossBefore, $"held out: {held.LossBefore} before, {held.LossAfter} after.");
    }

    [Fact]
    public void Temperature_DrawnFromAThird_IsThree()
    {
        FittedScoreCalibration fitted = ScoreCalibration.Temperature().Fit(Rows(4000, 4, seed: 5));
        Assert.InRange(Assert.Single(fitted.Parameters["temperature"]), 2.7, 3.3);
    }

    [Fact]
    public void Temperature_AnyScores_KeepsTheirOrder()
    {
        FittedScoreCalibration fitted = ScoreCalibration.Temperature().Fit(Rows(200, 5, seed: 6));
        ScoreRow[] rows = ScoreRow.Overconfident(500, 5, seed: 7);
        foreach (ScoreRow row in rows)
        {
            row.Score[3] = row.Score[1];
            double[] p = new double[5];
            fitted.Apply(Array.ConvertAll(row.Score, s => (double)s), p);
            Assert.Equal(row.Score.Index().OrderByDescending(s => s.Item).Select(s => s.Index), p.Index().OrderByDescending(s => s.Item).Select(s => s.Index));
            uint top = CalibratedRow.From(row.Score, ScoreInputKind.Logits, fitted, double.NaN).Label;
            Assert.Equal(Array.IndexOf(row.Score, row.Score.Max()) + 1, (int)top);
        }
    }

    [Fact]
    public void Temperature_ScaledScores_ScalesWithThem()
    {
        CalibrationRows rows = Rows(200, 3, seed: 8);
        double once = ScoreCalibration.Temperature().Fit(rows).Parameters["temperature"][0];
        foreach (double factor in new[] { 1e-6, 0.25, 1e6 })
        {
            double scaled = ScoreCalibration.Temperature().Fit(rows with { Logits = Array.ConvertAll(rows.Logits, z => factor * z) }).Parameters["temperature"][0];
            Assert.Equal(1, scaled / (factor * once), 1e-9);
        }
    }

    [Fact]
    public void Isotonic_AnyScores_NeverFalls()
    {
        CalibrationRows rows = Rows(200, 3, seed: 9);
        FittedIsotonic fitted = Assert.IsType<FittedIsotonic>(ScoreCalibration.Isotonic().Fit(rows));
        for (int k = 0; k < 3; k++)
        {
            double[] values = [.. Enumerable.Range(-1000, 2001).Select(i => fitted.Map(k, i / 50.0))];
            Assert.All(values.Zip(values.Skip(1)), pair => Assert.True(pair.First <= pair.Second));
            Assert.All(values, value => Assert.InRange(value, 0, 1));
        }
    }

    // The mean of the fit is that of the labels: pooling only moves hits about.
    [Fact]
    public void Isotonic_FittedRows_KeepTheShareOfEachClass()
    {
        CalibrationRows rows = Rows(200, 3, seed: 10);
        FittedIsotonic fitted = Assert.IsType<FittedIsotonic>(ScoreCalibration.Isotonic().Fit(rows));
        Assert.All(Enumerable.Range(0, 3), k => Assert.Equal(rows.CountOf(k), rows.Column(k).Sum(z => fitted.Map(k, z)), 1e-9));
    }

    [Fact]
    public void Isotonic_HandCase_PoolsNeighbours()
    {
        // Class 1 by its score: 0, 1, 0, 1 at 1, 2, 3, 4: the middle two are pooled.
        CalibrationRows rows = new(2, [4, 1, 3, 2, 2, 3, 1, 4], [0, 1, 0, 1]);
        FittedIsotonic fitted = Assert.IsType<FittedIsotonic>(ScoreCalibration.Isotonic().Fit(rows));
        Assert.Equal([1.0, 2, 3, 4], fitted.Parameters["x.1"]);
        Assert.Equal([0, 0.5, 0.5, 1], fitted.Parameters["y.1"]);
        Assert.Equal((0.0, 0.25, 0.5, 1.0), (fitted.Map(1, -7), fitted.Map(1, 1.5), fitted.Map(1, 2.5), fitted.Map(1, 9)));
    }

    [Fact]
    public void OneAgainstRest_NoClassHasAnything_SharesEvenly()
    {
        FittedIsotonic fitted = new([[0], [0], [0]], [[0], [0], [0]]);
        double[] p = new double[3];
        fitted.Apply([1, 2, 3], p);
        Assert.All(p, value => Assert.Equal(1.0 / 3, value));
    }

    // Two classes of opposite scores: only the sum of the scales matters, and it is found.
    [Fact]
    public void Vector_OppositeScores_EqualsTheFitOfOneOfThem()
    {
        Random random = new(11);
        double[] z = [.. Enumerable.Range(0, 200).Select(_ => random.NextDouble() * 8 - 4)];
        int[] y = Array.ConvertAll(z, value => random.NextDouble() < 1 / (1 + Math.Exp(-(0.5 * value) - 0.3)) ? 1 : 0);
        FittedScoreCalibration both = ScoreCalibration.Vector().Fit(new CalibrationRows(2, [.. z.SelectMany(value => new[] { -value / 2, value / 2 })], y));
        FittedScoreCalibration one = ScoreCalibration.Vector().Fit(new CalibrationRows(2, [.. z.SelectMany(value => new[] { 0, value })], y));
        double[] first = new double[2], second = new double[2];
        foreach (double value in z)
        {
            both.Apply([-value / 2, value / 2], first);
            one.Apply([0, value], second);
            Assert.Equal(second[1], first[1], 1e-9);
        }

        Assert.Equal(0, both.Parameters["bias"].Sum(), 1e-12);
    }

    [Fact]
    public void Vector_AbsentClass_IsRefused() => Assert.Contains(
        "no row is of class 2",
        Assert.Throws<InvalidOperationException>(() => ScoreCalibration.Vector().Fit(new CalibrationRows(3, [1, 0, 0, 0, 1, 0, 0, 1, 0], [0, 1, 0]))).Message,
        StringComparison.Ordinal);

    // One class is told apart without a fault, the other two are not: the loss still falls for ever.
    [Fact]
    public void Vector_OneClassApart_IsRefused()
    {
        CalibrationRows rows = Rows(90, 2, seed: 12);
        List<double> logits = [];
        List<int> actual = [];
        for (int i = 0; i < rows.Count; i++)
        {
            bool isApart = i % 3 == 0;
            logits.AddRange(isApart ? [0, 0, 5 + (i / 100.0)] : [rows.Row(i)[0], rows.Row(i)[1], -5 - (i / 100.0)]);
            actual.Add(isApart ? 2 : rows.Actual[i]);
        }

        Assert.Contains(
            "no finite optimum",
            Assert.Throws<InvalidOperationException>(() => ScoreCalibration.Vector().Fit(new CalibrationRows(3, [.. logits], [.. actual]))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Platt_ConstantScore_GivesTheSmoothedShare()
    {
        FittedPlatt fitted = Assert.IsType<FittedPlatt>(ScoreCalibration.Platt().Fit(new CalibrationRows(2, [1, 0, 1, 0, 1, 0, 1, 0], [0, 0, 0, 1])));
        Assert.Equal(0, fitted.Parameters["a"][0]);
        Assert.Equal(((3 * 4.0 / 5) + (1.0 / 3)) / 4, fitted.Map(0, 1), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Fit_HugeScores_StaysFinite(string method)
    {
        CalibrationRows rows = Rows(100, 3, seed: 13);
        FittedScoreCalibration fitted = CalibrationGolden.Create(method).Fit(rows with { Logits = Array.ConvertAll(rows.Logits, z => z * 1e12) });
        double[] p = new double[3];
        fitted.Apply([1e38, -1e38, 0], p);
        Assert.All(p, value => Assert.InRange(value, 0, 1));
        Assert.Equal(1, p.Sum(), 1e-12);
    }

    private static CalibrationRows Rows(int count, int classes, int seed)
    {
        ScoreRow[] rows = ScoreRow.Overconfident(count, classes, seed);
        return new CalibrationRows(classes, [.. rows.SelectMany(r => r.Score.Select(s => (double)s))], [.. rows.Select(r => (int)r.Label)]);
    }
}
