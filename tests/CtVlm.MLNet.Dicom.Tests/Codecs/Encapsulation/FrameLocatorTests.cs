namespace CtVlm.MLNet.Dicom.Tests;

public sealed class FrameLocatorTests
{
    private static readonly byte[] NoTable = ItemBytes.Item();

    [Fact]
    public void Locate_OneFragment_IsTheFrame() => AssertFrames([[1, 2, 3, 4]], [], NoTable, ItemBytes.Item(1, 2, 3, 4));

    [Fact]
    public void Locate_OneFrameInManyFragments_JoinsThem() =>
        AssertFrames([[1, 2, 3, 4, 5, 6]], [], NoTable, ItemBytes.Item(1, 2), ItemBytes.Item(), ItemBytes.Item(3, 4, 5, 6));

    [Fact]
    public void Locate_AsManyFragmentsAsFrames_GivesEachOne() =>
        AssertFrames([[1, 2], [3, 4, 5, 6], [7, 8]], [], NoTable, ItemBytes.Item(1, 2), ItemBytes.Item(3, 4, 5, 6), ItemBytes.Item(7, 8));

    [Fact]
    public void Locate_BasicOffsetTable_DealsTheFragmentsOut() =>
        AssertFrames([[1, 2, 3, 4], [5, 6]], [], ItemBytes.BasicTable(0, 20), ItemBytes.Item(1, 2), ItemBytes.Item(3, 4), ItemBytes.Item(5, 6));

