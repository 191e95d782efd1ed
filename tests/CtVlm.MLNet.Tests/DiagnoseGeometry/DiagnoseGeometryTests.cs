using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>The verb: what it reads, leaves out, and finds.</summary>
public class DiagnoseGeometryTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void DiagnoseGeometry_EmbeddingOnly_HasNeitherClassesNorComparisons()
    {
        GeometryDiagnosis diagnosis = _ml.CtVlm().DiagnoseGeometry(View(EmbeddedRow.Create(12)), "Embedding");
        Assert.Equal((24, 24, 4, 24), ((int)diagnosis.RowsRead, diagnosis.Rows, diagnosis.Width, diagnosis.Points.Count));
        Assert.Null(diagnosis.Classes);
        Assert.Null(diagnosis.Patients);
        Assert.Empty(diagnosis.Comparisons);
        Assert.Empty(diagnosis.SliceProfile);
        Assert.Equal(24 * 23 / 2, diagnosis.Cosines.All.Sum());
        Assert.Equal(4, diagnosis.Spectrum.Count);
        Assert.InRange(diagnosis.Rank.EffectiveRank.Value, 1, 4);
    }

    [Fact]
    public void DiagnoseGeometry_PatientsWithTwoVisits_DisjointVotesAreWorse()
    {
        // The other visit of the same patient gives the class away; without it, classes dealt by chance cannot be known.
        GeometryDiagnosis diagnosis = _ml.CtVlm().DiagnoseGeometry(View(EmbeddedRow.Create(60)), "Embedding", "Label", patientColumn: "Patient");
        Assert.Equal(60, diagnosis.Patients);
        Assert.Equal(1, Vote(diagnosis, isDisjoint: false));
        Assert.InRange(Vote(diagnosis, isDisjoint: true), 0, 0.6);
        Assert.All(diagnosis.Classes!.Separability, s => Assert.True(s.PatientDisjointAccuracy.IsDefined, s.PatientDisjointAccuracy.Undefined));
    }

    [Fact]
    public void DiagnoseGeometry_TextAndOtherColumn_ComparesBoth()
    {
        GeometryDiagnosis diagnosis = _ml.CtVlm().DiagnoseGeometry(View(EmbeddedRow.Create(20)), "Embedding", textColumn: "Text", otherColumn: "Narrow");
        Assert.Equal(["Text", "Narrow"], diagnosis.Comparisons.Select(c => c.ColumnName));
        Assert.InRange(diagnosis.Comparisons[0].Figures.CkaLinear.Value, 0.2, 0.999);
        Assert.True(diagnosis.Comparisons[0].Figures.ModalityGap.IsDefined);
        Assert.Equal("the widths differ, 4 and 2", diagnosis.Comparisons[1].Figures.ModalityGap.Undefined);
        Assert.True(diagnosis.Comparisons[1].Figures.ProcrustesDisparity.IsDefined);
    }

    [Fact]
    public void DiagnoseGeometry_TheColumnItself_IsAlikeInEveryFigure()
    {
        GeometryDiagnosis diagnosis = _ml.CtVlm().DiagnoseGeometry(View(EmbeddedRow.Create(20)), "Embedding", otherColumn: "Embedding");
        Assert.Equal(1, diagnosis.Comparisons[0].Figures.CkaLinear, 1e-12);
        Assert.Equal(1, diagnosis.Comparisons[0].Figures.CkaRbf, 1e-12);
        Assert.Equal(0, diagnosis.Comparisons[0].Figures.ProcrustesDisparity, 1e-12);
        Assert.Equal(1, diagnosis.Comparisons[0].Figures.Svcca, 1e-12);
    }

    [Fact]
    public void DiagnoseGeometry_RowsWithNaN_AreLeftOutAndCounted()
    {
        EmbeddedRow[] rows = EmbeddedRow.Create(12);
        rows[3].Embedding[1] = float.NaN;
        rows[5].Text[0] = float.PositiveInfinity;
        GeometryDiagnosis diagnosis = _ml.CtVlm().DiagnoseGeometry(View(rows), "Embedding", textColumn: "Text");
        Assert.Equal((24, 2, 22), ((int)diagnosis.RowsRead, (int)diagnosis.MissingRows, diagnosis.Rows));
        Assert.Contains("2 rows with missing values left out", diagnosis.ToTable(), StringComparison.Ordinal);
    }

    [Fact]
    public void DiagnoseGeometry_ZeroAndUnlabelledRows_AreCounted()
    {
        EmbeddedRow[] rows = EmbeddedRow.Create(12);
        rows[0].Embedding = new float[4];
        rows[1].Label = "";
        GeometryDiagnosis diagnosis = _ml.CtVlm().DiagnoseGeometry(View(rows), "Embedding", "Label");
        Assert.Equal((1, 1), (diagnosis.ZeroRows, diagnosis.UnlabelledRows));
        Assert.Equal(-1, diagnosis.Points[1].ClassIndex);
        Assert.Equal(23 * 22 / 2, diagnosis.Cosines.All.Sum());
    }

    [Theory]
    [InlineData("Label", "mild", "normal", "severe")]
    [InlineData("Flag", "false", "true")]
    [InlineData("Grade", "0", "1", "2")]
    [InlineData("Key", "severe", "mild", "normal")]
    [InlineData("Severity", "0", "1", "2")]
    public void DiagnoseGeometry_AnyLabelType_NamesTheClasses(string column, params string[] expected)
    {
        EmbeddedRow[] rows = EmbeddedRow.Create(12);
        rows = [.. rows.Skip(4), .. rows.Take(4)];
        IDataView view = _ml.Transforms.Conversion.MapValueToKey("Key", "Label")
            .Append(_ml.Transforms.Conversion.ConvertType("Severity", "Grade", Microsoft.ML.Data.DataKind.Single)).Fit(View(rows)).Transform(View(rows));
        Assert.Equal(expected, _ml.CtVlm().DiagnoseGeometry(view, "Embedding", column).ClassNames);
    }

    [Fact]
    public void DiagnoseGeometry_SliceWeights_GiveAProfile()
    {
        GeometryDiagnosis diagnosis = _ml.CtVlm().DiagnoseGeometry(
            View(EmbeddedRow.Create(3)), "Embedding", sliceWeightsColumn: "Weights", positionsColumn: "Positions");
        Assert.Equal([new SliceProfileBin(-10, 0, 0.25, 6), new SliceProfileBin(10, 20, 0.75, 6)], diagnosis.SliceProfile);
    }

    [Fact]
    public void DiagnoseGeometry_MoreRowsThanTheBounds_DrawsASampleAndSaysSo()
    {
        GeometryDiagnosisOptions options = new() { MaxRows = 40, MaxPairRows = 20, Seed = 5 };
        GeometryDiagnosis first = Diagnose(), second = Diagnose();
        Assert.Equal((40, 20), (first.Rows, first.PairRows));
        Assert.Equal(["40 rows drawn from 100 with seed 5", "figures over pairs of rows and of classes: 20 rows drawn from 40 with seed 5"], first.Notes.Take(2));
        Assert.Equal(first.ToJson(), second.ToJson());

        GeometryDiagnosis Diagnose() => _ml.CtVlm().DiagnoseGeometry(View(EmbeddedRow.Create(50)), "Embedding", "Label", options: options);
    }

    [Fact]
    public void DiagnoseGeometry_FewRows_LowersNeighboursAndSaysSo()
    {
        GeometryDiagnosis diagnosis = _ml.CtVlm().DiagnoseGeometry(View(EmbeddedRow.Create(3)), "Embedding");
        Assert.Contains("hubness, cosine: k = 10 lowered to 5 for 6 rows", diagnosis.Notes);
        Assert.Equal([5], diagnosis.Dimension.Likelihood.Select(l => l.Neighbours));
    }

    private static double Vote(GeometryDiagnosis diagnosis, bool isDisjoint) =>
        diagnosis.Classes!.NeighbourVotes.First(v => v.Neighbours == 1 && v.IsPatientDisjoint == isDisjoint).Accuracy;

    private IDataView View(IEnumerable<EmbeddedRow> rows) => _ml.Data.LoadFromEnumerable(rows);
}
