using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>What the verb refuses, and how it says so.</summary>
public class DiagnoseGeometryRefusalTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void DiagnoseGeometry_NoSuchColumn_ListsTheColumns()
    {
        var failure = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.CtVlm().DiagnoseGeometry(View(), "Vector"));
        Assert.Contains("DiagnoseGeometry: there is no column 'Vector'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Embedding, Text", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Weights")]
    [InlineData("Label")]
    public void DiagnoseGeometry_EmbeddingOfOtherType_SaysWhatIsExpected(string column)
    {
        var failure = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.CtVlm().DiagnoseGeometry(View(), column));
        Assert.Contains($"column '{column}' must be a known-size vector of Single", failure.Message, StringComparison.Ordinal);
        Assert.Contains("PoolEmbeddings", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DiagnoseGeometry_FractionAsLabelOrPatient_IsRefused()
    {
        EmbeddedRow[] rows = EmbeddedRow.Create(3);
        rows[1].Fraction = 0.25f;
        var label = Assert.Throws<InvalidOperationException>(() => _ml.CtVlm().DiagnoseGeometry(View(rows), "Embedding", "Fraction"));
        var patient = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.CtVlm().DiagnoseGeometry(View(), "Embedding", patientColumn: "Fraction"));
        Assert.Contains("row 1: label column 'Fraction' holds 0.25; whole numbers expected", label.Message, StringComparison.Ordinal);
        Assert.Contains("text, a key or a whole number", patient.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DiagnoseGeometry_TextOfVariableSize_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.CtVlm().DiagnoseGeometry(View(), "Embedding", textColumn: "Weights"));

    [Fact]
    public void DiagnoseGeometry_PositionsOfTextType_AreRefused() => Assert.Throws<ArgumentOutOfRangeException>(
        () => _ml.CtVlm().DiagnoseGeometry(View(), "Embedding", sliceWeightsColumn: "Weights", positionsColumn: "Label"));

    [Fact]
    public void DiagnoseGeometry_WeightsWithoutPositions_IsRefused()
    {
        var failure = Assert.Throws<ArgumentException>(() => _ml.CtVlm().DiagnoseGeometry(View(), "Embedding", sliceWeightsColumn: "Weights"));
        Assert.Contains("name both columns or neither", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DiagnoseGeometry_MoreWeightsThanPositions_NamesTheRow()
    {
        EmbeddedRow[] rows = EmbeddedRow.Create(3);
        rows[2].Weights = [1, 2, 3];
        var failure = Assert.Throws<InvalidOperationException>(
            () => _ml.CtVlm().DiagnoseGeometry(View(rows), "Embedding", sliceWeightsColumn: "Weights", positionsColumn: "Positions"));
        Assert.Contains("row 2: columns 'Weights' and 'Positions' hold 3 weights and 2 positions", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DiagnoseGeometry_EmptyPatient_NamesTheRow()
    {
        EmbeddedRow[] rows = EmbeddedRow.Create(3);
        rows[4].Patient = " ";
        var failure = Assert.Throws<InvalidOperationException>(() => _ml.CtVlm().DiagnoseGeometry(View(rows), "Embedding", patientColumn: "Patient"));
        Assert.Contains("row 4: patient column 'Patient' is empty", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DiagnoseGeometry_NoFiniteRow_SaysHowManyWereRead()
    {
        EmbeddedRow[] rows = EmbeddedRow.Create(1);
        Array.ForEach(rows, row => row.Embedding[0] = float.NaN);
        var failure = Assert.Throws<InvalidOperationException>(() => _ml.CtVlm().DiagnoseGeometry(View(rows), "Embedding"));
        Assert.Contains("2 read, 2 of them with missing values", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DiagnoseGeometry_OptionsOutOfRange_AreListedTogether()
    {
        GeometryDiagnosisOptions options = new() { VoteNeighbours = [0], Folds = 1, MaxPairRows = 1, RidgeAlpha = double.NaN };
        var failure = Assert.Throws<ArgumentException>(() => _ml.CtVlm().DiagnoseGeometry(View(), "Embedding", options: options));
        Assert.All(new[] { "VoteNeighbours", "Folds", "MaxPairRows", "RidgeAlpha" }, name => Assert.Contains(name, failure.Message, StringComparison.Ordinal));
    }

    private IDataView View(EmbeddedRow[]? rows = null) => _ml.Data.LoadFromEnumerable(rows ?? EmbeddedRow.Create(3));
}
