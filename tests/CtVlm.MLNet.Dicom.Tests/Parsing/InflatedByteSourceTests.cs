using System.IO.Compression;

namespace CtVlm.MLNet.Dicom.Tests;

public sealed class InflatedByteSourceTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 100_000).Select(i => (byte)((i * i) >> 3))];

    [Fact]
    public void Read_ForwardAndBack_GivesTheBytesAtThePosition()
    {
        using InflatedByteSource source = Open(maxInflatedBytes: 1 << 20);
        byte[] buffer = new byte[100];

        foreach (int position in new[] { 0, 50_000, 99_900, 10, 70_000 })
        {
            Assert.Equal(100, source.Read(position, buffer));
            Assert.Equal(Content[position..(position + 100)], buffer);
        }
    }

    [Fact]
    public void Read_PastTheEnd_GivesNothing()
    {
        using InflatedByteSource source = Open(maxInflatedBytes: 1 << 20);

        Assert.Equal(0, source.Read(200_000, new byte[10]));
        Assert.Equal(5, source.Read(99_995, new byte[10]));
    }

    [Fact]
    public void Read_PastTheLimit_Throws()
    {
        using InflatedByteSource source = Open(maxInflatedBytes: 5000);

        Assert.Contains("MaxInflatedBytes", Assert.Throws<DicomFormatException>(() => source.Read(4990, new byte[20])).Message);
    }

    [Fact]
    public void CheckToEnd_StreamLongerThanTheLimit_Throws()
    {
        using InflatedByteSource source = Open(maxInflatedBytes: 5000);

        Assert.Throws<DicomFormatException>(() => source.CheckToEnd());
    }

    private static InflatedByteSource Open(int maxInflatedBytes)
    {
        using MemoryStream packed = new();
        packed.Write([1, 2, 3]);
        using (DeflateStream deflate = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(Content);
        }

        return new InflatedByteSource(new MemoryByteSource(packed.ToArray()), start: 3, maxInflatedBytes, "file.dcm");
    }
}
