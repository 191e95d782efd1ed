namespace CtVlm.MLNet.Dicom.Tests;

public sealed class DicomHeaderReaderTests
{
    [Fact]
    public void Read_OneSlice_FindsThePixelsWithoutReadingThem()
    {
        byte[] bytes = new TestSlice { Rows = 512, Columns = 512, Stored = new ushort[512 * 512] }.ToBytes();
        MemoryByteSource source = new(bytes);

        DicomHeader header = DicomHeaderReader.Read(source, "slice.dcm", DicomLimits.Default);

        Assert.Equal(bytes.Length - (512 * 512 * 2), header.Pixels!.Position);
        Assert.Equal(512u * 512 * 2, header.Pixels.Length);
        Assert.InRange(source.BytesRead, 1, 64 * 1024);
    }

    [Fact]
    public void Read_LargePrivateValue_IsSteppedOver()
    {
        byte[] bytes = new TestSlice { Extra = TestSlice.Element(0x0011_1010, "OB", new byte[10_000_000]) }.ToBytes();
        MemoryByteSource source = new(bytes);

        DicomHeader header = DicomHeaderReader.Read(source, "slice.dcm", DicomLimits.Default);

        Assert.Equal(4u, header.Dataset.GetUnsigned(DicomTags.Rows));
        Assert.InRange(source.BytesRead, 1, 256 * 1024);
    }

    [Fact]
    public void Read_IdentifyingElements_AreNotKept()
    {
        DicomHeader header = DicomHeaderReader.Read(new MemoryByteSource(new TestSlice().ToBytes()), "slice.dcm", DicomLimits.Default);

        Assert.False(header.Dataset.Contains(0x0010_0010));
        Assert.True(header.Dataset.Contains(DicomTags.Modality));
    }

    [Fact]
    public void Read_MoreElementsThanTheLimit_Throws() =>
        AssertRefused(new TestSlice().ToBytes(), new DicomLimits { MaxElements = 10 }, "MaxElements = 10");

    [Fact]
    public void Read_NeededValueLongerThanTheLimit_Throws() =>
        AssertRefused(new TestSlice().ToBytes(), new DicomLimits { MaxValueBytes = 16 }, "MaxValueBytes = 16");

    [Fact]
    public void Read_SequencesDeeperThanTheLimit_Throws()
    {
        byte[] open = [0x08, 0, 0x40, 0x11, (byte)'S', (byte)'Q', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF];
        byte[] nested = [.. Enumerable.Repeat(open, 5).SelectMany(bytes => bytes)];

        AssertRefused(new TestSlice { Extra = nested }.ToBytes(), new DicomLimits { MaxSequenceDepth = 4 }, "MaxSequenceDepth = 4");
    }

    [Theory]
    [InlineData(0x0008_1140u)]
    [InlineData(DicomTags.PixelMeasuresSequence)]
    public void Read_SequenceLongerThanTheLimit_Throws(uint tag)
    {
        byte[] sequence =
        [
            .. TestSlice.Element(tag, "SQ", [])[..8], 0xFF, 0xFF, 0xFF, 0xFF,
            .. Enumerable.Repeat(ItemBytes.Item(TestSlice.Text(0x0028_0030, "DS", "1\\1")), 10).SelectMany(item => item), .. ItemBytes.Delimiter,
        ];
        byte[] file = new TestSlice { Extra = sequence }.ToBytes();

        AssertRefused(file, new DicomLimits { MaxSequenceBytes = 100 }, "MaxSequenceBytes = 100");
        Assert.NotNull(DicomHeaderReader.Read(new MemoryByteSource(file), "slice.dcm", new DicomLimits { MaxSequenceBytes = 10 * 20 }).Pixels);
    }

    [Fact]
    public void Read_EveryByteFlipped_NeverThrowsAnythingButDicomException()
    {
        byte[] original = new TestSlice().ToBytes();
        for (int at = 0; at < original.Length - 48; at++)
        {
            foreach (byte value in new byte[] { 0, 1, 0x7F, 0xFF, (byte)(original[at] ^ 0x20) })
            {
                byte[] bytes = [.. original];
                bytes[at] = value;
                Exception? failure = Record.Exception(() => DicomHeaderReader.Read(new MemoryByteSource(bytes), "slice.dcm", DicomLimits.Default));
                Assert.True(failure is null or DicomException, $"byte {at} = {value}: {failure}");
            }
        }
    }

    private static void AssertRefused(byte[] bytes, DicomLimits limits, string expected)
    {
        DicomFormatException failure = Assert.Throws<DicomFormatException>(
            () => DicomHeaderReader.Read(new MemoryByteSource(bytes), "slice.dcm", limits));
        Assert.Contains(expected, failure.Message);
    }
}
