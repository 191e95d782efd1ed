using System.IO.Compression;

namespace CtVlm.MLNet.Dicom.Tests;

public sealed class DicomInputTests
{
    [Fact]
    public void Open_Bytes_IsTheVolume() => AssertStack(Stack().Select(file => DicomInput.FromBytes(file.Name, file.Bytes)));

    [Fact]
    public void Open_SeekableStreams_AreReadInPlaceAndLeftOpen()
    {
        MemoryStream[] streams = [.. Stack().Select(file => new MemoryStream(file.Bytes))];

        AssertStack(streams.Select((stream, i) => DicomInput.FromStream($"IM{i}", stream)));

        Assert.All(streams, stream => Assert.True(stream.CanRead));
    }

    [Fact]
    public void Open_StreamsThatCannotSeek_AreReadOnceAndHeld() =>
        AssertStack(Stack().Select(file => DicomInput.FromStream(file.Name, new ForwardStream(file.Bytes))));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Open_ArchiveAsStream_IsTheVolume(bool canSeek)
    {
        byte[] archive = TestArchive.Of(CompressionLevel.Optimal, TestArchive.Stack(6));

        AssertStack([DicomInput.FromStream("study.zip", canSeek ? new MemoryStream(archive) : new ForwardStream(archive))]);
    }

    [Fact]
    public void Scan_Inputs_NamesThemInTheInventory()
    {
        CtInventory inventory = CtInventory.Scan(
            [.. Stack().Select(file => DicomInput.FromBytes("a/" + file.Name, file.Bytes)), DicomInput.FromBytes("a/text.txt", "hello, no image"u8.ToArray())],
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("a", Assert.Single(inventory.Series).RelativePath);
        Assert.Equal(Stack().Select(file => "a/" + file.Name), inventory.Series[0].Files);
        Assert.Equal("a/text.txt", Assert.Single(inventory.Skipped).Path);
    }

    [Fact]
    public void Open_StreamLongerThanTheLimit_Throws()
    {
        CtReadOptions options = new() { Limits = new DicomLimits { MaxBufferedBytes = 100 } };

        DicomException failure = Assert.Throws<DicomException>(
            () => CtVolume.Open([DicomInput.FromStream("IM1", new ForwardStream(new byte[200_000]))], options));

        Assert.Contains("MaxBufferedBytes = 100", failure.Message);
    }

    [Fact]
    public void ReadSlice_StreamClosedSince_ThrowsADicomException()
    {
        MemoryStream stream = new(new TestSlice().ToBytes());
        using CtVolume volume = CtVolume.Open([DicomInput.FromStream("IM1", stream)]);
        stream.Dispose();

        Assert.Contains("IM1: cannot be read", Assert.Throws<DicomException>(() => volume.ReadSlice(0, new float[24])).Message);
    }

    [Fact]
    public void Open_NoInput_Throws() => Assert.Contains("no CT image found", Assert.Throws<DicomException>(() => CtVolume.Open([])).Message);

    [Fact]
    public void FromStream_NotReadable_Throws()
    {
        MemoryStream closed = new();
        closed.Dispose();

        Assert.Throws<ArgumentException>(() => DicomInput.FromStream("IM1", closed));
        Assert.Throws<ArgumentException>(() => DicomInput.FromBytes("", new byte[1]));
    }

    private static (string Name, byte[] Bytes)[] Stack() => [.. TestSlice.Stack(6).Select((slice, z) => ($"IM{z}", slice.ToBytes()))];

    private static void AssertStack(IEnumerable<DicomInput> inputs)
    {
        using CtVolume volume = CtVolume.Open(inputs);

        Assert.Equal(Enumerable.Range(0, 6 * 24).Select(i => (float)(1000 + i - 1024)), volume.ReadAll(4, TestContext.Current.CancellationToken));
    }

    private sealed class ForwardStream(byte[] bytes) : Stream
    {
        private int _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        // A few bytes a call, as a socket delivers them.
        public override int Read(byte[] buffer, int offset, int count)
        {
            int taken = Math.Min(Math.Min(count, 1000), bytes.Length - _position);
            Array.Copy(bytes, _position, buffer, offset, taken);
            _position += taken;
            return taken;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
