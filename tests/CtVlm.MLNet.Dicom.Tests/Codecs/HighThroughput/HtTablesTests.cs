namespace CtVlm.MLNet.Dicom.Tests;

public sealed class HtTablesTests
{
    [Theory]
    [InlineData(true, 444)]
    [InlineData(false, 358)]
    public void Codewords_EachContext_IsACompletePrefixCode(bool isFirstRow, int codewords)
    {
        string[] contexts = isFirstRow ? HtCodewords.FirstRow : HtCodewords.OtherRows;

        Assert.Equal(HtCodewords.Contexts, contexts.Length);
        Assert.Equal(codewords, contexts.Sum(context => context.Split(' ').Length));
        Assert.All(contexts, context => Assert.Equal(128, context.Split(' ').Sum(leaf => 128 >> (leaf[0] - '0'))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Codewords_EachContext_SaysEachPatternOnceWithoutExponent(bool isFirstRow)
    {
        string[] contexts = isFirstRow ? HtCodewords.FirstRow : HtCodewords.OtherRows;

        // In context 0 an event has already said that the pattern is not 0.
        Assert.All(contexts.Select((context, i) => (context, i)), pair => Assert.Equal(
            Enumerable.Range(pair.i == 0 ? 1 : 0, pair.i == 0 ? 15 : 16),
            pair.context.Split(' ').Where(leaf => leaf.Length == 2).Select(leaf => Convert.ToInt32(leaf[1..], 16)).Order()));
    }

    [Fact]
    public void QuadTable_EveryEntry_KnowsOnlyOfSignificantSamples() => Assert.All(HtQuadTable.FirstRow.Concat(HtQuadTable.OtherRows), entry =>
    {
        int rho = (entry >> HtQuadTable.RhoShift) & 15;
        int known = entry >> HtQuadTable.KnownShift;
        int ones = (entry >> HtQuadTable.KnownOnesShift) & 15;
        Assert.Equal(0, known & ~rho);
        Assert.Equal(0, ones & ~known);
        Assert.InRange((int)(entry & HtQuadTable.LengthMask), 1, HtCodewords.MaxLength);
    });

    // Codewords as the tables of annex C print them: context, rho, u_off, e_k, e_1, codeword, length.
    [Theory]
    [InlineData(true, 0, 0x1, 0, 0x0, 0x0, 0x06, 4)]
    [InlineData(true, 0, 0x3, 1, 0x3, 0x1, 0x1F, 7)]
    [InlineData(true, 0, 0xC, 1, 0xC, 0x4, 0x15, 6)]
    [InlineData(false, 0, 0x1, 0, 0x0, 0x0, 0x00, 3)]
    [InlineData(false, 0, 0x1, 1, 0x1, 0x1, 0x27, 6)]
    [InlineData(false, 0, 0x3, 1, 0x0, 0x0, 0x3B, 6)]
    public void QuadTable_PrintedCodeword_IsFound(bool isFirstRow, int context, int rho, int hasExponent, int known, int ones, int codeword, int length)
    {
        ushort[] table = isFirstRow ? HtQuadTable.FirstRow : HtQuadTable.OtherRows;
        int expected = length | (hasExponent << HtQuadTable.HasExponentShift) | (rho << HtQuadTable.RhoShift)
            | (ones << HtQuadTable.KnownOnesShift) | (known << HtQuadTable.KnownShift);

        for (int after = 0; after < 128 >> length; after++)
        {
            Assert.Equal(expected, table[(context << HtQuadTable.ContextShift) | (after << length) | codeword]);
        }
    }
}
