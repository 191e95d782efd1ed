using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Torch.Probe;

/// <summary>Trains adapters and a pooling of a small encoder, with a checkpoint every second step; says each step, and at the end where it went on from and what came out.</summary>
internal static class TrainProbe
{
    private const int Size = 32, Slices = 6;

    public static void Run(string checkpoint)
    {
        VlmEncoder encoder = VlmEncoder.FromSeed(3, new ClipEncoderSize { ImageSize = 32, PatchSize = 8, Width = 32, Layers = 2, Heads = 2, ProjectedWidth = 16 });
        VlmTraining training = new()
        {
            Parts = TrainableParts.Adapters(LoraOptions.Parse("v4_t4_d0.1")),
            Pooling = SlicePooling.GatedAttention(new PoolingTraining()),
            Steps = 60,
            BatchSize = 6,
            ChunkSize = 3,
            AverageDecay = 0.9,
            ValidateEvery = 7,
            CheckpointPath = checkpoint,
            CheckpointEvery = 2,
            Progress = new Steps(),
        };
        VlmTrainingResult result = VlmTrainer.Train(encoder, CtRendering.SoftTissue(SliceSelection.Uniform(3)), [.. Enumerable.Range(0, 12).Select(Series)], training);
        Console.WriteLine($"resumed {result.Report.ResumedFrom}");
        Console.WriteLine($"result {result.Encoder.GetHash()} {result.Report.Losses.Count} {BitConverter.DoubleToInt64Bits(result.Report.Losses[^1])}");
    }

    private static TrainingSeries Series(int index)
    {
        Random random = new(index);
        float level = index % 2 == 0 ? 20 : 140;
        float[] hu = new float[Slices * Size * Size];
        for (int i = 0; i < hu.Length; i++)
        {
            hu[i] = level + (40 * random.NextSingle());
        }

        CtGeometry geometry = new([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 5, 0, 0, 0, 0, 1], [.. Enumerable.Range(0, Slices).Select(z => 5.0 * z)]);
        return new TrainingSeries(CtVolume.FromHu(hu, geometry, Size, Size), $"{index}") { Text = index % 2 == 0 ? "dark" : "bright" };
    }

    private sealed class Steps : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => Console.WriteLine($"step {value.Step}");
    }
}
