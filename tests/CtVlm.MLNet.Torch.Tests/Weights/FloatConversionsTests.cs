using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Every one of the 65,536 patterns, against arithmetic on their parts.</summary>
public sealed class FloatConversionsTests
{
    private static readonly ushort[] s_all = [.. Enumerable.Range(0, 1 << 16).Select(i => (ushort)i)];

    [Fact]
    public void HalfToSingle_EveryPattern_IsExact()
    {
        float[] got = new float[s_all.Length];
        FloatConversions.HalfToSingle(MemoryMarshal.AsBytes<ushort>(s_all), got);
        Assert.All(s_all, bits => AssertSame(FromParts(bits, exponentBits: 5, fractionBits: 10), got[bits]));
    }

    [Fact]
    public void BFloat16ToSingle_EveryPattern_IsExact()
    {
        float[] got = new float[s_all.Length];
        FloatConversions.BFloat16ToSingle(MemoryMarshal.AsBytes<ushort>(s_all), got);
        Assert.All(s_all, bits => AssertSame(FromParts(bits, exponentBits: 8, fractionBits: 7), got[bits]));
    }

    [Fact]
    public void SingleToBFloat16_EveryPattern_ComesBack()
    {
        float[] wide = new float[s_all.Length];
        FloatConversions.BFloat16ToSingle(MemoryMarshal.AsBytes<ushort>(s_all), wide);
        ushort[] back = new ushort[s_all.Length];
        FloatConversions.SingleToBFloat16(wide, back);
        Assert.All(s_all, bits => Assert.True(back[bits] == bits || (float.IsNaN(wide[bits]) && back[bits] == (bits | 0x40)), $"{bits:x4} became {back[bits]:x4}."));
    }

    [Theory]
    [InlineData(0x3f808000, 0x3f80)] // a tie: down to the even neighbour
    [InlineData(0x3f818000, 0x3f82)] // a tie: up to the even neighbour
    [InlineData(0x3f808001, 0x3f81)]
    [InlineData(0x3f807fff, 0x3f80)]
    [InlineData(0x7f7fffff, 0x7f80)] // the largest number rounds to infinity
    public void SingleToBFloat16_BetweenTwo_RoundsToNearestEven(uint bits, ushort expected)
    {
        ushort[] got = new ushort[1];
        FloatConversions.SingleToBFloat16([BitConverter.UInt32BitsToSingle(bits)], got);
        Assert.Equal(expected, got[0]);
    }

    [Fact]
    public void DoubleToSingle_Values_AreRounded()
    {
        double[] values = [0.1, -1e300, 1e-300, Math.PI, double.NaN];
        float[] got = new float[values.Length];
        FloatConversions.DoubleToSingle(MemoryMarshal.AsBytes<double>(values), got);
        Assert.Equal([0.1f, float.NegativeInfinity, 0, (float)Math.PI, float.NaN], got);
    }

    private static double FromParts(ushort bits, int exponentBits, int fractionBits)
    {
        int bias = (1 << (exponentBits - 1)) - 1;
        int exponent = (bits >> fractionBits) & ((1 << exponentBits) - 1);
        double fraction = (bits & ((1 << fractionBits) - 1)) / Math.Pow(2, fractionBits);
        double sign = (bits & 0x8000) != 0 ? -1 : 1;
        return exponent == (1 << exponentBits) - 1
            ? (fraction == 0 ? sign * double.PositiveInfinity : double.NaN)
            : exponent == 0 ? sign * fraction * Math.Pow(2, 1 - bias) : sign * (1 + fraction) * Math.Pow(2, exponent - bias);
    }

    private static void AssertSame(double expected, float got) => Assert.True(
        double.IsNaN(expected) ? float.IsNaN(got) : expected == got && double.IsNegative(expected) == float.IsNegative(got), $"{expected} expected, got {got}.");
}
