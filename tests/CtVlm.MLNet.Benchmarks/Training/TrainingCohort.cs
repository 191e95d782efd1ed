using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>Series and settings that every training row uses.</summary>
internal static class TrainingCohort
{
    /// <summary>Slices of a series that a step sees.</summary>
    public const int Slices = 4;

    /// <summary>Series of a step.</summary>
    public const int Batch = 2;

    /// <summary>Steps of a run; the first is not timed.</summary>
    public static int Steps => BenchmarkScale.IsShort ? 1 : 3;

    /// <summary>The encoder: a ViT-B/16, or one that a smoke run can afford.</summary>
    public static VlmEncoder Encoder => BenchmarkScale.IsShort ? BenchmarkEncoders.Tiny : BenchmarkEncoders.VitB16;

    /// <summary>Which slices, in which windows.</summary>
    public static CtRendering Rendering { get; } = CtRendering.EnterographyRgb(SliceSelection.Uniform(Slices));

    /// <summary>Adapters of rank 8 on every block of the vision tower; the text tower is frozen on both sides.</summary>
    public static TrainableParts Adapters { get; } = TrainableParts.Adapters(LoraOptions.Parse("v8"));

    /// <summary>Every parameter of the vision tower.</summary>
    public static TrainableParts AllWeights { get; } = new() { Vision = TowerTraining.All };

    /// <summary>Series on disk, so that decoding is part of a step.</summary>
    public static IReadOnlyList<TrainingSeries> Series { get; } = Make();

    /// <summary>The settings.</summary>
    public static VlmTraining Training(TrainableParts parts, int steps) => new()
    {
        Parts = parts,
        Steps = steps,
        BatchSize = Batch,
        ChunkSize = Batch,
        ValidationShare = 0,
        LearningRate = 1e-5,
    };

    private static TrainingSeries[] Make()
    {
        string folder = FixtureFolder.Combine("training");
        return [.. Enumerable.Range(0, 2 * Batch).Select(i =>
        {
            string series = Path.Combine(folder, $"series{i}");
            SyntheticSeries.Write(series, seed: 2000 + i, slices: 16, size: 256);
            return new TrainingSeries(CtVolume.Open(series), $"{i}") { Text = $"report number {i}" };
        })];
    }
}
