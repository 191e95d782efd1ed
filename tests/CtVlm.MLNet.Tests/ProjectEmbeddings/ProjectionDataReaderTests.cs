using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet.Tests;

/// <summary>The columns of classes and of the other modality: kinds, missing values, refusals.</summary>
public class ProjectionDataReaderTests
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly List<string> _log = [];

    public ProjectionDataReaderTests() => _ml.Log += (_, e) => _log.Add(e.Message);

    // Text in the order of its letters, numbers by size, false before true.
    [Theory]
    [InlineData("Label", new[] { 0, 1, 2, 0 })]
    [InlineData("Text", new[] { 0, 1, 2, 0 })]
    [InlineData("Whole", new[] { 0, 1, 2, 0 })]
    [InlineData("Flag", new[] { 0, 1, 0, 0 })]
    [InlineData("Single", new[] { 0, 1, 2, 0 })]
    public void Read_LabelOfAnyKind_GivesClassesFromZero(string column, int[] expected) =>
        Assert.Equal(expected, Read(GeometryRow.Create()[..4], column).Classes);

    [Theory]
    [InlineData(DataKind.Byte)]
    [InlineData(DataKind.SByte)]
    [InlineData(DataKind.Int16)]
    [InlineData(DataKind.UInt16)]
    [InlineData(DataKind.UInt32)]
    [InlineData(DataKind.Int64)]
    [InlineData(DataKind.UInt64)]
    public void Read_WholeNumberOfAnyWidth_GivesClassesFromZero(DataKind kind)
    {
        GeometryRow[] rows = GeometryRow.Create()[..4];
        IDataView view = _ml.Transforms.Conversion.ConvertType("Kind", "Digit", kind).Fit(View(rows)).Transform(View(rows));
        Assert.Equal([0, 1, 2, 0], Read(view, "Kind").Classes);
    }

    [Fact]
    public void Read_KeyThatDoesNotOccur_IsNoClass()
    {
        GeometryRow[] rows = [.. GeometryRow.Create().Where(r => r.Label != 1).Take(4)];
        Assert.Equal([0, 1, 0, 1], Read(rows, "Label").Classes);
    }

    [Fact]
    public void Read_RowsWithAnythingMissing_AreLeftOutOfAllColumns()
    {
        GeometryRow[] rows = GeometryRow.Create()[..6];
        rows[0].Label = 3;
        rows[1].Counterpart[2] = float.NaN;
        rows[2].Embedding[5] = float.PositiveInfinity;
        rows[2].Label = 3;
        ProjectionData data = Read(rows, "Label", "Counterpart");
        Assert.Equal(rows[3..].SelectMany(r => r.Embedding), data.Rows.ToArray());
        Assert.Equal(rows[3..].SelectMany(r => r.Counterpart), data.Counterparts.ToArray());
        Assert.Equal([0, 1, 2], data.Classes);
        Assert.Contains(_log, line => line.Contains(
            "3 training rows with missing values were left out of the fit: 1 in 'Embedding', 2 without a class in 'Label', 1 in 'Counterpart'.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Read_EmptyText_IsMissing(string text)
    {
        GeometryRow[] rows = GeometryRow.Create()[..3];
        rows[1].Text = text;
        ProjectionData data = Read(rows, "Text");
        Assert.Equal([0, 1], data.Classes);
        Assert.Equal(2, data.Count);
    }

    [Fact]
    public void Read_Fraction_NamesTheRow()
    {
        GeometryRow[] rows = GeometryRow.Create()[..4];
        rows[2].Single = 0.5f;
        string message = Assert.Throws<InvalidOperationException>(() => Read(rows, "Single")).Message;
        Assert.Contains("row 2: label column 'Single' holds 0.5; whole numbers expected", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoNumber_IsMissing()
    {
        GeometryRow[] rows = GeometryRow.Create()[..4];
        rows[1].Single = float.NaN;
        Assert.Equal([0, 1, 0], Read(rows, "Single").Classes);
    }

    [Fact]
    public void Read_NoColumnAskedFor_HasNone()
    {
        ProjectionData data = Read(GeometryRow.Create(), null);
        Assert.Empty(data.Classes);
        Assert.True(data.Counterparts.IsEmpty);
        Assert.Equal(40, data.Count);
    }

    [Theory]
    [InlineData("Embedding", "Vector<Single, 6>")]
    public void Find_LabelOfAnotherType_IsRefused(string column, string type)
    {
        DataViewSchema schema = View(GeometryRow.Create()).Schema;
        ProjectionColumnNames names = new("lda", "Embedding", column);
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => ProjectionColumns.Find(Host(), schema, names)).Message;
        Assert.Contains($"classes of projection 'lda'): column '{column}' must be a key, text, Boolean or whole number, got {type}", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ProjectionColumns.Find(Host(), SchemaShapes.Create(schema), names));
    }

    [Theory]
    [InlineData("Label")]
    [InlineData("Text")]
    [InlineData("Whole")]
    [InlineData("Flag")]
    [InlineData("Single")]
    public void Find_LabelPromised_IsAccepted(string column) =>
        Assert.Equal("Embedding", ProjectionColumns.Find(Host(), SchemaShapes.Create(View(GeometryRow.Create()).Schema), new("lda", "Embedding", column, "Counterpart")).Name);

    [Fact]
    public void Find_CounterpartThatIsNoVector_IsRefused()
    {
        DataViewSchema schema = View(GeometryRow.Create()).Schema;
        ProjectionColumnNames names = new("gap-shift", "Embedding", Counterpart: "Single");
        Assert.Throws<ArgumentOutOfRangeException>(() => ProjectionColumns.Find(Host(), schema, names));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProjectionColumns.Find(Host(), SchemaShapes.Create(schema), names));
    }

    [Fact]
    public void Fit_CounterpartOfAnotherWidth_IsRefused()
    {
        IDataView rows = View(GeometryRow.Create());
        IDataView wide = _ml.Transforms.Concatenate("Counterpart", "Counterpart", "Counterpart").Fit(rows).Transform(rows);
        ProjectEmbeddingsEstimator estimator = _ml.Transforms.ProjectEmbeddings("Features", "Embedding", EmbeddingProjection.ModalityGapShift(1, "Counterpart", EmbeddingModality.Image));
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(wide)).Message;
        Assert.Contains("column 'Counterpart' must be a vector of 6 Single, as 'Embedding' is, got Vector<Single, 12>", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_GapShift_UsesTheRowsThatHaveBoth()
    {
        GeometryRow[] rows = GeometryRow.Create();
        rows[7].Counterpart[0] = float.NaN;
        var projection = EmbeddingProjection.ModalityGapShift(1, "Counterpart", EmbeddingModality.Image);
        double? all = _ml.Transforms.ProjectEmbeddings("Features", "Embedding", projection).Fit(View(rows)).Projection.ShiftNorm;
        double? complete = _ml.Transforms.ProjectEmbeddings("Features", "Embedding", projection).Fit(View([.. rows[..7], .. rows[8..]])).Projection.ShiftNorm;
        Assert.Equal(complete, all);
    }

    private IHost Host() => ((IHostEnvironment)_ml).Register("Test");

    private ProjectionData Read(IEnumerable<GeometryRow> rows, string? label, string? counterpart = null) => Read(View(rows), label, counterpart);

    private ProjectionData Read(IDataView view, string? label, string? counterpart = null) =>
        new ProjectionDataReader(Host(), ProjectionColumns.Find(Host(), view.Schema, new ProjectionColumnNames("test", "Embedding", label, counterpart))).Read(view);

    private IDataView View(IEnumerable<GeometryRow> rows) => _ml.Data.LoadFromEnumerable(rows);
}
