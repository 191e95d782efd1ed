using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using TorchSharp;

namespace CtVlm.MLNet.Tests;

/// <summary>Saved, loaded, in another process, in a prediction engine.</summary>
public class ScoreZeroShotServingTests
{
    private readonly ZeroShotCase _case = new();

    [Theory]
    [InlineData(ZeroShotLevel.Volume)]
    [InlineData(ZeroShotLevel.Slice)]
    public void Workout_Bags_Passes(ZeroShotLevel level)
    {
        VlmEncoder encoder = VlmEncoder.FromSeed(5);
        float[] slices = [.. Enumerable.Range(0, 3 * 64).Select(i => MathF.Sin(i * 7.3f))];
        ScoreZeroShotOptions options = _case.Options with { Encoder = encoder, Level = level, Templates = ["a CT image of the {0}", "{0}"] };
        EstimatorWorkout.Run(_case.Ml, _case.Ml.Transforms.ScoreZeroShot(options), new EstimatorWorkoutInput
        {
            Valid = EmbeddingRow.Bags(_case.Ml, 64, [slices, slices[64..], []]),
            Invalid = [_case.Ml.Data.LoadFromEnumerable([new CtStudy()]), _case.Ml.Data.LoadFromEnumerable([new TextSlices()])],
        });
    }

    [Fact]
    public void Workout_PooledVectors_Passes() => EstimatorWorkout.Run(_case.Ml, _case.Ml.Transforms.ScoreZeroShot(_case.Options with { OutputColumnPrefix = "Region" }), new EstimatorWorkoutInput
    {
        Valid = EmbeddingRow.Vectors(_case.Ml, 4, [[1, 2, 3, 4], [0, 0, 0, 1]]),
        Invalid = [_case.Ml.Data.LoadFromEnumerable([new CtStudy()])],
    });

    [Fact]
    public void Workout_FromPathToLabel_Passes()
    {
        var fixture = new EmbedCtFixture { Encoder = VlmEncoder.FromSeed(5) };
        IEstimator<ITransformer> pipeline = fixture.Pipeline()
            .Append(fixture.Ml.Transforms.ScoreZeroShot("Slices", fixture.Encoder, [new("normal"), new("inflamed", "an inflamed bowel", "thick walls")]))
            .Append(fixture.Ml.Transforms.PoolEmbeddings("Embedding", "Slices"))
            .Append(fixture.Ml.Transforms.ScoreZeroShot("Embedding", fixture.Encoder, [new("normal"), new("inflamed")], outputColumnPrefix: "Pooled."));
        EstimatorWorkout.Run(fixture.Ml, pipeline, new EstimatorWorkoutInput
        {
            Valid = fixture.View(3),
            Invalid = [fixture.Ml.Data.LoadFromEnumerable([new VectorRow { Embedding = [1, 2, 3] }])],
            Tolerance = 1e-5f,
        });
    }

    [Fact]
    public void Load_WithoutItsEncoder_GivesWhatItGave()
    {
        IDataView view = _case.Bags(ZeroShotCase.Bag, ZeroShotCase.Bag[4..]);
        using var file = new MemoryStream();
        _case.Ml.Model.Save(_case.Ml.Transforms.ScoreZeroShot(_case.Options).Fit(view), view.Schema, file);
        int calls = _case.Texts.Calls;
        ITransformer loaded = new MLContext().Model.Load(file, out _);
        ValueAssert.SameViews(_case.Score(view), loaded.Transform(view), 0);
        Assert.Equal(1, calls);
    }

    [Fact]
    public void Load_ThenEmbeddingsOfAnotherEncoder_AreRefused()
    {
        IDataView view = _case.Bags(ZeroShotCase.Bag);
        using var file = new MemoryStream();
        _case.Ml.Model.Save(_case.Ml.Transforms.ScoreZeroShot(_case.Options).Fit(view), view.Schema, file);
        ITransformer loaded = new MLContext().Model.Load(file, out _);
        IDataView other = EmbeddingRow.Bags(_case.Ml, 4, [ZeroShotCase.Bag], (Provenance.Encoder, "other"), (Provenance.EncoderHash, "other-1"));
        var failure = Assert.Throws<InvalidOperationException>(() => ViewReading.ReadColumn<float[]>(loaded.Transform(other), "Score"));
        Assert.Contains("'other'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PredictionEngine_EqualsTransform()
    {
        VlmEncoder encoder = VlmEncoder.FromSeed(5);
        var fixture = new EmbedCtFixture { Encoder = encoder };
        ITransformer model = fixture.Pipeline().Append(fixture.Ml.Transforms.ScoreZeroShot("Slices", encoder, [new("normal"), new("inflamed")]))
            .Append(fixture.Ml.Transforms.Conversion.MapKeyToValue("Answer", "PredictedLabel"))
            .Fit(fixture.View());
        List<object?[]> expected = ViewReading.ReadRows(model.Transform(fixture.View(4)), "Score", "Answer");
        using PredictionEngine<CtStudy, ZeroShotPrediction> engine = fixture.Ml.Model.CreatePredictionEngine<CtStudy, ZeroShotPrediction>(model);
        IReadOnlyList<CtStudy> studies = TestCohort.Shared.Rows(fixture.Ml);
        for (int i = 0; i < expected.Count; i++)
        {
            ZeroShotPrediction prediction = engine.Predict(studies[i]);
            ValueAssert.SameValue(expected[i][0], prediction.Score, 1e-5f, $"study {i}");
            Assert.Equal(expected[i][1], prediction.Answer);
        }
    }

    [Fact]
    public async Task FirstRow_ManyThreads_EmbedTheTextsOnce()
    {
        IDataView view = _case.Bags(ZeroShotCase.Bag);
        IDataView result = _case.Score(view);
        float[][] scores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => ViewReading.ReadColumn<float[]>(result, "Score")[0], TestContext.Current.CancellationToken)));
        Assert.All(scores, s => Assert.Equal(scores[0], s));
        Assert.Equal(1, _case.Texts.Calls);
    }

    [Fact]
    public void Score_LeavesNoTensorBehind()
    {
        VlmEncoder encoder = VlmEncoder.FromSeed(5);
        IDataView view = EmbeddingRow.Bags(_case.Ml, 64, [[.. Enumerable.Range(0, 64).Select(i => MathF.Cos(i))]]);
        ViewReading.ReadRows(_case.Score(view, _case.Options with { Encoder = encoder }), "Score");
        long tensors = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        ViewReading.ReadRows(_case.Score(view, _case.Options with { Encoder = encoder }), "Score");
        Assert.Equal(tensors, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    /// <summary>A row whose column of that name is no bag.</summary>
    private sealed class TextSlices
    {
        public string Slices { get; set; } = "";
    }

    /// <summary>What a prediction engine gives of a scored study.</summary>
    private sealed class ZeroShotPrediction
    {
        public float[] Score { get; set; } = [];

        public string Answer { get; set; } = "";
    }
}
