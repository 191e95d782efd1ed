using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using TorchSharp;

namespace CtVlm.MLNet.Tests;

public class EmbedTextTruncationTests
{
    private static readonly string[] Texts = ["one two three", "one two three four five six seven", "", "one two three four five six"];

    private readonly MLContext _ml = new(seed: 1);
    private readonly GivenTexts _given = GivenTexts.Hashed(6, contextLength: 8);

    [Fact]
    public void Columns_TellWhichTextsAreCut()
    {
        IDataView result = Embed();
        Assert.Equal([5, 9, 2, 8], ViewReading.ReadColumn<int>(result, "Tokens"));
        Assert.Equal([false, true, false, false], ViewReading.ReadColumn<bool>(result, "IsCut"));
    }

    [Fact]
    public void Columns_WithTemplates_TellOfTheLongest()
    {
        IDataView result = Embed("{0}", "an image of {0}");
        Assert.Equal([8, 12, 5, 11], ViewReading.ReadColumn<int>(result, "Tokens"));
        Assert.Equal([false, true, false, true], ViewReading.ReadColumn<bool>(result, "IsCut"));
    }

    [Fact]
    public void Columns_OfCountsAlone_ComputeNoVector()
    {
        ViewReading.ReadColumn<int>(Embed(), "Tokens");
        Assert.Equal(0, _given.Calls);
        ViewReading.ReadRows(Embed(), "Tokens", "Vector");
        Assert.Equal(1, _given.Calls);
    }

    [Fact]
    public void Log_SaysOnceAPassHowManyWereCut()
    {
        var log = new LogRecorder(_ml);
        IDataView result = Embed();
        ViewReading.ReadRows(result, "Vector", "Tokens", "IsCut");
        Assert.Equal("EmbedText: 1 of 4 texts were longer than 8 tokens and were cut.", Assert.Single(log.With("were cut")));
        ViewReading.ReadRows(result, "Vector");
        Assert.Equal(2, log.With("were cut").Count);
    }

    [Fact]
    public void Log_NothingCut_IsSilent()
    {
        var log = new LogRecorder(_ml);
        IDataView view = _ml.Data.LoadFromEnumerable([new TextRow { Text = "short" }]);
        ViewReading.ReadRows(_ml.Transforms.EmbedText(Options([])).Fit(view).Transform(view), "Vector");
        Assert.Empty(log.With("were cut"));
    }

    [Fact]
    public void PredictionEngine_EqualsTransform_AndLogsNoRow()
    {
        var log = new LogRecorder(_ml);
        List<object?[]> expected = ViewReading.ReadRows(Embed("{0}", "see {0}"), "Vector", "Tokens", "IsCut");
        int passes = log.With("were cut").Count;
        ITransformer model = _ml.Transforms.EmbedText(Options(["{0}", "see {0}"])).Fit(View());
        using PredictionEngine<TextRow, TextPrediction> engine = _ml.Model.CreatePredictionEngine<TextRow, TextPrediction>(model);
        for (int i = 0; i < Texts.Length; i++)
        {
            TextPrediction prediction = engine.Predict(new TextRow { Text = Texts[i] });
            ValueAssert.SameValue(expected[i][0], prediction.Vector, 1e-6f, $"text {i}");
            Assert.Equal(expected[i][1], prediction.Tokens);
            Assert.Equal(expected[i][2], prediction.IsCut);
        }

        Assert.Equal(passes, log.With("were cut").Count);
    }

    [Fact]
    public void Dispose_ReleasesTheTower()
    {
        ITransformer model = _ml.Transforms.EmbedText(Options([])).Fit(View());
        ViewReading.ReadRows(model.Transform(View()), "Vector");
        Assert.Equal(1, _given.Loaded);
        ((IDisposable)model).Dispose();
        Assert.Equal(0, _given.Loaded);
    }

    [Fact]
    public void Transform_LeavesNoTensorBehind()
    {
        EmbedTextOptions options = Options(["{0}", "see {0}"]) with { Encoder = VlmEncoder.FromSeed(5) };
        ReadAll();
        long tensors = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        ReadAll();
        Assert.Equal(tensors, DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        void ReadAll()
        {
            using EmbedTextTransformer model = _ml.Transforms.EmbedText(options).Fit(View());
            ViewReading.ReadRows(model.Transform(View()), "Vector", "Tokens");
        }
    }

    [Fact]
    public void Cancelled_StopsBeforeTheNextCall()
    {
        using var source = new CancellationTokenSource();
        EmbedTextOptions options = Options([]) with { Runtime = new CtRuntimeOptions { BatchSize = 1, CancellationToken = source.Token } };
        IDataView result = _ml.Transforms.EmbedText(options).Fit(View()).Transform(View());
        using DataViewRowCursor cursor = result.GetRowCursor([result.Schema["Vector"]]);
        Func<object?> vector = ViewReading.CreateReader(cursor, result.Schema["Vector"]);
        cursor.MoveNext();
        vector();
        source.Cancel();
        cursor.MoveNext();
        Assert.ThrowsAny<OperationCanceledException>(() => vector());
        Assert.Equal(1, _given.Calls);
    }

    private EmbedTextOptions Options(string[] templates) => new()
    {
        OutputColumnName = "Vector",
        InputColumnName = "Text",
        Encoder = _given.ToEncoder(),
        Templates = templates,
        TokenCountColumnName = "Tokens",
        TruncatedColumnName = "IsCut",
    };

    private IDataView Embed(params string[] templates) => _ml.Transforms.EmbedText(Options(templates)).Fit(View()).Transform(View());

    private IDataView View() => _ml.Data.LoadFromEnumerable(Texts.Select(t => new TextRow { Text = t }));
}
