namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Marker segments: what is stepped over, what is used, what is refused and in which words.</summary>
public sealed class JpegSegmentTests
{
    private static readonly ushort[] Expected = JpegStream.Image(JpegStream.Rows, JpegStream.Columns, 12);

    [Fact]
    public void Decode_ApplicationAndCommentSegmentsWithMarkersInside_StepsOverThem()
    {
        byte[] stream = JpegStream.Insert(
            JpegStream.Valid(), 2, 0xFF, 0xE1, 0, 10, 0xFF, 0xDA, 0xFF, 0xD9, 0xFF, 0xC0, 0xFF, 0xFF, 0xFF, 0xFE, 0, 6, 0xFF, 0xD8, 0xFF, 0xC4);

        Assert.Equal(Expected, JpegStream.Decode(stream, JpegStream.Format));
    }

    [Fact]
    public void Decode_FillBytesBeforeMarkers_StepsOverThem()
    {
        byte[] stream = JpegStream.Valid(restartLines: 3);
        for (int at = stream.Length - 2; at >= 2; at--)
        {
            if (stream[at] == 0xFF && stream[at + 1] != 0)
            {
                stream = JpegStream.Insert(stream, at, 0xFF, 0xFF, 0xFF);
            }
        }

        Assert.Equal(Expected, JpegStream.Decode(stream, JpegStream.Format));
    }

