using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>What a task may use in one part of one step.</summary>
/// <remarks>All chance comes from here, and depends on seed, step and part alone: a run that was stopped draws the same numbers when it goes on.</remarks>
internal sealed class TrainingStep
{
    private readonly int _seed;

    /// <summary>A part of a step.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="index">The step, from 0.</param>
    /// <param name="part">The part, from 0.</param>
    /// <param name="parts">Parts a step: batches whose gradients are averaged.</param>
    /// <param name="lossFactor">What the loss is multiplied by before its gradient is taken.</param>
    public TrainingStep(int seed, int index, int part, int parts, double lossFactor)
    {
        _seed = StepSeed.Of(seed, index, part);
        Index = index;
        Part = part;
        Parts = parts;
        LossFactor = lossFactor;
        Random = new Random(_seed);
    }

    /// <summary>The step, from 0.</summary>
    public int Index { get; }

    /// <summary>The part of the step, from 0.</summary>
    public int Part { get; }

    /// <summary>Parts a step: batches whose gradients are averaged.</summary>
    public int Parts { get; }

    /// <summary>What the loss is multiplied by before its gradient is taken: the share of this part, and the loss scale of half precision.</summary>
    public double LossFactor { get; }

    /// <summary>Chance of this part.</summary>
    public Random Random { get; }

    /// <summary>Torch's chance of this part; the caller disposes it.</summary>
    public torch.Generator CreateGenerator() => new((ulong)(uint)_seed, torch.CPU);

    /// <summary>Takes the gradient of a loss.</summary>
    /// <param name="loss">A scalar.</param>
    /// <returns>The loss; where it is not finite no gradient was taken.</returns>
    public double Backward(torch.Tensor loss)
    {
        double value = loss.ToNumber();
        if (double.IsFinite(value))
        {
            using torch.Tensor scaled = loss.Times(LossFactor);
            scaled.backward();
        }

        return value;
    }
}
