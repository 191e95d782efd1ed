using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

public sealed class EmbedCtFailureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly EmbedCtFixture _fixture = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Throw_FailingSeries_DeliversTheRowsBeforeIt()
    {
        IDataView view = Transform(SeriesErrorPolicy.Throw, "missing");
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Slices"]]);
        Func<object?> bag = ViewReading.CreateReader(cursor, view.Schema["Slices"]);
        for (int row = 0; row < 2; row++)
        {
            cursor.MoveNext();
            Assert.NotEmpty((float[])bag()!);
        }

        cursor.MoveNext();
        Assert.ThrowsAny<Exception>(() => bag());
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("truncated")]
    [InlineData("empty")]
    public void SkipRow_FailingSeries_LeavesTheRowOut(string kind)
    {
        IDataView view = Transform(SeriesErrorPolicy.SkipRow, kind);
        string[] expected = ["P0001", "P0002", "P0004"];
        Assert.Equal(expected, ViewReading.ReadColumn<string>(view, "PatientId"));
        Assert.Equal(expected, ViewReading.ReadRows(view, "PatientId", "Slices").Select(r => (string)r[0]!));
        Assert.Null(view.GetRowCount());
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("truncated")]
    [InlineData("empty")]
    public void MissingValue_FailingSeries_KeepsTheRowAndGivesTheReason(string kind)
    {
        IDataView view = Transform(SeriesErrorPolicy.MissingValue, kind);
        List<object?[]> rows = ViewReading.ReadRows(view, "Slices", "SlicesError", "VolumeError");
        Assert.Equal(4, rows.Count);
        Assert.Empty((float[])rows[2][0]!);
        Assert.NotEqual("", (string)rows[2][1]!);
        Assert.All([rows[0], rows[1], rows[3]], row => Assert.Equal(("", ""), ((string)row[1]!, (string)row[2]!)));
        Assert.All([rows[0], rows[1], rows[3]], row => Assert.Equal(3 * CountingEncoder.Width, ((float[])row[0]!).Length));
    }

    [Fact]
    public void MissingValue_InPredictionEngine_GivesTheReason()
    {
        ITransformer model = _fixture.Pipeline(SeriesErrorPolicy.MissingValue).Fit(_fixture.View());
        using PredictionEngine<CtStudy, FailedPrediction> engine = _fixture.Ml.Model.CreatePredictionEngine<CtStudy, FailedPrediction>(model);
        FailedPrediction prediction = engine.Predict(new CtStudy { SeriesPath = _folder.Combine("nowhere") });
        Assert.Empty(prediction.Slices);
        Assert.Contains("nowhere", prediction.VolumeError, StringComparison.Ordinal);
    }

    [Fact]
    public void Throw_NoVolumeColumn_SaysWhatToDo()
    {
        var failure = Assert.Throws<ArgumentOutOfRangeException>(() => _fixture.Embed().Fit(_fixture.View()));
        Assert.Contains("EmbedCt: there is no column 'Volume'. Load it with LoadCtSeries first.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancellation_StopsWithinOneBatch()
    {
        using var stop = new CancellationTokenSource();
        var counter = new CountingEncoder { BeforeCall = stop.Cancel };
        var fixture = new EmbedCtFixture(counter, new CtRuntimeOptions { BatchSize = 2, CancellationToken = stop.Token });
        Assert.ThrowsAny<OperationCanceledException>(() => fixture.ReadBags(fixture.View()));
        Assert.Equal(1, counter.Calls);
    }

    [Fact]
    public void MissingValue_SelectionBeyondAShortSeries_IsThatSeriesFailure()
    {
        IDataView input = _fixture.View(2);
        IDataView view = _fixture.Ml.Transforms.LoadCtSeries("Volume", "SeriesPath").Append(_fixture.Ml.Transforms.EmbedCt(new EmbedCtOptions
        {
            OutputColumnName = "Slices",
            InputColumnName = "Volume",
            Encoder = _fixture.Encoder,
            Rendering = CtRendering.SoftTissue(SliceSelection.Range(50, 60)),
            OnError = SeriesErrorPolicy.MissingValue,
            Runtime = _fixture.Runtime,
        })).Fit(input).Transform(input);
        Assert.All(ViewReading.ReadColumn<string>(view, "SlicesError"), reason => Assert.Contains("chooses no slice of a series of 8 slices", reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Log_EndOfAPass_TellsWhatWasDone()
    {
        List<string> lines = [];
        _fixture.Ml.Log += (_, e) => lines.Add(e.Message);
        IDataView view = Transform(SeriesErrorPolicy.MissingValue, "missing");
        ViewReading.ReadColumn<float[]>(view, "Slices");
        Assert.Single(lines, line => line.Contains("EmbedCt: 4 series, 0 from the cache, 1 failed; 9 slices in", StringComparison.Ordinal));
    }

    [Fact]
    public void Progress_CountsSeriesSlicesAndFailures()
    {
        List<EmbedProgress> reports = [];
        var fixture = new EmbedCtFixture(runtime: new CtRuntimeOptions { Progress = new Reporter(reports) });
        IDataView input = Studies("missing");
        IDataView view = fixture.Pipeline(SeriesErrorPolicy.MissingValue).Fit(input).Transform(input);
        ViewReading.ReadColumn<float[]>(view, "Slices");
        Assert.Equal((4, 9L, 0, 1), (reports[^1].SeriesDone, reports[^1].SlicesEncoded, reports[^1].CacheHits, reports[^1].Failures));
    }

    private IDataView Transform(SeriesErrorPolicy policy, string kind)
    {
        IDataView view = Studies(kind);
        return _fixture.Pipeline(policy).Fit(view).Transform(view);
    }

    // Four studies, of which the third cannot be used.
    private IDataView Studies(string kind)
    {
        List<CtStudy> studies = [.. TestCohort.Shared.Rows(_fixture.Ml).Take(4)];
        string path = _folder.Combine(kind);
        if (kind != "missing")
        {
            Directory.CreateDirectory(path);
        }

        if (kind == "truncated")
        {
            foreach (string file in Directory.GetFiles(studies[2].SeriesPath))
            {
                byte[] bytes = File.ReadAllBytes(file);
                File.WriteAllBytes(Path.Combine(path, Path.GetFileName(file)), bytes[..^(bytes.Length / 4)]);
            }
        }

        studies[2].SeriesPath = path;
        return _fixture.Ml.Data.LoadFromEnumerable(studies);
    }

    private sealed class Reporter(List<EmbedProgress> reports) : IProgress<EmbedProgress>
    {
        public void Report(EmbedProgress value) => reports.Add(value);
    }

    private sealed class FailedPrediction
    {
        public float[] Slices { get; set; } = [];

        public string VolumeError { get; set; } = "";
    }
}
