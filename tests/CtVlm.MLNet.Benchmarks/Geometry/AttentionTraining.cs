using System.Globalization;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>Training gated attention in padded batches against the same steps with one bag at a time.</summary>
internal static class AttentionTraining
{
    public const string Title = "training gated attention: rows a second / bag by bag";

    private const double LeastSpeed = 1;

    // Sums in another order, through every step of AdamW.
    private const float Tolerance = 1e-3f;

    private static readonly PoolingTraining s_training = new() { ValidationShare = 0, MaxEpochs = BenchmarkScale.IsShort ? 1 : 3 };

    private static int Bags => BenchmarkScale.IsShort ? 32 : 256;

    /// <summary>Both sides pool a bag alike before they are timed; that also warms both up.</summary>
    public static LimitResult Measure()
    {
        PoolingData data = SyntheticBags.Make(Bags);
        var pooling = (TrainedPooling)SlicePooling.GatedAttention(s_training);
        FixtureCheck.Same(Pool(BagByBagTraining.Train(pooling, data), data), Pool(PoolingTrainer.Train(pooling, data).Pooling, data), Tolerance, "Trained poolings");
        RoundTimes times = RoundTimes.Measure(() => SideTime.Of(() => PoolingTrainer.Train(pooling, data)), () => SideTime.Of(() => BagByBagTraining.Train(pooling, data)));
        double rows = (double)Bags * SyntheticBags.Slices * s_training.MaxEpochs;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"geometry: gated attention, {Bags} bags of {SyntheticBags.Slices} x {SyntheticBags.Width}, {s_training.MaxEpochs} epochs: {rows / times.ProductSeconds:F0} rows/s in batches of {s_training.BatchSize}, {rows / times.OtherSeconds:F0} bag by bag"));
        return times.ToResult(Title, LeastSpeed);
    }

    private static float[] Pool(FittedPooling pooling, PoolingData data)
    {
        float[] vector = new float[pooling.OutputWidth];
        pooling.Pool(data.Bags[0], [], vector, []);
        return vector;
    }
}
