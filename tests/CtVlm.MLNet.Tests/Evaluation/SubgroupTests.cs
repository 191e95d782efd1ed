using System.Text.Json;
using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>Metrics by the value of a column.</summary>
public sealed class SubgroupTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void EvaluateClinical_TextSubgroup_EqualsTheMetricsOfItsRows()
    {
        ScoredRow[] rows = Rows(["b", "a", "b", "a", "b", "b", "a", "b"]);

        ClinicalClassificationMetrics metrics = Evaluate(rows, "Site");

        Assert.Equal(["a", "b"], metrics.Subgroups.Select(subgroup => subgroup.Value));
        foreach (ClinicalSubgroup<ClinicalClassificationMetrics> subgroup in metrics.Subgroups)
        {
            ScoredRow[] own = [.. rows.Where(row => row.Site == subgroup.Value)];
            Assert.Equal(own.Length, subgroup.Count);
            Assert.Equal(own.Select(row => row.Patient).Distinct().Count(), subgroup.Groups);
            Assert.Equal(Evaluate(own, null).ToJson(), subgroup.Metrics!.ToJson());
        }

        Assert.Equal(WithoutSubgroups(Evaluate(rows, null).ToTable()), WithoutSubgroups(metrics.ToTable()));
    }

    [Fact]
    public void EvaluateClinical_NoSubgroupColumn_HasNone() => Assert.Empty(Evaluate(Rows(["a"]), null).Subgroups);

    [Theory]
    [InlineData("PatientNumber", new[] { "-3", "-2", "-1", "0" })]
    [InlineData("PatientKey", new[] { "0", "1", "2", "3" })]
    [InlineData("Contrast", new[] { "false", "true" })]
    public void EvaluateClinical_OtherTypes_StandInOrderOfValue(string column, string[] expected)
    {
        ScoredRow[] rows = Rows(["a"]);
        rows[3].Contrast = true;

        ClinicalClassificationMetrics metrics = Evaluate(rows, column);

        Assert.Equal(expected, metrics.Subgroups.Select(subgroup => subgroup.Value));
        Assert.Equal(8, metrics.Subgroups.Sum(subgroup => subgroup.Count));
    }

    [Fact]
    public void EvaluateClinical_SmallOrMissingSubgroup_IsReportedAndLast()
    {
        ScoredRow[] rows = Rows(["b", "b", "", "b", "a", "b", "b", "b"]);

        ClinicalClassificationMetrics metrics = Evaluate(rows, "Site");

        Assert.Equal(["a", "b", null], metrics.Subgroups.Select(subgroup => subgroup.Value));
        Assert.Equal([1, 6, 1], metrics.Subgroups.Select(subgroup => subgroup.Count));
        Assert.Equal("no row of another class", metrics.Subgroups[0].Metrics!.PerClass[1].Undefined["Auroc"]);
        Assert.Contains("(missing)", metrics.ToTable(), StringComparison.Ordinal);
        MetricsWalk.EveryNanHasAReason(metrics);
    }

    [Fact]
    public void EvaluateClinical_SubgroupWithoutLabels_IsListedWithoutMetrics()
    {
        ScoredRow[] rows = Rows(["a", "b", "a", "b", "a", "b", "a", "b"]);
        foreach (ScoredRow row in rows.Where(row => row.Site == "b"))
        {
            row.Label = float.NaN;
        }

        ClinicalClassificationMetrics metrics = Evaluate(rows, "Site");

        Assert.Equal(4, metrics.MissingLabelRows);
        Assert.Equal(0, metrics.Subgroups[0].Metrics!.MissingLabelRows);
        Assert.Equal("b", metrics.Subgroups[1].Value);
        Assert.Equal(0, metrics.Subgroups[1].Count);
        Assert.Null(metrics.Subgroups[1].Groups);
        Assert.Null(metrics.Subgroups[1].Metrics);
        using JsonDocument document = JsonDocument.Parse(metrics.ToJson());
        MetricsWalk.EqualsJson(metrics, document.RootElement);
    }

    [Fact]
    public void EvaluateClinical_SubgroupOfFloats_IsRefused()
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => Evaluate(Rows(["a"]), "PatientFloat"));

        Assert.StartsWith(
            "EvaluateClinical: subgroup column 'PatientFloat' must be text, a key, a bool or an integer, got Single. Turn a measurement into bins with a name first.",
            error.Message,
            StringComparison.Ordinal);
        Assert.Equal("subgroupColumnName", error.ParamName);
    }

    [Fact]
    public void EvaluateClinical_IdentifierAsSubgroup_IsRefusedWithoutNamingValues()
    {
        float[] labels = [.. Enumerable.Range(0, 210).Select(i => (float)(i % 3))];

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Evaluate(ScoredRow.Of(labels, labels, 3), "Patient"));

        Assert.Equal(
            "EvaluateClinical: row 200: subgroup column 'Patient' has more than 100 values, at most 100 expected. " +
            "Is it a group, not an identifier? Join rare values into one first.",
            error.Message);
    }

    private static ScoredRow[] Rows(string[] sites)
    {
        ScoredRow[] rows = ScoredRow.Of([0, 1, 2, 0, 1, 2, 1, 1], [0, 1, 1, 0, 2, 2, 1, 0], 3);
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i].Site = sites[i % sites.Length];
        }

        return rows;
    }

    private static string WithoutSubgroups(string table)
        => string.Join("\n\n", table.Split("\n\n").Where(section => !section.StartsWith("subgroup ", StringComparison.Ordinal)));

    private ClinicalClassificationMetrics Evaluate(ScoredRow[] rows, string? subgroup)
        => _ml.MulticlassClassification.EvaluateClinical(ScoredRow.View(_ml, rows, 3), groupColumnName: "Patient", subgroupColumnName: subgroup, missingLabels: MissingLabelPolicy.SkipRow);
}
