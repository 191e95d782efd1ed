using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>A pooling that was trained with a head, as it was in its best epoch.</summary>
/// <param name="Parameters">What the pooling has learnt.</param>
/// <param name="HeldBackLosses">Loss of each bag held back, weighted by its class, in their order.</param>
/// <param name="Report">How it went.</param>
internal sealed record PoolingCandidate(IReadOnlyList<PoolingParameter> Parameters, double[] HeldBackLosses, PoolingTrainingReport Report)
{
    /// <summary>Trains a pooling, or only a head where the pooling has nothing to learn.</summary>
    public static PoolingCandidate Train(SlicePooling pooling, PoolingData data, PoolingSplit split, PoolingTraining training, int classCount)
    {
        using DisposeScope scope = NewDisposeScope();
        using PoolingModule module = pooling.CreateModule(data.Width, classCount);
        using PoolingHead head = new(pooling.GetOutputWidth(data.Width), classCount, training.Target);
        using (Generator generator = new((ulong)(uint)training.Seed))
        {
            module.Initialize(generator);
            head.Initialize(generator);
        }

        float[] weights = ClassWeights.Of(data, split.Training, classCount, training.BalancesClasses);
        using PoolingStep step = new(module, head, training, weights);
        PoolingRun run = new(pooling.Name, data, split, training);
        (IReadOnlyList<PoolingParameter> Module, IReadOnlyList<PoolingParameter> Head) best = run.Train(step, () => (PoolingParameter.Of(module), PoolingParameter.Of(head)));
        PoolingParameter.Fill(module, best.Module);
        PoolingParameter.Fill(head, best.Head);
        return new PoolingCandidate(best.Module, run.MeasureEach(step, weights), run.CreateReport());
    }
}
