using System.Numerics.Tensors;

namespace CtVlm.MLNet.Torch;

/// <summary>The largest value of each column; NaN where a row holds NaN.</summary>
internal sealed class MaxPooling : SlicePooling
{
    public const string PoolingName = "max";

    public override string Name => PoolingName;

    public override int GetOutputWidth(int width) => width;

    private protected override void PoolCore(ReadOnlySpan<float> bag, int width, Span<float> destination)
    {
        bag[..width].CopyTo(destination);
        for (int start = width; start < bag.Length; start += width)
        {
            TensorPrimitives.Max(destination, bag.Slice(start, width), destination);
        }
    }
}
