namespace CtVlm.MLNet.Dicom.Tests;

public sealed class JpegCodeTableTests
{
    [Fact]
    public void Find_RandomCodes_EqualsComparingEveryCode()
    {
        Random random = new(13);
        for (int i = 0; i < 20; i++)
        {
            int[] counts = [.. Enumerable.Range(0, 256).Select(_ => random.Next(3) == 0 ? 0 : 1 << random.Next(0, 18))];
            JpegLosslessCode code = JpegLosslessCode.Make(counts);
            byte[] table = [0, .. code.Counts, .. code.Symbols];
            JpegCodeTable actual = new(JpegHuffmanCodes.Read(table, 1, "AC", 0), new int[JpegCodeTable.ScratchLength]);
            for (uint bits = 0; bits < 65536; bits += 7)
            {
                int expected = code.Symbols
                    .Where(symbol => bits >> (16 - code.Lengths[symbol]) == code.Codes[symbol])
                    .Select(symbol => (symbol << 8) | code.Lengths[symbol])
                    .FirstOrDefault();
                Assert.Equal(expected, actual.Find(bits));
            }
        }
    }

    [Theory]
    [InlineData(new byte[] { 2 }, true)]
    [InlineData(new byte[] { 1, 2 }, true)]
    [InlineData(new byte[] { 0, 0, 3 }, true)]
    [InlineData(new byte[] { 3 }, false)]
    [InlineData(new byte[] { 1, 3 }, false)]
    [InlineData(new byte[] { 2, 0, 0, 1 }, false)]
    [InlineData(new byte[] { 0 }, false)]
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 200, 100 }, false)]
    public void Read_CodeCounts_AreAcceptedWhenAPrefixCodeHasThem(byte[] counts, bool isCode)
    {
        byte[] table = new byte[400];
        counts.CopyTo(table, 1);
        string message = "";
        try
        {
            JpegHuffmanCodes.Read(table, 1, "DC", 0);
        }
        catch (CodecException failure)
        {
            message = failure.Message;
        }

        Assert.Equal(isCode, message.Length == 0);
        Assert.Equal(isCode, !message.Contains("JPEG DC Huffman table", StringComparison.Ordinal));
    }
}
