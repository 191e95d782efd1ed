using System.Text.Json;

namespace CtVlm.MLNet.Tests;

/// <summary>Whole patients on one side, the share asked within the largest patient.</summary>
public sealed class GroupedHoldoutTests
{
    public static TheoryData<string, double> Requests()
    {
        TheoryData<string, double> data = [];
        foreach (JsonElement table in FoldsGolden.Root.GetProperty("tables").EnumerateArray())
        {
            foreach (double fraction in new[] { 0.01, 0.1, 0.2, 1 / 3.0, 0.5, 0.9 })
            {
                data.Add(table.GetProperty("name").GetString()!, fraction);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void Assign_GoldenTable_KeepsPatientsTogetherAndTheShare(string name, double fraction)
    {
        JsonElement table = FoldsGolden.Table(name);
        int[] labels = FoldsGolden.Labels(table), patients = FoldsGolden.Number(FoldsGolden.Patients(table));
        double largest = patients.CountBy(p => p).Max(p => p.Value) / (double)labels.Length;
        for (int seed = 0; seed < 10; seed++)
        {
            bool[] test = GroupedHoldout.Assign(labels, patients, fraction, seed);

            Assert.All(test.Zip(patients).GroupBy(row => row.Second), patient => Assert.Single(patient.Select(row => row.First).Distinct()));
            Assert.Equal(2, test.Distinct().Count());
            Assert.InRange(Math.Abs((test.Count(t => t) / (double)test.Length) - fraction), 0, largest + 1e-12);
            Assert.Equal(test, GroupedHoldout.Assign(labels, patients, fraction, seed));
        }
    }

    [Fact]
    public void Assign_FifthOfSkewedClasses_KeepsClassShares()
    {
        JsonElement table = FoldsGolden.Table("skewed");
        int[] labels = FoldsGolden.Labels(table), patients = FoldsGolden.Number(FoldsGolden.Patients(table));

        bool[] test = GroupedHoldout.Assign(labels, patients, 0.2, seed: 1);

        int[] rows = [.. Enumerable.Range(0, test.Length).Where(row => test[row])];
        Assert.All(labels.Distinct(), label => Assert.InRange(
            (rows.Count(row => labels[row] == label) / (double)rows.Length) - (labels.Count(l => l == label) / (double)labels.Length), -0.03, 0.03));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(-0.2)]
    [InlineData(double.NaN)]
    public void Assign_FractionOutOfRange_Throws(double fraction)
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => GroupedHoldout.Assign([0, 1, 0, 1], [0, 1, 2, 3], fraction, seed: 1));

        Assert.Contains("above 0 and below 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Assign_ClassOfOnePatient_Throws()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => GroupedHoldout.Assign([0, 0, 1, 1], [0, 1, 2, 2], 0.5, seed: 1));

        Assert.Contains("class 1 in 1 patient", error.Message, StringComparison.Ordinal);
    }
}
