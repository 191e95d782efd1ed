using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

public class EmbedCtBatchingTests
{
    [Fact]
    public void Transform_AnyBatchSize_GivesTheSameBags()
    {
        List<float[]>[] results = [.. new[] { 1, 8, 64 }.Select(size => new EmbedCtFixture(runtime: new CtRuntimeOptions { BatchSize = size }).ReadBags(new EmbedCtFixture().View()))];
        foreach (List<float[]> other in results[1..])
        {
            Assert.All(results[0].Zip(other), pair => Assert.Equal(pair.First, pair.Second, (a, b) => Math.Abs(a - b) <= 1e-5f));
        }
    }

    [Fact]
    public void Transform_BatchesReachOverSeries()
    {
        var fixture = new EmbedCtFixture(runtime: new CtRuntimeOptions { BatchSize = 8 });
        fixture.ReadBags(fixture.View(8));
        Assert.Equal((24, 3), (fixture.Counter.Slices, fixture.Counter.Calls));
    }

    [Theory]
    [InlineData("BodyExtent(3)", 3)]
    [InlineData("Planes(3,2,1)", 6)]
    public void Transform_SelectionThatNeedsTheVolume_GivesAVectorAPicture(string slices, int expected)
    {
        var fixture = new EmbedCtFixture { Rendering = CtRendering.EnterographyRgb(SliceSelection.Parse(slices)) };
        Assert.All(fixture.ReadBags(fixture.View(3)), bag => Assert.Equal(expected * CountingEncoder.Width, bag.Length));
        Assert.Equal(3 * expected, fixture.Counter.Slices);
    }

    [Fact]
    public void Transform_PermutedRows_KeepEachRowsOwnColumns()
    {
        var fixture = new EmbedCtFixture(runtime: new CtRuntimeOptions { BatchSize = 8 });
        List<CtStudy> studies = [.. TestCohort.Shared.Rows(fixture.Ml).OrderBy(s => s.PatientId.Reverse().First()).ThenBy(s => s.PatientId, StringComparer.Ordinal)];
        IDataView view = fixture.Ml.Data.LoadFromEnumerable(studies);
        List<object?[]> rows = ViewReading.ReadRows(fixture.Pipeline().Fit(view).Transform(view), "PatientId", "Slices", "SeriesPath");
        Assert.Equal(studies.Select(s => s.PatientId), rows.Select(r => (string)r[0]!));
        Assert.All(rows, row => Assert.Equal(fixture.BagAlone((string)row[2]!), (float[])row[1]!, (a, b) => Math.Abs(a - b) <= 1e-5f));
    }

    [Fact]
    public void Cursor_ValueReadFromTheMiddle_IsThatRows()
    {
        var fixture = new EmbedCtFixture();
        IDataView view = fixture.Pipeline().Fit(fixture.View()).Transform(fixture.View());
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Slices"], view.Schema["SeriesPath"]]);
        Func<object?> bag = ViewReading.CreateReader(cursor, view.Schema["Slices"]);
        Func<object?> path = ViewReading.CreateReader(cursor, view.Schema["SeriesPath"]);
        for (int row = 0; row < 6; row++)
        {
            Assert.True(cursor.MoveNext());
        }

        Assert.Equal(fixture.BagAlone((string)path()!), (float[])bag()!, (a, b) => Math.Abs(a - b) <= 1e-5f);
    }

    [Fact]
    public void Cursor_ColumnNotAskedFor_NeverCallsTheEncoder()
    {
        var fixture = new EmbedCtFixture();
        IDataView view = fixture.Pipeline().Fit(fixture.View()).Transform(fixture.View());
        Assert.Equal(24, ViewReading.ReadColumn<string>(view, "PatientId").Count);
        Assert.Equal((0, 0), (fixture.Counter.Calls, fixture.Counter.Loaded));
    }

    [Fact]
    public void Cursor_ColumnActiveButNotRead_NeverCallsTheEncoder()
    {
        var fixture = new EmbedCtFixture();
        IDataView view = fixture.Pipeline().Fit(fixture.View()).Transform(fixture.View());
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        while (cursor.MoveNext())
        {
        }

        Assert.Equal(0, fixture.Counter.Calls);
    }

    [Fact]
    public async Task Cursors_TwoAtOnce_GiveTheSame()
    {
        var fixture = new EmbedCtFixture();
        IDataView view = fixture.Pipeline().Fit(fixture.View()).Transform(fixture.View());
        Task<List<float[]>>[] readings = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() => ViewReading.ReadColumn<float[]>(view, "Slices"), TestContext.Current.CancellationToken))];
        List<float[]>[] results = await Task.WhenAll(readings);
        Assert.Equal(results[0], results[1]);
    }

    [Fact]
    public void Cursor_DisposedMidway_EndsTheReadAhead()
    {
        var fixture = new EmbedCtFixture(new CountingEncoder { Delay = TimeSpan.FromMilliseconds(5) }, new CtRuntimeOptions { BatchSize = 1 });
        ITransformer model = fixture.Pipeline().Fit(fixture.View());
        IDataView view = model.Transform(fixture.View());
        using (DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Slices"]]))
        {
            cursor.MoveNext();
            ViewReading.CreateReader(cursor, view.Schema["Slices"])();
        }

        int calls = fixture.Counter.Calls;
        Assert.InRange(calls, 1, 6);
        ((IDisposable)model).Dispose();
        Assert.Equal(0, fixture.Counter.Loaded);
    }

    [Fact]
    public void Cursor_RandomOrderAskedFor_StaysInOrder()
    {
        var fixture = new EmbedCtFixture();
        IDataView view = fixture.Pipeline().Fit(fixture.View()).Transform(fixture.View());
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["PatientId"], view.Schema["Slices"]], new Random(3));
        Func<object?> patient = ViewReading.CreateReader(cursor, view.Schema["PatientId"]);
        List<string> patients = [];
        while (cursor.MoveNext())
        {
            patients.Add((string)patient()!);
        }

        Assert.Equal(TestCohort.Shared.Rows(fixture.Ml).Select(s => s.PatientId), patients);
    }
}
