using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>What a task may use in one part of one step.</summary>
/// <remarks>All chance comes from here, and depends on seed, step and part alone: a run that was stopped draws the same numbers when it goes on.</remarks>
internal sealed class TrainingStep
{
    /// <summary>A part of a step.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="index">The step, from 0.</param>
    /// <param name="part">The part, from 0.</param>
    /// <param name="lossFactor">What the loss is multiplied by before its gradient is taken.</param>
    public TrainingStep(int seed, int index, int part, double lossFactor)
    {
        Index = index;
        Part = part;
        LossFactor = lossFactor;
        Random = new Random(StepSeed.Of(seed, index, part));
    }

    /// <summary>The step, from 0.</summary>
    public int Index { get; }

    /// <summary>The part of the step, from 0.</summary>
    public int Part { get; }

    /// <summary>What the loss is multiplied by before its gradient is taken: the share of this part, times the loss scale.</summary>
    public double LossFactor { get; }

    /// <summary>Chance of this part.</summary>
    public Random Random { get; }

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
