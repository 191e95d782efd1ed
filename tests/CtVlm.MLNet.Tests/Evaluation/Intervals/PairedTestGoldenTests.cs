using System.Text.Json;

namespace CtVlm.MLNet.Tests;

/// <summary>DeLong, McNemar and adjusted p values.</summary>
public sealed class PairedTestGoldenTests
{
    [Fact]
    public void DeLong_SmallGoldenCases_EqualTheReference()
    {
        foreach (JsonElement small in IntervalGolden.Root.GetProperty("delong_small").EnumerateArray())
        {
            bool[] isPositive = [.. IntervalGolden.Ints(small.GetProperty("y")).Select(y => y == 1)];
            AssertDeLong(
                small.GetProperty("expected"),
                DeLong.Of(IntervalGolden.Doubles(small.GetProperty("scores_a")), isPositive),
                DeLong.Of(IntervalGolden.Doubles(small.GetProperty("scores_b")), isPositive),
                small.GetProperty("name").GetString()!);
        }
    }

    [Fact]
    public void DeLong_GoldenCutPoints_EqualTheReference()
    {
        foreach (JsonElement cohort in IntervalGolden.Cohorts)
        {
            ScoredRows a = IntervalGolden.Rows(cohort, "a");
            ScoredRows b = IntervalGolden.Rows(cohort, "b");
            foreach (JsonElement expected in cohort.GetProperty("delong").EnumerateArray())
            {
                int k = expected.GetProperty("k").GetInt32();
                string name = $"{cohort.GetProperty("name").GetString()} from {k}";
                bool[] isPositive = [.. a.Actual.Select(y => y >= k)];
                AssertDeLong(expected, DeLong.Of(Scores(a, k), isPositive), DeLong.Of(Scores(b, k), isPositive), name);

                DeLongComparison comparison = DeLongComparison.Of(a, b, k, "k", 0.95);
                Assert.Equal(expected.GetProperty("positives").GetInt32(), comparison.Positives);
                IntervalGolden.Close(IntervalGolden.Double(expected.GetProperty("p_two_sided")), comparison.PValue, name + " p");
                IntervalGolden.Close(expected.GetProperty("ci_a").GetProperty("logit"), comparison.FirstInterval, name);
                IntervalGolden.Close(expected.GetProperty("ci_b").GetProperty("logit"), comparison.SecondInterval, name);
                IntervalGolden.Close(expected.GetProperty("ci_difference"), comparison.DifferenceInterval, name);
            }
        }
    }

    [Fact]
    public void DeLong_WithoutPositives_IsUndefined()
    {
        DeLong none = DeLong.Of([0.1, 0.2], [false, false]);

        Assert.True(double.IsNaN(none.Auroc));
        Assert.True(double.IsNaN(none.Variance));
        Assert.False(none.Wald(0.95).IsDefined);
        Assert.True(double.IsNaN(new DeLongDifference(none, none).PValue));
    }

    [Fact]
    public void McNemar_GoldenCohorts_EqualTheReference()
    {
        foreach (JsonElement cohort in IntervalGolden.Cohorts)
        {
            JsonElement expected = cohort.GetProperty("mcnemar");
            McNemarTest test = McNemarTest.Of(IntervalGolden.Rows(cohort, "a"), IntervalGolden.Rows(cohort, "b"));

            Assert.Equal(expected.GetProperty("a_right_b_wrong").GetInt64(), test.OnlyFirstRight);
            Assert.Equal(expected.GetProperty("a_wrong_b_right").GetInt64(), test.OnlySecondRight);
            IntervalGolden.Close(IntervalGolden.Double(expected.GetProperty("p_exact")), test.ExactPValue, "exact p");
            IntervalGolden.Close(IntervalGolden.Double(expected.GetProperty("chi2_cc")), test.ChiSquare, "chi-square");
            IntervalGolden.Close(IntervalGolden.Double(expected.GetProperty("p_chi2_cc")), test.ChiSquarePValue, "p of chi-square");
        }
    }

