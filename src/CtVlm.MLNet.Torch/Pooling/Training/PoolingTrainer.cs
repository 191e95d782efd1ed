namespace CtVlm.MLNet.Torch;

/// <summary>Trains a pooling together with a linear head that tells the classes apart; the head is then thrown away.</summary>
/// <remarks>
/// On the CPU the same data and the same seed give the same parameters. Nothing global is seeded or drawn from.
/// Patients held back to decide when to stop share no bag with those trained on, and their classes are as mixed as the patients allow.
/// </remarks>
public static class PoolingTrainer
{
    /// <summary>Trains a pooling.</summary>
    /// <param name="pooling">The pooling, with how it is trained.</param>
    /// <param name="data">Bags and their classes.</param>
    /// <returns>The pooling with what it has learnt, of the epoch of lowest validation loss or changed to the mean (<see cref="PoolingTraining.PrefersMean"/>), and how it went.</returns>
    /// <exception cref="ArgumentException">A bag is empty or holds NaN, a length is wrong, or a class has no bag.</exception>
    /// <exception cref="InvalidOperationException">There are fewer than two bags or classes, no patient can be held back, or the loss or its gradient is not a finite number.</exception>
    /// <exception cref="OperationCanceledException">The training's token was cancelled.</exception>
    public static PoolingTrainingResult Train(TrainedPooling pooling, PoolingData data)
    {
        ArgumentNullException.ThrowIfNull(pooling);
        return Train(pooling, data, pooling.Training);
    }

    /// <summary>Trains a pooling with other settings than its own, such as a combined token.</summary>
    internal static PoolingTrainingResult Train(TrainedPooling pooling, PoolingData data, PoolingTraining training)
    {
        ArgumentNullException.ThrowIfNull(data);
        int classCount = PoolingDataCheck.Run(pooling, data);
        PoolingSplit split = PoolingSplit.Create(data, training);
        TorchRuntime.EnsureLoaded();
        PoolingCandidate learnt = PoolingCandidate.Train(pooling, data, split, training, classCount);
        if (!training.PrefersMean || split.Validation.Count == 0 || pooling.ToMean(learnt.Parameters) is not { } uniform)
        {
            return new PoolingTrainingResult(new FittedPooling(pooling, data.Width, classCount, learnt.Parameters), learnt.Report);
        }

        PoolingCandidate mean = PoolingCandidate.Train(SlicePooling.Mean(), ToMeans(data), split, training with { Progress = null }, classCount);
        MeanComparison comparison = MeanComparison.Create(data, split, learnt.HeldBackLosses, mean.HeldBackLosses);
        return new PoolingTrainingResult(
            new FittedPooling(pooling, data.Width, classCount, comparison.IsMeanKept ? uniform : learnt.Parameters), learnt.Report with { Mean = comparison });
    }

    // The mean of a bag is a bag of one slice with the same mean.
    private static PoolingData ToMeans(PoolingData data) => data with { Bags = [.. data.Bags.Select(bag => ToMean(bag, data.Width))], PositionsMm = [] };

    private static float[] ToMean(float[] bag, int width)
    {
        float[] mean = new float[width];
        SlicePooling.Mean().Pool(bag, width, mean);
        return mean;
    }
}
