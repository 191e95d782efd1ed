using System.Buffers.Binary;
using System.IO.Compression;

namespace CtVlm.MLNet.Dicom.Tests;

public sealed class ZipSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.NoCompression)]
    public void Open_Archive_IsTheSameAsTheFolder(CompressionLevel level)
    {
        (string Name, byte[] Bytes)[] files = TestArchive.Stack(5);
        Array.ForEach(files, file => File.WriteAllBytes(_folder[$"folder/{file.Name}"], file.Bytes));
        File.WriteAllBytes(_folder["study.bin"], TestArchive.Of(level, [.. files.Reverse(), ("readme.txt", "no image at all"u8.ToArray())]));

        using CtVolume expected = CtVolume.Open(_folder["folder"]);
        using CtVolume actual = CtVolume.Open(_folder["study.bin"]);

        Assert.Equal(expected.ReadAll(1, TestContext.Current.CancellationToken), actual.ReadAll(4, TestContext.Current.CancellationToken));
        Assert.Equal(expected.GetContentFingerprint(TestContext.Current.CancellationToken), actual.GetContentFingerprint(TestContext.Current.CancellationToken));
        CtInventory inventory = Scan(_folder["study.bin"]);
        Assert.Equal("CT", Assert.Single(inventory.Series).RelativePath);
        Assert.All(inventory.Series[0].Files, file => Assert.Equal(_folder["study.bin"], file));
        Assert.Equal(("readme.txt", "not a DICOM file"), (Assert.Single(inventory.Skipped).Path, inventory.Skipped[0].Reason));
    }

    [Theory]
    [InlineData("ts-rle")]
    [InlineData("ts-deflated")]
    [InlineData("mf-enhanced")]
    [InlineData("enc-rle-fragments")]
    [InlineData("fo-dicomdir")]
    public void Open_ArchiveOfGoldenCase_HasItsFingerprint(string id)
    {
        string path = GoldenSeries.PathOf(id);
        File.WriteAllBytes(
            _folder["case.zip"], Directory.Exists(path) ? TestArchive.OfFolder(path) : TestArchive.Of(CompressionLevel.Optimal, ("one.dcm", File.ReadAllBytes(path))));

        using CtVolume expected = CtVolume.Open(path);
        using CtVolume actual = CtVolume.Open(_folder["case.zip"]);

        Assert.Equal(expected.GetContentFingerprint(TestContext.Current.CancellationToken), actual.GetContentFingerprint(TestContext.Current.CancellationToken));
        Assert.Equal(
            expected.ComputeStatistics(cancellationToken: TestContext.Current.CancellationToken),
            actual.ComputeStatistics(cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Scan_LargeDeflatedEntry_InflatesOnlyTheBeginning()
    {
        byte[] slice = new TestSlice { Rows = 1024, Columns = 1024, Stored = [.. Enumerable.Range(0, 1024 * 1024).Select(i => (ushort)(i * 31))] }.ToBytes();
        File.WriteAllBytes(_folder["one.zip"], TestArchive.Of(CompressionLevel.Fastest, ("IM1", slice)));
        using MemoryByteSource bytes = new(File.ReadAllBytes(_folder["one.zip"]));
        CountingFile archive = new(bytes);
        IDicomFile entry = Assert.Single(ZipReader.List(archive, bytes, DicomLimits.Default).Files);
        long before = bytes.BytesRead;

        using IByteSource source = entry.Open();
        DicomHeader header = DicomHeaderReader.Read(source, entry.Name, DicomLimits.Default);

        Assert.Equal(1024u, header.Dataset.GetUnsigned(DicomTags.Rows));
        Assert.InRange(bytes.BytesRead - before, 1, 64 * 1024);
    }

    [Fact]
    public void ReadSlice_FrameFarInADeflatedEntry_IsRead()
    {
        byte[] slice = new TestSlice { Extra = TestSlice.Element(0x0011_1010, "OB", new byte[5_000_000]) }.ToBytes();
        File.WriteAllBytes(_folder["one.zip"], TestArchive.Of(CompressionLevel.Fastest, ("IM1", slice)));
        using CtVolume volume = CtVolume.Open(_folder["one.zip"]);
        float[] hu = new float[24];

        volume.ReadSlice(0, hu);
        volume.ReadSlice(0, hu);

        Assert.Equal(Enumerable.Range(0, 24).Select(i => (float)(1000 + i - 1024)), hu);
    }

    [Theory]
    [InlineData("../../etc/IM1", "etc/IM1")]
    [InlineData("/etc/passwd", "etc/passwd")]
    [InlineData("C:\\temp\\IM1", "temp/IM1")]
    [InlineData("a/./../b/IM1", "a/b/IM1")]
    [InlineData("..", "file")]
    public void Scan_NamesThatLeadOutside_AreLabelsOnly(string name, string label)
    {
        File.WriteAllBytes(_folder["evil.zip"], TestArchive.Of(CompressionLevel.Optimal, (name, new TestSlice { Modality = "MR" }.ToBytes())));

        Assert.Equal(label, Assert.Single(Scan(_folder["evil.zip"]).Skipped).Path);
        Assert.Equal([_folder["evil.zip"]], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Scan_ArchiveInAnArchiveOrFolder_IsNotOpened()
    {
        byte[] inner = TestArchive.Of(CompressionLevel.Optimal, TestArchive.Stack(2));
        File.WriteAllBytes(_folder["outer.zip"], TestArchive.Of(CompressionLevel.Optimal, ("inner.zip", inner)));
        File.WriteAllBytes(_folder["folder/inner.zip"], inner);

        Assert.Equal("zip archive, which is opened only when it is named itself", Assert.Single(Scan(_folder["outer.zip"]).Skipped).Reason);
        Assert.Equal("zip archive, which is opened only when it is named itself", Assert.Single(Scan(_folder["folder"]).Skipped).Reason);
    }

    [Fact]
    public void Open_ArchiveNamedAsADicomFile_IsRefused()
    {
        File.WriteAllBytes(_folder["study.dcm"], TestArchive.Of(CompressionLevel.Optimal, TestArchive.Stack(2)));

        Assert.Contains("it is a zip archive", Assert.Throws<DicomFormatException>(() => CtVolume.Open(_folder["study.dcm"])).Message);
    }

    [Fact]
    public void Scan_EntryLargerThanTheLimit_IsSkippedUnread()
    {
        File.WriteAllBytes(_folder["bomb.zip"], TestArchive.Of(CompressionLevel.Optimal, ("zeros", new byte[50_000_000])));
        CtReadOptions options = new() { Limits = new DicomLimits { MaxArchiveEntryBytes = 1000 } };

        CtInventory inventory = CtInventory.Scan(_folder["bomb.zip"], options, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Contains("MaxArchiveEntryBytes = 1,000", Assert.Single(inventory.Skipped).Reason);
    }

    [Fact]
    public void Scan_MoreEntriesThanTheLimit_Throws()
    {
        File.WriteAllBytes(_folder["many.zip"], TestArchive.Of(CompressionLevel.Optimal, TestArchive.Stack(3)));
        CtReadOptions options = new() { Limits = new DicomLimits { MaxFiles = 2 } };

        DicomException failure = Assert.Throws<DicomException>(
            () => CtInventory.Scan(_folder["many.zip"], options, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("many.zip holds more files than the limit MaxFiles = 2", failure.Message);
    }

    [Theory]
    [InlineData(10, 12, "packed by zip method 12")]
    [InlineData(8, 1, "encrypted")]
    public void Scan_EntryThatCannotBeUnpacked_IsSkippedWithTheReason(int field, byte value, string reason)
    {
        byte[] archive = TestArchive.Of(CompressionLevel.Optimal, TestArchive.Stack(1));
        archive[DirectoryOf(archive) + field] = value;
        File.WriteAllBytes(_folder["odd.zip"], archive);

        Assert.Contains(reason, Assert.Single(Scan(_folder["odd.zip"]).Skipped).Reason);
    }

    [Fact]
    public void ReadSlice_ContentThatIsNotThatOfTheChecksum_Throws()
    {
        byte[] deflated = TestArchive.Of(CompressionLevel.Optimal, TestArchive.Stack(1));
        deflated[DirectoryOf(deflated) + 16] ^= 1;
        File.WriteAllBytes(_folder["a.zip"], deflated);
        using CtVolume volume = CtVolume.Open(_folder["a.zip"]);

        Assert.Contains("checksum", Assert.Throws<DicomFormatException>(() => volume.ReadSlice(0, new float[24])).Message);
    }

    [Fact]
    public void Scan_ArchiveCutOrChangedAnywhere_ThrowsNothingButDicomException()
    {
        byte[] archive = TestArchive.Of(CompressionLevel.Optimal, TestArchive.Stack(2));
        Random random = new(3);
        for (int trial = 0; trial < 3000; trial++)
        {
            byte[] bytes = trial % 3 == 0 ? archive[..random.Next(5, archive.Length)] : [.. archive];
            int directory = Math.Min(DirectoryOf(archive), bytes.Length - 1);
            for (int i = 0; i < 3; i++)
            {
                bytes[random.Next(trial % 2 == 0 ? directory : 4, bytes.Length)] = (byte)(random.Next(3) == 0 ? 0xFF : random.Next(256));
            }

            Exception? failure = Record.Exception(() =>
            {
                using CtVolume volume = CtVolume.Open([DicomInput.FromBytes("study.zip", bytes)], new CtReadOptions { MaxDegreeOfParallelism = 1 });
                volume.ReadAll(1, TestContext.Current.CancellationToken);
            });
            Assert.True(failure is null or DicomException, $"{failure}");
        }
    }

    [Fact]
    public void Read_SixtyFourBitDirectory_IsRead()
    {
        byte[] bytes = Zip64(TestArchive.Of(CompressionLevel.Optimal, TestArchive.Stack(1)));
        using CtVolume volume = CtVolume.Open([DicomInput.FromBytes("study.zip", bytes)]);
        float[] hu = new float[24];

        volume.ReadSlice(0, hu);

        Assert.Equal(-24, hu[0]);
    }

    [Fact]
    public void Append_AnyLength_IsTheKnownChecksum()
    {
        Assert.Equal(0xCBF4_3926u, Crc32.Append(0, "123456789"u8));
        byte[] bytes = [.. Enumerable.Range(0, 100).Select(i => (byte)(i * 7))];
        Assert.Equal(Crc32.Append(0, bytes), Crc32.Append(Crc32.Append(0, bytes.AsSpan(0, 13)), bytes.AsSpan(13)));
    }

    private static CtInventory Scan(string path) => CtInventory.Scan(path, cancellationToken: TestContext.Current.CancellationToken);

    private static int DirectoryOf(byte[] archive) => archive.AsSpan().IndexOf("PK\x01\x02"u8);

    /// <summary>The same archive with the 64-bit forms of sizes and directory.</summary>
    private static byte[] Zip64(byte[] archive)
    {
        int directory = DirectoryOf(archive), end = archive.AsSpan().LastIndexOf("PK\x05\x06"u8);
        byte[] entry = archive[directory..end];
        byte[] extra = [1, 0, 24, 0, .. Long(entry, 24), .. Long(entry, 20), .. Long(entry, 42)];
        foreach (int at in new[] { 20, 24, 42 })
        {
            entry.AsSpan(at, 4).Fill(0xFF);
        }

        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(30), (ushort)extra.Length);
        byte[] record = [.. "PK\x06\x06"u8, .. new byte[28], 1, 0, 0, 0, 0, 0, 0, 0, .. new byte[8], .. BitConverter.GetBytes((long)directory)];
        byte[] locator = [.. "PK\x06\x07"u8, 0, 0, 0, 0, .. BitConverter.GetBytes((long)(directory + entry.Length + extra.Length)), 1, 0, 0, 0];
        byte[] last = archive[end..];
        last.AsSpan(8, 12).Fill(0xFF);
        return [.. archive[..directory], .. entry, .. extra, .. record, .. locator, .. last[..16], 0xFF, 0xFF, 0xFF, 0xFF, 0, 0];
    }

    private static byte[] Long(byte[] entry, int at) => BitConverter.GetBytes((long)BinaryPrimitives.ReadUInt32LittleEndian(entry.AsSpan(at)));

    private sealed class CountingFile(MemoryByteSource source) : IDicomFile
    {
        public string Name => "one.zip";

        public string RelativePath => "one.zip";

        public string Location => "one.zip";

        public IByteSource Open(long firstPosition = 0) => new BorrowedByteSource(source);
    }
}
