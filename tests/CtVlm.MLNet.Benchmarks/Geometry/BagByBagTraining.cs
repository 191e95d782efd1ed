using CtVlm.MLNet.Torch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>A training loop as it is usually written for bags: each goes through the module alone, its gradient is added to those of its batch.</summary>
/// <remarks>Start, order of the bags, loss and steps are those of <see cref="PoolingTrainer"/> for classes of equal size without validation.</remarks>
internal static class BagByBagTraining
{
    private const int Classes = 2;

    /// <summary>Trains a pooling for all its epochs.</summary>
    public static FittedPooling Train(TrainedPooling pooling, PoolingData data)
    {
        TorchRuntime.EnsureLoaded();
        PoolingTraining training = pooling.Training;
        using DisposeScope scope = NewDisposeScope();
        using PoolingModule module = pooling.CreateModule(data.Width, Classes);
        using PoolingHead head = new(pooling.GetOutputWidth(data.Width), Classes, training.Target);
        using optim.Optimizer optimizer = Start(module, head, training);
        BagBatcher batcher = new(data, training.BatchSize);
        Random random = new(training.Seed);
        for (int epoch = 0; epoch < training.MaxEpochs; epoch++)
        {
            foreach (int[] batch in batcher.Shuffle([.. Enumerable.Range(0, data.Bags.Count)], random))
            {
                optimizer.zero_grad();
                Array.ForEach(batch, bag => AddGradient(module, head, batcher, bag, batch.Length));
                optimizer.step();
            }
        }

        optimizer.zero_grad();
        return new FittedPooling(pooling, data.Width, Classes, PoolingParameter.Of(module));
    }

    private static TorchSharp.Modules.AdamW Start(PoolingModule module, PoolingHead head, PoolingTraining training)
    {
        using Generator generator = new((ulong)(uint)training.Seed);
        module.Initialize(generator);
        head.Initialize(generator);
        Parameter[] parameters = [.. module.parameters(), .. head.parameters()];
        Array.ForEach(parameters, parameter => parameter.requires_grad = true);
        module.train();
        return optim.AdamW(parameters, lr: training.LearningRate, weight_decay: training.WeightDecay);
    }

    private static void AddGradient(PoolingModule module, PoolingHead head, BagBatcher batcher, int bag, int batchLength)
    {
        using DisposeScope scope = NewDisposeScope();
        (BagBatch one, Tensor classes) = batcher.Read([bag]);
        Tensor loss = nn.functional.cross_entropy(head.forward(module.forward(one).Vectors), classes);
        loss.div(batchLength).backward();
    }
}
