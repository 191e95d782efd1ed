using System.Text.Json;

namespace CtVlm.MLNet.Tests;

/// <summary>Replicates, jackknife, intervals, differences and sign flips from stored draws.</summary>
public sealed class BootstrapGoldenTests
{
    public static TheoryData<string, string> Cases()
    {
        TheoryData<string, string> data = [];
        foreach (JsonElement cohort in IntervalGolden.Cohorts)
        {
            foreach (string kind in new[] { "patient", "stratified_patients", "stratified_rows" })
            {
                data.Add(cohort.GetProperty("name").GetString()!, kind);
            }
        }

        return data;
    }

    public static TheoryData<string> Names() => new(IntervalGolden.Cohorts.Select(cohort => cohort.GetProperty("name").GetString()!));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Bootstrap_StoredDraws_GivesTheReferenceReplicatesAndIntervals(string name, string kind)
    {
        JsonElement cohort = IntervalGolden.Cohort(name);
        ScoredRows[] rows = [IntervalGolden.Rows(cohort, "a"), IntervalGolden.Rows(cohort, "b")];
        ResamplingUnits units = kind == "stratified_rows" ? ResamplingUnits.OfRows(rows[0], true) : ResamplingUnits.Of(rows[0], kind != "patient");
        ResampledMetrics[] sets = [.. rows.Select(set => new ResampledMetrics(set, units.OfRow, units.Count))];
        int[][] draws = IntervalGolden.IntRows($"{name}.{kind}.indices");
        Replicates[] bootstrap = Resampling.Run(sets, draws.Length, -1, (replicate, weights) => Count(draws[replicate], weights));
        Replicates[] jackknife = Resampling.Jackknife(sets, -1);
        JsonElement expected = cohort.GetProperty("bootstrap").GetProperty(kind);
        for (int model = 0; model < 2; model++)
        {
            string letter = model == 0 ? "a" : "b";
            AssertReplicates($"{name}.{kind}.{letter}.values", sets[model], bootstrap[model]);
            AssertReplicates($"{name}.{kind}.{letter}.jackknife", sets[model], jackknife[model]);
            AssertIntervals(expected.GetProperty(letter), sets[model], bootstrap[model], jackknife[model], $"{name} {kind} {letter}");
        }

        AssertDifferences(expected.GetProperty("difference"), sets, bootstrap, $"{name} {kind}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void SignFlips_StoredFlips_GiveTheReferenceValuesAndP(string name)
    {
        JsonElement cohort = IntervalGolden.Cohort(name);
        ScoredRows a = IntervalGolden.Rows(cohort, "a");
        ScoredRows b = IntervalGolden.Rows(cohort, "b");
        ResamplingUnits units = ResamplingUnits.Of(a, false);
        ResampledMetrics metrics = new(a, units.OfRow, units.Count);
        double[] first = metrics.Estimate();
        double[] second = new ResampledMetrics(b, units.OfRow, units.Count).Estimate();
        int[][] flips = IntervalGolden.IntRows(name + ".flips");
        Replicates permuted = new SignFlips(a, b, units).Run(flips.Length, -1, (replicate, swaps) =>
        {
            for (int unit = 0; unit < swaps.Length; unit++)
            {
                swaps[unit] = flips[replicate][unit] < 0 ? 1 : 0;
            }
        });

        AssertReplicates(name + ".permutation.values", metrics, permuted);
        JsonElement expected = cohort.GetProperty("permutation");
        for (int statistic = 0; statistic < 3; statistic++)
        {
            JsonElement of = expected.GetProperty(IntervalGolden.Statistics[statistic]);
            int index = IntervalGolden.IndexOf(metrics, statistic);
            double[] column = permuted.Column(index);
            IntervalGolden.Close(IntervalGolden.Double(of.GetProperty("observed")), first[index] - second[index], "observed");
            Assert.Equal(of.GetProperty("defined").GetInt32(), column.Count(value => !double.IsNaN(value)));
            IntervalGolden.Close(IntervalGolden.Double(of.GetProperty("p_two_sided")), SignFlips.PValue(first[index] - second[index], column), "p");
        }
    }

    private static void Count(int[] draws, Span<int> weights)
    {
        weights.Clear();
        foreach (int unit in draws)
        {
            weights[unit]++;
        }
    }

    private static void AssertReplicates(string tensor, ResampledMetrics metrics, Replicates actual)
    {
        double[][] expected = IntervalGolden.DoubleRows(tensor);
        Assert.Equal(expected.Length, actual.Count);
        for (int statistic = 0; statistic < 3; statistic++)
        {
            double[] column = actual.Column(IntervalGolden.IndexOf(metrics, statistic));
            for (int replicate = 0; replicate < column.Length; replicate++)
            {
                IntervalGolden.Close(expected[replicate][statistic], column[replicate], $"{tensor} {replicate} {IntervalGolden.Statistics[statistic]}");
            }
        }
    }

    private static void AssertIntervals(JsonElement expected, ResampledMetrics metrics, Replicates bootstrap, Replicates jackknife, string what)
    {
        double[] estimates = metrics.Estimate();
        for (int statistic = 0; statistic < 3; statistic++)
        {
            int index = IntervalGolden.IndexOf(metrics, statistic);
            JsonElement of = expected.GetProperty(IntervalGolden.Statistics[statistic]);
            ReplicateSample sample = new(bootstrap.Column(index));
            double[] leftOut = jackknife.Column(index);
            ConfidenceBounds nominal = BootstrapIntervals.Nominal(0.95);
            BcaLevels bca = BootstrapIntervals.Corrected(sample, estimates[index], leftOut, nominal);
            string name = $"{what} {IntervalGolden.Statistics[statistic]}";
            IntervalGolden.Close(IntervalGolden.Double(of.GetProperty("estimate")), estimates[index], name + " estimate");
            Assert.Equal(of.GetProperty("defined").GetInt32(), sample.Defined);
            Assert.Equal(of.GetProperty("undefined").GetInt32(), sample.Undefined);
            Assert.Equal(of.GetProperty("jackknife_defined").GetInt32(), leftOut.Count(value => !double.IsNaN(value)));
            IntervalGolden.Close(IntervalGolden.Double(of.GetProperty("mean")), sample.Mean, name + " mean");
            IntervalGolden.Close(IntervalGolden.Double(of.GetProperty("standard_error")), sample.StandardError, name + " standard error");
            IntervalGolden.Close(of.GetProperty("percentile"), BootstrapIntervals.Percentile(sample, nominal), name + " percentile");
            IntervalGolden.Close(IntervalGolden.Double(of.GetProperty("z0")), double.IsInfinity(bca.Bias) ? double.NaN : bca.Bias, name + " z0");
            IntervalGolden.Close(IntervalGolden.Double(of.GetProperty("acceleration")), bca.Acceleration, name + " acceleration");
            IntervalGolden.Close(of.GetProperty("bca_levels"), bca.Levels, name + " bca levels");
            IntervalGolden.Close(of.GetProperty("bca"), BootstrapIntervals.Percentile(sample, bca.Levels), name + " bca");
        }
    }

    private static void AssertDifferences(JsonElement expected, ResampledMetrics[] sets, Replicates[] bootstrap, string what)
    {
        Replicates differences = Differences.Between(bootstrap[0], bootstrap[1], sets[0].Metrics.Count);
        double[] first = sets[0].Estimate();
        double[] second = sets[1].Estimate();
        for (int statistic = 0; statistic < 3; statistic++)
        {
            int index = IntervalGolden.IndexOf(sets[0], statistic);
            JsonElement of = expected.GetProperty(IntervalGolden.Statistics[statistic]);
            ReplicateSample sample = new(differences.Column(index));
            string name = $"{what} difference of {IntervalGolden.Statistics[statistic]}";
            IntervalGolden.Close(IntervalGolden.Double(of.GetProperty("estimate")), first[index] - second[index], name);
            Assert.Equal(of.GetProperty("defined").GetInt32(), sample.Defined);
            IntervalGolden.Close(IntervalGolden.Double(of.GetProperty("standard_error")), sample.StandardError, name + " standard error");
            IntervalGolden.Close(of.GetProperty("percentile"), BootstrapIntervals.Percentile(sample, BootstrapIntervals.Nominal(0.95)), name + " percentile");
            IntervalGolden.Close(IntervalGolden.Double(of.GetProperty("p_two_sided")), Differences.PValue(sample.Sorted), name + " p");
        }
    }
}
