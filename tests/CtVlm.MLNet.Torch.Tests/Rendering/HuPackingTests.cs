namespace CtVlm.MLNet.Torch.Tests;

public class HuPackingTests
{
    [Fact]
    public void TryPack_WholeNumbersOfAnyLength_AreKeptToTheBit()
    {
        Random random = new(1);
        for (int length = 0; length <= 100; length++)
        {
            short[] expected = [.. Enumerable.Range(0, length).Select(_ => (short)random.Next(short.MinValue, short.MaxValue + 1))];
            short[] packed = new short[length];
            Assert.True(HuPacking.TryPack([.. expected.Select(x => (float)x)], packed));
            Assert.Equal(expected, packed);
        }
    }

    [Theory]
    [InlineData(0.5f)]
    [InlineData(-1023.999f)]
    [InlineData(32768f)]
    [InlineData(-32769f)]
    [InlineData(1e30f)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NaN)]
    [InlineData(float.Epsilon)]
    public void TryPack_OneOtherValueAnywhere_IsRefused(float value)
    {
        for (int at = 0; at < 70; at++)
        {
            float[] hu = new float[70];
            hu[at] = value;
            Assert.False(HuPacking.TryPack(hu, new short[70]), $"{value} at {at}");
        }
    }

    [Fact]
    public void TryPack_EndsOfTheRange_Fit()
    {
        short[] packed = new short[64];
        Assert.True(HuPacking.TryPack([.. Enumerable.Range(0, 64).Select(i => i % 2 == 0 ? -32768f : 32767f)], packed));
        Assert.Equal(Enumerable.Range(0, 64).Select(i => i % 2 == 0 ? short.MinValue : short.MaxValue), packed);
    }
}