    [Theory]
    [InlineData(0u, 21u)]
    [InlineData(10u, 20u)]
    [InlineData(20u, 0u)]
    [InlineData(0u, 0u)]
    [InlineData(0u, 0xFFFF_FFFEu)]
    public void Locate_WrongBasicOffsetTable_IsIgnoredWithAWarning(uint first, uint second)
    {
        byte[] table = ItemBytes.BasicTable(first, second);

        AssertFrames([[1, 2], [3, 4]], ["Basic Offset Table"], table, ItemBytes.Item(1, 2), ItemBytes.Item(3, 4));
        AssertRefused("cannot be dealt out", 2, table, ItemBytes.Item(1, 2), ItemBytes.Item(3, 4), ItemBytes.Item(5, 6), ItemBytes.Delimiter);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 0 })]
    public void Locate_BasicOffsetTableOfAnotherLength_IsIgnoredWithAWarning(byte[] table) =>
        AssertFrames([[1, 2], [3, 4]], ["Basic Offset Table"], ItemBytes.Item(table), ItemBytes.Item(1, 2), ItemBytes.Item(3, 4));

    [Fact]
    public void Locate_OneFrameWithAWrongTable_HasAllFragments() =>
        AssertFrames([[1, 2, 3, 4]], ["Basic Offset Table"], ItemBytes.BasicTable(4242), ItemBytes.Item(1, 2), ItemBytes.Item(3, 4));

    [Theory]
    [InlineData(new ulong[] { 0, 10 }, new ulong[] { 2, 2 }, true)]
    [InlineData(new ulong[] { 0, 10 }, new ulong[] { 1, 2 }, true)]
    [InlineData(new ulong[] { 0, 10 }, new ulong[] { 3, 2 }, false)]
    [InlineData(new ulong[] { 0, 10 }, new ulong[] { 2 }, false)]
    [InlineData(new ulong[] { 0 }, new ulong[] { 2 }, false)]
    [InlineData(new ulong[] { 0, ulong.MaxValue - 5 }, new ulong[] { 2, 2 }, false)]
    [InlineData(new ulong[] { 1UL << 63, 1UL << 63 }, new ulong[] { 2, 1UL << 63 }, false)]
    public void Locate_ExtendedOffsetTable_IsHeldAgainstTheItems(ulong[] offsets, ulong[] lengths, bool fits)
    {
        byte[] file = File(2, ItemBytes.ExtendedTable(offsets, lengths), NoTable, ItemBytes.Item(1, 2), ItemBytes.Item(3, 4), ItemBytes.Delimiter);

        (byte[][] frames, List<CtWarning> warnings) = Locate(file, 2);

        Assert.Equal([[1, 2], [3, 4]], frames);
        Assert.Equal(fits ? 0 : 1, warnings.Count);
    }

    [Fact]
    public void Locate_NoTable_FindsFrameEndsInTheCodestreams() => AssertFrames(
        [[0xFF, 0xD8, 1, 2, 3, 0xFF, 0xD9, 0], [0xFF, 0xD8, 9, 9, 0xFF, 0xD9]],
        [],
        NoTable,
        ItemBytes.Item(0xFF, 0xD8, 1, 2),
        ItemBytes.Item(3, 0xFF, 0xD9, 0),
        ItemBytes.Item(0xFF, 0xD8, 9, 9),
        ItemBytes.Item(0xFF, 0xD9));

    [Fact]
    public void Locate_MarkerWithoutAnEndBeforeIt_StartsNoFrame() => AssertFrames(
        [[0xFF, 0x4F, 1, 1, 0xFF, 0x4F, 0xFF, 0xD9], [0xFF, 0x4F, 0xFF, 0xD9]],
        [],
        NoTable,
        ItemBytes.Item(0xFF, 0x4F, 1, 1),
        ItemBytes.Item(0xFF, 0x4F, 0xFF, 0xD9),
        ItemBytes.Item(0xFF, 0x4F, 0xFF, 0xD9));

    [Fact]
    public void Locate_LastCodestreamWithoutItsEnd_IsRefused() => AssertRefused(
        "cannot be dealt out", 2, NoTable, ItemBytes.Item(0xFF, 0xD8, 0xFF, 0xD9), ItemBytes.Item(0xFF, 0xD8), ItemBytes.Item(1, 2), ItemBytes.Delimiter);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(7)]
    public void Locate_DelimiterMissingOrCut_DeliversWithAWarning(int bytesLeft)
    {
        byte[] file = File(1, [], NoTable, ItemBytes.Item(1, 2), ItemBytes.Delimiter[..bytesLeft]);

        (byte[][] frames, List<CtWarning> warnings) = Locate(file, 1);

        Assert.Equal([1, 2], Assert.Single(frames));
        Assert.Contains("delimiter", Assert.Single(warnings).Message);
    }

    [Fact]
    public void Locate_NoFragments_IsRefused()
    {
        AssertRefused("no fragment", 1, NoTable, ItemBytes.Delimiter);
        AssertRefused("no fragment", 1, NoTable);
        AssertRefused("no fragment", 1, ItemBytes.Delimiter);
        AssertRefused("inside the header of the Basic Offset Table", 1);
    }

    [Fact]
    public void Locate_DamagedItem_IsRefused()
    {
        AssertRefused("undefined length", 1, NoTable, ItemBytes.ItemOfLength(0xFFFF_FFFF, 1, 2), ItemBytes.Delimiter);
        AssertRefused("only 10 remain", 1, NoTable, ItemBytes.ItemOfLength(0x7FFF_FFF0, 1, 2), ItemBytes.Delimiter);
        AssertRefused("fragment 1 of encapsulated Pixel Data (7FE0,0010) must start with the item tag", 1, NoTable, ItemBytes.Item(1, 2), [0x28, 0, 0x10, 0, 0, 0, 0, 0]);
        AssertRefused("inside the header of fragment 1", 1, NoTable, ItemBytes.Item(1, 2), ItemBytes.Item()[..5]);
        AssertRefused("holds 1 fragment;", 5, NoTable, ItemBytes.Item(1, 2), ItemBytes.Delimiter);
    }

    [Fact]
    public void Locate_MoreFragmentsThanTheLimit_IsRefused()
    {
        byte[] file = File(1, [], NoTable, ItemBytes.Item(1, 2), ItemBytes.Item(3, 4), ItemBytes.Delimiter);

        DicomPixelDataException failure = Assert.Throws<DicomPixelDataException>(() => Locate(file, 1, new DicomLimits { MaxFragments = 1 }));

        Assert.Contains("MaxFragments = 1", failure.Message);
    }

    [Fact]
    public void TryJoin_HeadersAreNotThere_SaysSo()
    {
        Assert.False(FragmentJoiner.TryJoin(new byte[24], 2, out _));
        Assert.False(FragmentJoiner.TryJoin(ItemBytes.ItemOfLength(3, 1, 2), 1, out _));
        Assert.False(FragmentJoiner.TryJoin(ItemBytes.Item(1, 2), 2, out _));
        Assert.False(FragmentJoiner.TryJoin((byte[])[.. ItemBytes.Item(1, 2), 9], 1, out _));
    }

    private static void AssertFrames(byte[][] expected, string[] warnings, params byte[][] items)
    {
        (byte[][] frames, List<CtWarning> found) = Locate(File(expected.Length, [], [.. items, ItemBytes.Delimiter]), expected.Length);

        Assert.Equal(expected, frames);
        Assert.Equal(warnings.Length, found.Count);
        Assert.All(warnings.Zip(found), pair => Assert.Contains(pair.First, pair.Second.Message));
    }

    private static void AssertRefused(string reason, int frames, params byte[][] items)
    {
        DicomPixelDataException failure = Assert.Throws<DicomPixelDataException>(() => Locate(File(frames, [], items), frames));

        Assert.Contains(reason, failure.Message);
        Assert.StartsWith("file.dcm: ", failure.Message, StringComparison.Ordinal);
    }

    private static (byte[][] Frames, List<CtWarning> Warnings) Locate(byte[] file, int frames, DicomLimits? limits = null)
    {
        using MemoryByteSource source = new(file);
        DicomHeader header = DicomHeaderReader.Read(source, "file.dcm", DicomLimits.Default);
        List<CtWarning> warnings = [];
        StoredFrame[] located = FrameLocator.Locate(source, header, frames, limits ?? DicomLimits.Default, warnings);
        return ([.. located.Select(frame => Joined(file, frame))], warnings);
    }

    private static byte[] Joined(byte[] file, StoredFrame frame)
    {
        byte[] stored = file[(int)frame.Position..(int)(frame.Position + frame.Length)];
        if (frame.Fragments == 1)
        {
            return stored;
        }

        Assert.True(FragmentJoiner.TryJoin(stored, frame.Fragments, out Span<byte> joined));
        Assert.Equal(frame.JoinedLength, joined.Length);
        return joined.ToArray();
    }

    private static byte[] File(int frames, byte[] beforePixelData, params byte[][] items)
    {
        byte[] native = new TestSlice { TransferSyntax = "1.2.840.10008.1.2.5", Extra = TestSlice.Text(0x0028_0008, "IS", $"{frames}") }.ToBytes();
        int pixels = native.AsSpan().LastIndexOf(new byte[] { 0xE0, 0x7F, 0x10, 0 });
        return [.. native[..pixels], .. beforePixelData, .. ItemBytes.PixelData(items)];
    }
}
