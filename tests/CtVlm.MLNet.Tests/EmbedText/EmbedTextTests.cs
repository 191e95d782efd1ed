using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

public class EmbedTextTests
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly VlmEncoder _encoder = VlmEncoder.FromSeed(5);

    [Fact]
    public void Workout_Passes() => EstimatorWorkout.Run(_ml, _ml.Transforms.EmbedText("Text", "Report", _encoder), new EstimatorWorkoutInput
    {
        Valid = TestCohort.Shared.View(_ml, 5),
        Invalid = [_ml.Data.LoadFromEnumerable([new BagRow()])],
        Tolerance = 1e-5f,
    });

    [Fact]
    public void Transform_AnyBatchSize_GivesTheSame()
    {
        List<float[]>[] results = [.. new[] { 1, 8, 64 }.Select(Read)];
        Assert.All(results[1..], other => Assert.All(results[0].Zip(other), pair => Assert.Equal(pair.First, pair.Second, (a, b) => Math.Abs(a - b) <= 1e-5f)));
    }

    [Fact]
    public void Transform_DifferentTexts_GiveDifferentVectors() => Assert.NotEqual(Read(8)[0], Read(8).First(v => !v.SequenceEqual(Read(8)[0])));

    [Fact]
    public void EmbedText_ImageOnlyEncoder_IsRefusedAtOnce()
    {
        var failure = Assert.ThrowsAny<InvalidOperationException>(() => _ml.Transforms.EmbedText("Text", "Report", new CountingEncoder().ToEncoder()));
        Assert.Contains("has no text tower", failure.Message, StringComparison.Ordinal);
    }

    private List<float[]> Read(int batchSize)
    {
        IDataView view = TestCohort.Shared.View(_ml, 10);
        var options = new EmbedTextOptions { OutputColumnName = "Text", InputColumnName = "Report", Encoder = _encoder, Runtime = new CtRuntimeOptions { BatchSize = batchSize } };
        return ViewReading.ReadColumn<float[]>(_ml.Transforms.EmbedText(options).Fit(view).Transform(view), "Text");
    }
}
