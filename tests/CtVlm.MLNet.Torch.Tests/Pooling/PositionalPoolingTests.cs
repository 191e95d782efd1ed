namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Poolings to which places matter: the middle slice, and the tokens of a picture.</summary>
public sealed class PositionalPoolingTests
{
    public PositionalPoolingTests() => TorchRuntime.EnsureLoaded();

    [Theory]
    [InlineData(new float[] { 0, 5, 10, 15 }, 2)]
    [InlineData(new float[] { 15, 10, 5, 0 }, 1)]
    [InlineData(new float[] { 5, -40, 30, 10 }, 3)]
    [InlineData(new float[] { }, 2)]
    public void Middle_Positions_OrderTheSlices(float[] positionsMm, int expected)
    {
        float[] pooled = new float[1];
        new FittedPooling(SlicePooling.Middle(), 1).Pool([10, 11, 12, 13], positionsMm, pooled, []);
        Assert.Equal(10 + expected, pooled[0]);
    }

    [Fact]
    public void Middle_RowsInAnotherOrder_SameSliceByPosition()
    {
        FittedPooling pooling = new(SlicePooling.Middle(), 1);
        int[] order = [.. Enumerable.Range(0, 9)];
        float[] pooled = new float[1];
        for (int seed = 0; seed < 10; seed++)
        {
            new Random(seed).Shuffle(order);
            pooling.Pool([.. order.Select(i => 100f + i)], [.. order.Select(i => i * 2.5f)], pooled, []);
            Assert.Equal(104, pooled[0]);
        }
    }

    [Fact]
    public void Middle_PositionUnknown_NamesTheSlice()
    {
        FittedPooling pooling = new(SlicePooling.Middle(), 1);
        ArgumentException error = Assert.Throws<ArgumentException>(() => pooling.Pool([10, 11, 12], [0, 1, float.NaN], new float[1], []));
        Assert.StartsWith("Slice 2 of bag 0 has no finite position in mm;", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ClsPatchMean_NoPatch_IsTheMeanOfWhatThereIs()
    {
        float[] pooled = new float[2];
        SlicePooling.ClsPatchMean(2).Pool([1, 2], 1, pooled);
        Assert.Equal([1, 1.5f], pooled);
    }

    [Fact]
    public void TopK_EqualNorms_TheEarlierRowIsTaken()
    {
        float[] pooled = new float[2];
        SlicePooling.TopK(1).Pool([1, 0, 0, -3, 3, 0], 2, pooled);
        Assert.Equal([0, -3], pooled);
    }

    [Fact]
    public void Gem_LargeExponent_DoesNotOverflow()
    {
        float[] pooled = new float[1];
        SlicePooling.Gem(200).Pool([1e4f, 2e4f], 1, pooled);
        Assert.Equal(2e4 * Math.Pow(0.5, 1 / 200.0), pooled[0], 1);
    }
}
