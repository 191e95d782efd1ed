using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>How many slices a second the transformer over slices trains on, and pools.</summary>
internal static class TransformerRate
{
    public const string Title = "transformer over slices: thousand rows a second";

    private static readonly PoolingTraining s_training = new() { ValidationShare = 0, MaxEpochs = 1 };

    private static int Bags => BenchmarkScale.IsShort ? 16 : 128;

    private static int Rounds => BenchmarkScale.IsShort ? 1 : 3;

    /// <summary>One layer of four heads; training goes by batches, pooling bag by bag.</summary>
    public static IEnumerable<LimitResult> Measure()
    {
        PoolingData data = SyntheticBags.Make(Bags);
        var pooling = (TrainedPooling)SlicePooling.Transformer(s_training);
        FittedPooling fitted = PoolingTrainer.Train(pooling, data).Pooling;
        Pool(fitted, data);
        return [Time("in training", () => PoolingTrainer.Train(pooling, data)), Time("in pooling", () => Pool(fitted, data))];
    }

    private static void Pool(FittedPooling pooling, PoolingData data)
    {
        float[] vector = new float[pooling.OutputWidth];
        foreach (float[] bag in data.Bags)
        {
            pooling.Pool(bag, [], vector, []);
        }
    }

    private static LimitResult Time(string what, Action call)
    {
        SideTime[] times = [.. Enumerable.Range(0, Rounds).Select(_ => SideTime.Of(call))];
        double thousands = Bags * SyntheticBags.Slices / 1e3;
        return new LimitResult($"{Title} {what}", thousands / Statistic.Median(times.Select(time => time.WallSeconds)), null, LimitSide.AtLeast)
        {
            FastestRatio = thousands / times.Min(time => time.WallSeconds),
        };
    }
}
