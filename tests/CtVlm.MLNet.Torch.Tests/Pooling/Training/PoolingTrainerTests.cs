using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Training: what is learnt, what is reported, and what is refused.</summary>
public class PoolingTrainerTests
{
    private const int Width = 6;

    private static readonly PoolingTraining s_training = new() { MaxEpochs = 12, BatchSize = 7, LearningRate = 5e-3, Seed = 3 };

    public PoolingTrainerTests() => TorchRuntime.EnsureLoaded();

    public static TheoryData<PoolingTarget> Targets => [.. Enum.GetValues<PoolingTarget>()];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Train_SameSeed_GivesTheSameParameters(PoolingTarget target)
    {
        PoolingTraining training = s_training with { Target = target };
        PoolingTrainingResult first = Train(training), second = Train(training), other = Train(training with { Seed = 4 });
        Assert.Equal(Values(first), Values(second));
        Assert.Equal(first.Report.TrainingLosses, second.Report.TrainingLosses);
        Assert.NotEqual(Values(first), Values(other));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Train_SeparableBags_LowersTheLoss(PoolingTarget target)
    {
        PoolingTrainingReport report = Train(s_training with { Target = target, MaxEpochs = 60 }).Report;
        Assert.True(report.TrainingLosses[^1] < 0.6 * report.TrainingLosses[0], $"{report.TrainingLosses[0]} to {report.TrainingLosses[^1]}");
        Assert.Equal(report.ValidationLosses.Index().MinBy(l => l.Item).Index + 1, report.BestEpoch);
    }

    [Fact]
    public void Train_GlobalGenerator_IsNotTouched()
    {
        using torch.Tensor before = torch.Generator.Default.get_state();
        Train(s_training);
        using torch.Tensor after = torch.Generator.Default.get_state();
        Assert.Equal(before.data<byte>().ToArray(), after.data<byte>().ToArray());
    }

    [Fact]
    public void Train_LeavesNoTensor() => Assert.Equal(0, LiveTensors.CountAfter(() => Train(s_training)));

    [Fact]
    public void Train_CancelledInAnEpoch_StopsAndLeavesNoTensor() => Assert.Equal(0, LiveTensors.CountAfter(() =>
    {
        using CancellationTokenSource stop = new();
        int epochs = 0;
        PoolingTraining training = s_training with { CancellationToken = stop.Token, Progress = new Observer(_ => { epochs++; stop.Cancel(); }) };
        Assert.ThrowsAny<OperationCanceledException>(() => Train(training));
        Assert.Equal(1, epochs);
    }));

    [Fact]
    public void Train_NoImprovement_StopsAndKeepsTheBest()
    {
        PoolingTrainingResult result = Train(s_training with { MaxEpochs = 500, Patience = 3, LearningRate = 0.1 });
        PoolingTrainingReport report = result.Report;
        Assert.Equal(PoolingStopReason.NoImprovement, report.StopReason);
        Assert.Equal(report.BestEpoch + 3, report.TrainingLosses.Count);
        PoolingTrainingResult shorter = Train(s_training with { MaxEpochs = report.BestEpoch, LearningRate = 0.1 });
        Assert.Equal(Values(shorter), Values(result));
    }

    [Fact]
    public void Train_NothingHeldBack_TrainsOnEveryBag()
    {
        PoolingTrainingReport report = Train(s_training with { ValidationShare = 0 }).Report;
        Assert.Equal((36, 0, 12, 12), (report.TrainingBags, report.ValidationBags, report.BestEpoch, report.TrainingLosses.Count));
        Assert.Empty(report.ValidationLosses);
        Assert.Equal(PoolingStopReason.MaxEpochs, report.StopReason);
    }

    [Fact]
    public void Train_Progress_IsToldOfEveryEpoch()
    {
        List<PoolingTrainingProgress> told = [];
        PoolingTrainingReport report = Train(s_training with { Progress = new Observer(told.Add) }).Report;
        Assert.Equal(report.TrainingLosses, told.Select(t => t.TrainingLoss));
        Assert.Equal(report.ValidationLosses.Select(l => (double?)l), told.Select(t => t.ValidationLoss));
        Assert.All(told, t => Assert.True(t.BagsPerSecond > 0 && t.MaxEpochs == 12));
    }

    [Fact]
    public void Train_LossThatOverflows_SaysWhatToDo()
    {
        PoolingData data = Data();
        var failure = Assert.Throws<InvalidOperationException>(() => Train(s_training, data with { Bags = [.. data.Bags.Select(b => b.Select(v => v * 1e37f).ToArray())] }));
        Assert.Contains("Lower LearningRate", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_BadData_SaysWhatIsWrong()
    {
        PoolingData data = Data();
        float[] withNaN = [.. data.Bags[2]];
        withNaN[^1] = float.NaN;
        Refuse<InvalidOperationException>(data with { Classes = [.. data.Classes.Select(_ => 0)] }, "the same class");
        Refuse<ArgumentException>(data with { Classes = [.. data.Classes.Select(c => c * 2)] }, "no bag has class 1, 3");
        Refuse<InvalidOperationException>(data with { Bags = [data.Bags[0]], Classes = [0], Patients = [] }, "1 labelled bag,");
        Refuse<InvalidOperationException>(data with { Bags = [], Classes = [], Patients = [] }, "0 labelled bags");
        Refuse<InvalidOperationException>(data with { Patients = [.. data.Patients.Select(_ => "one")] }, "no patients would be left");
        Refuse<ArgumentException>(data with { Bags = [.. data.Bags.Select((b, i) => i == 2 ? withNaN : b)] }, "bag 2, slice");
        Refuse<ArgumentException>(data with { Bags = [.. data.Bags.Select((b, i) => i == 2 ? [] : b)] }, "bag 2 has 0 values");
        Refuse<ArgumentException>(data with { Patients = ["one"] }, "36 bags but 1 patients");
    }

    [Fact]
    public void Train_ThenPool_GivesWeightsThatMakeTheVector()
    {
        FittedPooling fitted = Train(s_training).Pooling;
        float[] bag = Data().Bags[5], vector = new float[Width], weights = new float[bag.Length / Width], alone = new float[Width];
        fitted.Pool(bag, [], vector, weights);
        fitted.Pool(bag, [], alone, []);
        Assert.Equal(vector, alone);
        Assert.Equal(1, weights.Sum(), 1e-5f);
        Assert.All(Enumerable.Range(0, Width), d => Assert.Equal(weights.Select((w, n) => w * bag[(n * Width) + d]).Sum(), vector[d], 1e-5f));
    }

    [Fact]
    public void Train_WeightsThatAreNoBetterThanTheMean_AreAllTheSame()
    {
        Random random = new(11);
        PoolingData data = Data() with { Bags = [.. Data().Classes.Select(_ => Enumerable.Range(0, 5 * Width).Select(_ => random.NextSingle()).ToArray())] };
        PoolingTrainingResult result = Train(s_training, data), learnt = Train(s_training with { PrefersMean = false }, data);
        Assert.True(result.Report.Mean!.IsMeanKept);
        Assert.Null(learnt.Report.Mean);
        Assert.All(Weights(result, data.Bags[0]), weight => Assert.Equal(0.2f, weight));
        Assert.True(Weights(learnt, data.Bags[0]).Max() > 0.201f);
    }

    [Fact]
    public void Train_OneSliceOfManyCarriesTheClass_KeepsItsWeights()
    {
        Random random = new(12);
        int[] classes = [.. Enumerable.Range(0, 120).Select(i => i % 2)];
        PoolingData data = new(Width, [.. classes.Select(c => Enumerable.Range(0, 20 * Width).Select(v => random.NextSingle() - 0.5f + (v == c ? 4 : 0)).ToArray())], classes);
        PoolingTrainingResult result = Train(s_training with { MaxEpochs = 60 }, data);
        Assert.True(result.Report.Mean is { IsMeanKept: false, Patients: 24 }, $"{result.Report.Mean}");
        Assert.True(Weights(result, data.Bags[0])[0] > 0.5f);
    }

    /// <summary>36 bags of 1 to 9 slices of 12 patients in 4 grades; each slice carries its grade.</summary>
    internal static PoolingData Data()
    {
        Random random = new(5);
        int[] classes = [.. Enumerable.Range(0, 36).Select(i => i / 3 % 4)];
        float[][] bags = [.. classes.Select((c, i) => Enumerable.Range(0, (1 + (i % 9)) * Width).Select(v => random.NextSingle() - 0.5f + (v % Width == c ? 2 : 0)).ToArray())];
        return new PoolingData(Width, bags, classes) { Patients = [.. classes.Select((_, i) => $"P{i / 3}")] };
    }

    private static PoolingTrainingResult Train(PoolingTraining training, PoolingData? data = null) =>
        PoolingTrainer.Train((TrainedPooling)SlicePooling.GatedAttention(training, hidden: 8), data ?? Data());

    private static void Refuse<TException>(PoolingData data, string message)
        where TException : Exception => Assert.Contains(message, Assert.Throws<TException>(() => Train(s_training, data)).Message, StringComparison.Ordinal);

    private static float[] Weights(PoolingTrainingResult result, float[] bag)
    {
        float[] vector = new float[Width], weights = new float[bag.Length / Width];
        result.Pooling.Pool(bag, [], vector, weights);
        return weights;
    }

    private static float[] Values(PoolingTrainingResult result) => [.. result.Pooling.Parameters.SelectMany(p => p.Values)];

    private sealed class Observer(Action<PoolingTrainingProgress> report) : IProgress<PoolingTrainingProgress>
    {
        public void Report(PoolingTrainingProgress value) => report(value);
    }
}
