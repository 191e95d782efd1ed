using System.Buffers;
using System.Numerics.Tensors;
using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>The mean of the rows, summed in double so that the order of the rows does not show.</summary>
internal sealed class MeanPooling : SlicePooling
{
    public const string PoolingName = "mean";

    public override string Name => PoolingName;

    public override int GetOutputWidth(int width) => width;

    internal override PoolingModule CreateModule(int width, int classCount) => new MeanModule();

    private protected override void PoolCore(ReadOnlySpan<float> bag, int width, Span<float> destination)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(2 * width);
        Span<double> sum = rented.AsSpan(0, width);
        Span<double> row = rented.AsSpan(width, width);
        sum.Clear();
        for (int start = 0; start < bag.Length; start += width)
        {
            TensorPrimitives.ConvertTruncating(bag.Slice(start, width), row);
            TensorPrimitives.Add(sum, row, sum);
        }

        TensorPrimitives.Multiply(sum, (double)width / bag.Length, sum);
        TensorPrimitives.ConvertTruncating<double, float>(sum, destination);
        ArrayPool<double>.Shared.Return(rented);
    }

    private sealed class MeanModule() : PoolingModule(nameof(MeanModule))
    {
        private protected override PooledBags Pool(BagBatch bags)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            return new(PoolingRows.Mean(bags).MoveToOuterDisposeScope()); // (B, N, D) -> (B, D)
        }
    }
}
