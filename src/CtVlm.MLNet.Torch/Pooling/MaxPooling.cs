using System.Numerics.Tensors;
using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>The largest value of each column; NaN where a row holds NaN.</summary>
internal sealed class MaxPooling : SlicePooling
{
    public const string PoolingName = "max";

    public override string Name => PoolingName;

    public override int GetOutputWidth(int width) => width;

    internal override PoolingModule CreateModule(int width, int classCount) => new MaxModule();

    private protected override void PoolCore(ReadOnlySpan<float> bag, int width, Span<float> destination)
    {
        bag[..width].CopyTo(destination);
        for (int start = width; start < bag.Length; start += width)
        {
            TensorPrimitives.Max(destination, bag.Slice(start, width), destination);
        }
    }

    private sealed class MaxModule() : PoolingModule(nameof(MaxModule))
    {
        private protected override PooledBags Pool(BagBatch bags)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            return new(bags.FilledRows(double.NegativeInfinity).amax([1]).MoveToOuterDisposeScope()); // (B, N, D) -> (B, D)
        }
    }
}
