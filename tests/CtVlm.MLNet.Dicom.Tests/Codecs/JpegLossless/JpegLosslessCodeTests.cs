namespace CtVlm.MLNet.Dicom.Tests;

public sealed class JpegLosslessCodeTests
{
    [Fact]
    public void Make_FibonacciCounts_LimitsCodesToSixteenBits()
    {
        int[] counts = new int[24];
        (counts[0], counts[1]) = (1, 1);
        for (int i = 2; i < counts.Length; i++)
        {
            counts[i] = counts[i - 1] + counts[i - 2];
        }

        JpegLosslessCode code = JpegLosslessCode.Make(counts);

        Assert.Equal(16, code.Lengths.Max());
        AssertPrefixCode(code);
        Assert.All(Enumerable.Range(1, 23), symbol => Assert.True(code.Lengths[symbol] <= code.Lengths[symbol - 1]));
    }

    [Fact]
    public void Make_RandomCounts_CostsNoMoreThanEntropyAndHalfABit()
    {
        Random random = new(5);
        for (int i = 0; i < 200; i++)
        {
            int[] counts = [.. Enumerable.Range(0, 17).Select(_ => random.Next(3) == 0 ? 0 : random.Next(1, 1 << random.Next(1, 20)))];
            counts[random.Next(17)]++;
            JpegLosslessCode code = JpegLosslessCode.Make(counts);
            AssertPrefixCode(code);
            double total = counts.Sum();
            double entropy = counts.Where(count => count > 0).Sum(count => -count * Math.Log2(count / total));
            double bits = counts.Select((count, symbol) => (double)count * code.Lengths[symbol]).Sum();

            // A Huffman code is within one bit a symbol of entropy; the code of all ones that stays free costs little more.
            Assert.InRange(bits, entropy, entropy + (1.1 * total));
            Assert.All(Enumerable.Range(0, 17), symbol => Assert.Equal(counts[symbol] > 0, code.Lengths[symbol] > 0));
        }
    }

    [Fact]
    public void Make_OneSymbol_HasACodeOfOneBitThatIsNotOne()
    {
        JpegLosslessCode code = JpegLosslessCode.Make([0, 0, 7]);

        Assert.Equal((1, 0), (code.Lengths[2], code.Codes[2]));
    }

    private static void AssertPrefixCode(JpegLosslessCode code)
    {
        string[] codes = [.. code.Symbols.Select(symbol => Convert.ToString(code.Codes[symbol], 2).PadLeft(code.Lengths[symbol], '0'))];
        Assert.All(codes, a => Assert.Single(codes, b => b.StartsWith(a, StringComparison.Ordinal)));
        Assert.All(codes, a => Assert.Contains('0', a));
    }
}
