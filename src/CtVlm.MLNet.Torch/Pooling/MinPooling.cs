using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>The smallest value of each column; NaN where a row holds NaN.</summary>
internal sealed class MinPooling : SlicePooling
{
    public const string PoolingName = "min";

    public override string Name => PoolingName;

    public override int GetOutputWidth(int width) => width;

    internal override PoolingModule CreateModule(int width, int classCount) => new MinModule();

    private sealed class MinModule() : PoolingModule(nameof(MinModule))
    {
        private protected override PooledBags Pool(BagBatch bags)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            return new(bags.FilledRows(double.PositiveInfinity).amin([1]).MoveToOuterDisposeScope()); // (B, N, D) -> (B, D)
        }
    }
}