    [Theory]
    [InlineData(0, new byte[] { 1, 2, 3, 0xFF, 0xD8 })]
    [InlineData(2, new byte[0])]
    [InlineData(1, new byte[0])]
    [InlineData(2, new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    public void Decode_TrailingBytesOrNoEndOfImage_Decodes(int dropped, byte[] added)
    {
        byte[] stream = [.. JpegStream.Valid()[..^dropped], .. added];

        Assert.Equal(Expected, JpegStream.Decode(stream, JpegStream.Format));
    }

    [Fact]
    public void Decode_DataAfterTheLastSample_IsRefused()
    {
        byte[] stream = [.. JpegStream.Valid()[..^2], 0x12, 0x34, 0xFF, 0xD9];

        Refuses(stream, "2 bytes of JPEG entropy-coded data remain");
    }

    [Theory]
    [InlineData(0xC2, "progressive")]
    [InlineData(0xC7, "hierarchical")]
    [InlineData(0xCB, "arithmetic")]
    [InlineData(0xF7, "JPEG-LS")]
    public void Decode_AnotherProcess_IsRefusedByName(byte marker, string name) =>
        Refuses(JpegStream.Change(JpegStream.Valid(), JpegMarker.Lossless, 1, marker), name);

    [Theory]
    [InlineData(0xCC, "arithmetic")]
    [InlineData(0xDE, "hierarchical")]
    [InlineData(0xDF, "hierarchical")]
    [InlineData(0xD8, "FF D8 is out of place")]
    [InlineData(0xD0, "FF D0 is out of place")]
    [InlineData(0xDC, "FF DC is out of place")]
    [InlineData(0xC3, "two frame headers")]
    public void Decode_SegmentThatMayNotStandThere_IsRefused(byte marker, string words)
    {
        byte[] stream = JpegStream.Valid();
        int scan = JpegStream.IndexOf(stream, JpegMarker.StartOfScan);

        Refuses(JpegStream.Insert(stream, scan, 0xFF, marker, 0, 11, 12, 0, 11, 0, 13, 1, 1, 0x11, 0), words);
    }

    [Fact]
    public void Decode_DctProcessUnderALosslessSyntax_IsRefused() =>
        Refuses(JpegStream.Change(JpegStream.Valid(), JpegMarker.Lossless, 1, JpegMarker.ExtendedSequential), "lossy");

    [Theory]
    [InlineData(JpegMarker.Lossless, 4, 11, "precision is 11, 12 to 16 expected by HighBit 11")]
    [InlineData(JpegMarker.Lossless, 4, 17, "precision is 17")]
    [InlineData(JpegMarker.Lossless, 6, 12, "12 x 13 lines and columns, 11 x 13 expected")]
    [InlineData(JpegMarker.Lossless, 8, 1, "columns")]
    [InlineData(JpegMarker.Lossless, 9, 3, "3 components")]
    [InlineData(JpegMarker.Lossless, 11, 0x1F, "sampling factor")]
    [InlineData(JpegMarker.Lossless, 11, 0x01, "sampling factor")]
    [InlineData(JpegMarker.Lossless, 3, 5, "FF C3")]
    [InlineData(JpegMarker.HuffmanTables, 4, 0x20, "Huffman table class")]
    [InlineData(JpegMarker.HuffmanTables, 4, 0x04, "Huffman table destination")]
    [InlineData(JpegMarker.HuffmanTables, 4, 0x01, "table 0 is used but never defined")]
    [InlineData(JpegMarker.HuffmanTables, 4, 0x10, "table 0 is used but never defined")]
    [InlineData(JpegMarker.HuffmanTables, 5, 255, "too short or too long")]
    [InlineData(JpegMarker.HuffmanTables, 21, 17, "greatest difference category")]
    [InlineData(JpegMarker.HuffmanTables, 2, 200, "length")]
    [InlineData(JpegMarker.StartOfScan, 4, 2, "2 components")]
    [InlineData(JpegMarker.StartOfScan, 5, 9, "scan component")]
    [InlineData(JpegMarker.StartOfScan, 6, 0x40, "table selector")]
    [InlineData(JpegMarker.StartOfScan, 7, 0, "predictor is 0")]
    [InlineData(JpegMarker.StartOfScan, 7, 8, "predictor is 8")]
    [InlineData(JpegMarker.StartOfScan, 8, 63, "Se or Ah")]
    [InlineData(JpegMarker.StartOfScan, 9, 12, "point transform is 12")]
    public void Decode_HeaderValueOutOfRange_IsRefused(byte marker, int offset, byte value, string words) =>
        Refuses(JpegStream.Change(JpegStream.Valid(), marker, offset, value), words);

    [Theory]
    [InlineData(11, true)]
    [InlineData(12, false)]
    public void Decode_NumberOfLinesAfterTheScan_MustBeRows(byte lines, bool isRight)
    {
        byte[] stream = JpegStream.Change(JpegStream.Valid(), JpegMarker.Lossless, 6, 0);
        stream = JpegStream.Insert(stream, stream.Length - 2, 0xFF, 0xDC, 0, 4, 0, lines);
        if (isRight)
        {
            Assert.Equal(Expected, JpegStream.Decode(stream, JpegStream.Format));
        }
        else
        {
            Refuses(stream, "12 x 13 lines and columns");
        }
    }

    [Fact]
    public void Decode_NoNumberOfLinesAnywhere_IsRefused() =>
        Refuses(JpegStream.Change(JpegStream.Valid(), JpegMarker.Lossless, 6, 0), "0 x 13 lines and columns");

    [Fact]
    public void Decode_SecondScan_IsRefused()
    {
        byte[] stream = JpegStream.Valid();
        Refuses([.. stream[..^2], .. stream[JpegStream.IndexOf(stream, JpegMarker.StartOfScan)..]], "more than one scan");
    }

    [Fact]
    public void Decode_RestartMarkersExchanged_IsRefused()
    {
        byte[] stream = JpegStream.Valid(restartLines: 3);

        Refuses(JpegStream.Change(stream, JpegMarker.Restart0, 1, JpegMarker.Restart0 + 1), "FF D0 expected, got FF D1");
    }

    [Fact]
    public void Decode_RestartIntervalOfPartialLines_IsRefused()
    {
        byte[] stream = JpegStream.Valid(restartLines: 3);

        Refuses(JpegStream.Change(stream, JpegMarker.RestartInterval, 5, 40), "restart interval is 40, a multiple of 13");
    }

    [Fact]
    public void Decode_SampleOutsideThePrecision_IsRefused()
    {
        ushort[] image = (ushort[])Expected.Clone();
        image[77] = 4096;
        byte[] stream = JpegStream.Encode(image, new JpegLosslessParameters { Columns = JpegStream.Columns, Precision = 12 });

        Refuses(stream, "does not fit 12 bits");
    }

    [Fact]
    public void Decode_SignedSamplesExtendedToSixteenBits_Decodes()
    {
        ushort[] image = [.. Expected.Select(value => (ushort)(short)(value - 2048))];
        byte[] stream = JpegStream.Encode(image, new JpegLosslessParameters { Columns = JpegStream.Columns, Precision = 12 });

        Assert.Equal(image, JpegStream.Decode(stream, JpegStream.Format with { IsSigned = true }));
    }

    [Fact]
    public void Decode_ThirtyTwoBitsAllocated_IsRefused() =>
        Assert.Contains("32", Assert.Throws<CodecException>(() => JpegStream.Decode(JpegStream.Valid(), JpegStream.Format with { BitsAllocated = 32 })).Message);

    private static void Refuses(byte[] stream, string words) =>
        Assert.Contains(words, Assert.Throws<CodecException>(() => JpegStream.Decode(stream, JpegStream.Format)).Message);
}
