using System.Text.Json;
using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>The table and the document of a diagnosis.</summary>
public class GeometryReportTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void ToTable_FullDiagnosis_NamesEveryTopicAndReason()
    {
        string table = Diagnose().ToTable();
        string[] expected =
        [
            "Embedding: 24 rows of 4 values, 12 patients, 3 classes\n", "\nCone\n", "\nRank\n", "\nIntrinsic dimension\n", "\nHubness\n", "\nClasses\n",
            "\nCompared with Narrow\n", "mean pairwise cosine", "cosine, k = 5, other patients", "\nundefined\n", "modality gap: the widths differ, 4 and 2",
        ];
        Assert.All(expected, text => Assert.Contains(text, table, StringComparison.Ordinal));
        Assert.DoesNotContain("NaN", table, StringComparison.Ordinal);
        Assert.Equal(table, Diagnose().ToString());
    }

    [Fact]
    public void ToTable_AnyDiagnosis_NamesNoPatient() => Assert.DoesNotContain("p1", Diagnose().ToTable() + Diagnose().ToJson(), StringComparison.Ordinal);

    [Fact]
    public void ToJson_FullDiagnosis_HoldsEveryValueAndReason()
    {
        GeometryDiagnosis diagnosis = Diagnose();
        using JsonDocument document = JsonDocument.Parse(diagnosis.ToJson());
        JsonElement root = document.RootElement;
        Assert.Equal(diagnosis.Cone.MeanPairwiseCosine.Value, root.GetProperty("cone").GetProperty("meanPairwiseCosine").GetDouble());
        Assert.Equal(diagnosis.Rank.IsoScore.Value, root.GetProperty("rank").GetProperty("isoScore").GetDouble());
        Assert.Equal(diagnosis.Classes!.NeighbourVotes.Count, root.GetProperty("classes").GetProperty("neighbourVotes").GetArrayLength());
        Assert.Equal(24, root.GetProperty("points").GetArrayLength());
        Assert.Equal(50, root.GetProperty("cosines").GetProperty("all").GetArrayLength());
        Assert.Equal(2, root.GetProperty("sliceProfile").GetArrayLength());
        JsonElement comparison = root.GetProperty("comparisons")[0];
        Assert.Equal(JsonValueKind.Null, comparison.GetProperty("modalityGap").ValueKind);
        Assert.Contains(
            root.GetProperty("undefined").EnumerateArray(),
            entry => entry.GetProperty("figure").GetString() == "ModalityGap" && entry.GetProperty("reason").GetString() == "the widths differ, 4 and 2");
    }

    [Fact]
    public void Groups_FullDiagnosis_NameEachFigureOnceAndGiveReasons()
    {
        GeometryDiagnosis diagnosis = Diagnose();
        Assert.All(diagnosis.Groups, group => Assert.Equal(group.Figures.Count, group.Figures.Select(f => f.Name).Distinct().Count()));
        Assert.All(diagnosis.Groups.SelectMany(group => group.Figures), figure => Assert.Equal(figure.Figure.IsDefined, !double.IsNaN(figure.Figure.Value)));
    }

    private GeometryDiagnosis Diagnose() => _ml.CtVlm().DiagnoseGeometry(
        _ml.Data.LoadFromEnumerable(EmbeddedRow.Create(12)), "Embedding", "Label", patientColumn: "Patient", otherColumn: "Narrow", sliceWeightsColumn: "Weights", positionsColumn: "Positions");
}
