using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>The sum of each column.</summary>
internal sealed class SumPooling : SlicePooling
{
    public const string PoolingName = "sum";

    public override string Name => PoolingName;

    public override int GetOutputWidth(int width) => width;

    internal override PoolingModule CreateModule(int width, int classCount) => new SumModule();

    private sealed class SumModule() : PoolingModule(nameof(SumModule))
    {
        private protected override PooledBags Pool(BagBatch bags)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            return new(bags.ZeroedRows.sum(1).MoveToOuterDisposeScope()); // (B, N, D) -> (B, D)
        }
    }
}
