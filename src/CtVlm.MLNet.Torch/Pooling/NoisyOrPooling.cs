using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Probability that at least one slice has what each column is the probability of: 1 - prod(1 - p).</summary>
/// <remarks><b>Source:</b> Maron and Lozano-Perez, A Framework for Multiple-Instance Learning, 1998, section 3.</remarks>
internal sealed class NoisyOrPooling : SlicePooling
{
    public const string PoolingName = "noisyor";

    public override string Name => PoolingName;

    public override int GetOutputWidth(int width) => width;

    internal override PoolingModule CreateModule(int width, int classCount) => new NoisyOrModule();

    private sealed class NoisyOrModule() : PoolingModule(nameof(NoisyOrModule))
    {
        private protected override PooledBags Pool(BagBatch bags)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor probabilities = bags.ZeroedRows;
            Check(probabilities.detach());
            Tensor value = probabilities.detach().neg().log1p().sum(1).expm1().neg(); // (B, N, D) -> (B, D); exact for small probabilities
            Tensor slope = probabilities.TakenFrom(1).prod(1).neg(); // its gradient, the product over the other slices, is finite at p = 1 where that of the logarithm is not
            return new(value.Plus(slope.sub(slope.detach())).MoveToOuterDisposeScope());
        }

        private static void Check(Tensor probabilities)
        {
            Tensor isWrong = probabilities.IsAtLeast(0).logical_and(probabilities.IsAtMost(1)).logical_not(); // NaN is neither
            if (!isWrong.any().item<bool>())
            {
                return;
            }

            long place = isWrong.flatten().to(int32).argmax().item<long>();
            (long rows, long width) = (probabilities.shape[1], probabilities.shape[2]);
            double wrong = probabilities.flatten()[place].to(float64).item<double>();
            throw new ArgumentException(
                $"Pooling '{PoolingName}' pools probabilities from 0 to 1: row {place / width % rows}, column {place % width} of bag {place / width / rows} is {PoolingArguments.Text(wrong)}. Pool the scores of a classifier, not embeddings.");
        }
    }
}
