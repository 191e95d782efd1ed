using System.Diagnostics;
using System.Text.Json;

namespace CtVlm.MLNet.Tests;

/// <summary>The properties of tests/Golden/metrics/folds.json.</summary>
public sealed class StratifiedGroupFoldsTests
{
    public static TheoryData<string, int> Requests()
    {
        TheoryData<string, int> data = [];
        foreach (JsonElement table in FoldsGolden.Root.GetProperty("tables").EnumerateArray())
        {
            foreach (JsonElement request in table.GetProperty("requests").EnumerateArray())
            {
                data.Add(table.GetProperty("name").GetString()!, request.GetProperty("folds").GetInt32());
            }
        }

        return data;
    }

    public static TheoryData<string> Refusals() => [.. FoldsGolden.Root.GetProperty("refuse").EnumerateArray().Select(r => r.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Requests))]
    public void Assign_GoldenTable_MeetsTheBoundsForAnySeedAndOrderOfRows(string name, int folds)
    {
        JsonElement table = FoldsGolden.Table(name);
        JsonElement request = table.GetProperty("requests").EnumerateArray().Single(r => r.GetProperty("folds").GetInt32() == folds);
        int[] labels = FoldsGolden.Labels(table), patients = FoldsGolden.Number(FoldsGolden.Patients(table));
        double share = request.GetProperty("bound_share").GetDouble() + 1e-12;
        double size = Math.Max(request.GetProperty("bound_size").GetDouble(), 1.0 / labels.Length) + 1e-12;
        bool needsAll = request.GetProperty("sklearn_unshuffled").GetProperty("every_class_in_every_fold").GetBoolean();
        for (int seed = 0; seed < 20; seed++)
        {
            int[] order = [.. Enumerable.Range(0, labels.Length)];
            new Random(seed).Shuffle(order);
            int[] y = [.. order.Select(row => labels[row])], p = [.. order.Select(row => 1000 - patients[row])];

            int[] assigned = StratifiedGroupFolds.Assign(y, p, folds, seed);

            (double actualShare, double actualSize, bool hasAll) = FoldsGolden.Measure(y, assigned, folds);
            Assert.True(actualShare <= share && actualSize <= size, $"seed {seed}: share {actualShare} of {share}, size {actualSize} of {size}");
            Assert.True(hasAll || !needsAll, $"seed {seed}: a fold lacks a class");
            Assert.All(assigned, fold => Assert.InRange(fold, 0, folds - 1));
            Assert.Equal(folds, assigned.Distinct().Count());
            Assert.All(assigned.Zip(p).GroupBy(row => row.Second), patient => Assert.Single(patient.Select(row => row.First).Distinct()));
            Assert.Equal(assigned, StratifiedGroupFolds.Assign(y, p, folds, seed));
        }
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Assign_GoldenRefusal_NamesTheProblem(string name)
    {
        JsonElement table = FoldsGolden.Refusal(name);

        ArgumentException error = Assert.ThrowsAny<ArgumentException>(() => StratifiedGroupFolds.Assign(
            FoldsGolden.Labels(table), FoldsGolden.Number(FoldsGolden.Patients(table)), table.GetProperty("folds").GetInt32(), seed: 1));

        Assert.Contains(table.GetProperty("error_names_any_of").EnumerateArray(), word => error.Message.Contains(word.GetString()!, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Assign_AnotherSeed_GivesOtherFolds()
    {
        JsonElement table = FoldsGolden.Table("skewed");
        int[] labels = FoldsGolden.Labels(table), patients = FoldsGolden.Number(FoldsGolden.Patients(table));

        Assert.NotEqual(StratifiedGroupFolds.Assign(labels, patients, 5, seed: 1), StratifiedGroupFolds.Assign(labels, patients, 5, seed: 2));
    }

    [Fact]
    public void Assign_RareClassAmongPatientsOfSeveralClasses_IsInEveryFold()
    {
        // Five patients have class 2, in very different amounts; the greedy step alone puts two of them together.
        int[] patients = [.. Enumerable.Range(0, 400).Select(row => row / 4)];
        int[] labels = [.. Enumerable.Range(0, 400).Select(row => row / 4 < 5 && row % 4 <= row / 4 % 4 ? 2 : row / 4 % 2)];

        int[] folds = StratifiedGroupFolds.Assign(labels, patients, 5, seed: 3);

        Assert.True(FoldsGolden.Measure(labels, folds, 5).HasAll);
    }

    [Fact]
    public void Assign_ThousandsOfPatients_TakesSeconds()
    {
        Random random = new(5);
        int[] patients = [.. Enumerable.Range(0, 30_000).Select(_ => random.Next(6_000))], labels = [.. Enumerable.Range(0, 30_000).Select(_ => random.Next(10) / 3)];
        Stopwatch time = Stopwatch.StartNew();

        int[] folds = StratifiedGroupFolds.Assign(labels, patients, 10, seed: 1);

        Assert.InRange(FoldsGolden.Measure(labels, folds, 10).Share, 0, 0.001);
        Assert.InRange(time.Elapsed.TotalSeconds, 0, 60);
    }
}