    [Fact]
    public void McNemar_ByHand_IsTwiceTheBinomialTail()
    {
        // 1 of 6 heads or fewer: (1 + 6) / 64, twice.
        Assert.Equal(14.0 / 64, new McNemarTest(1, 5).ExactPValue, 1e-12);
        Assert.Equal(new McNemarTest(1, 5).ExactPValue, new McNemarTest(5, 1).ExactPValue);
        Assert.Equal(2.0 / 1024, new McNemarTest(0, 10).ExactPValue, 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => new McNemarTest(-1, 0));
    }

    [Fact]
    public void Adjust_GoldenPValues_EqualTheReference()
    {
        foreach (JsonElement row in IntervalGolden.Root.GetProperty("multiplicity").EnumerateArray())
        {
            double[] p = IntervalGolden.Doubles(row.GetProperty("p"));
            AssertAll(row.GetProperty("holm"), Comparisons.Adjust(p, PValueAdjustment.Holm));
            AssertAll(row.GetProperty("benjamini_hochberg"), Comparisons.Adjust(p, PValueAdjustment.BenjaminiHochberg));
        }
    }

    [Fact]
    public void Adjust_OutOfRange_IsRefused()
    {
        Assert.Contains("p value 1", Assert.Throws<ArgumentOutOfRangeException>(() => Comparisons.Adjust([0.1, 1.1], PValueAdjustment.Holm)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Comparisons.Adjust([0.1], (PValueAdjustment)7));
        Assert.Empty(Comparisons.Adjust([], PValueAdjustment.Holm));
    }

    private static void AssertAll(JsonElement expected, IReadOnlyList<double> actual)
    {
        double[] values = IntervalGolden.Doubles(expected);
        Assert.Equal(values.Length, actual.Count);
        for (int i = 0; i < values.Length; i++)
        {
            IntervalGolden.Close(values[i], actual[i], $"p {i}");
        }
    }

    private static double[] Scores(ScoredRows rows, int k)
        => [.. Enumerable.Range(0, rows.Count).Select(row => ResampledMetrics.SumFrom(rows.ScoresOf(row), k))];

    private static void AssertDeLong(JsonElement expected, DeLong a, DeLong b, string name)
    {
        DeLongDifference difference = new(a, b);
        IntervalGolden.Close(IntervalGolden.Double(expected.GetProperty("auroc_a")), a.Auroc, name + " a");
        IntervalGolden.Close(IntervalGolden.Double(expected.GetProperty("auroc_b")), b.Auroc, name + " b");
        IntervalGolden.Close(IntervalGolden.Double(expected.GetProperty("variance_a")), a.Variance, name + " variance a");
        IntervalGolden.Close(IntervalGolden.Double(expected.GetProperty("variance_b")), b.Variance, name + " variance b");
        IntervalGolden.Close(IntervalGolden.Double(expected.GetProperty("covariance")), difference.Covariance, name + " covariance");
        IntervalGolden.Close(expected.GetProperty("ci_a").GetProperty("wald"), a.Wald(0.95), name + " wald a");
        IntervalGolden.Close(expected.GetProperty("ci_a").GetProperty("logit"), a.Logit(0.95), name + " logit a");
        IntervalGolden.Close(expected.GetProperty("ci_b").GetProperty("wald"), b.Wald(0.95), name + " wald b");
        IntervalGolden.Close(expected.GetProperty("ci_b").GetProperty("logit"), b.Logit(0.95), name + " logit b");
        IntervalGolden.Close(IntervalGolden.Double(expected.GetProperty("difference")), difference.Difference, name + " difference");
        IntervalGolden.Close(IntervalGolden.Double(expected.GetProperty("variance_difference")), difference.Variance, name + " variance of the difference");
        IntervalGolden.Close(IntervalGolden.Double(expected.GetProperty("z")), difference.Z, name + " z");
        IntervalGolden.Close(IntervalGolden.Double(expected.GetProperty("p_two_sided")), difference.PValue, name + " p");
        IntervalGolden.Close(expected.GetProperty("ci_difference"), difference.Interval(0.95), name + " interval");
    }
}
