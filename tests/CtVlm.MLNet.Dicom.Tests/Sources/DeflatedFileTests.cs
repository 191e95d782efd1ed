using System.IO.Compression;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>The frames of a deflated multi-frame file are read without inflating what lies before each of them again.</summary>
public sealed class DeflatedFileTests
{
    private const int Start = 132;
    private const int FrameBytes = 1 << 20;
    private const int Frames = 12;

    private static readonly byte[] Content = Noise();

    [Fact]
    public void Open_FarPositions_InflatesOnce()
    {
        CountedFile file = new(Pack());
        DeflatedFile deflated = new(file, Start, Content.Length, file.Bytes.Length - Start, int.MaxValue);
        byte[] frame = new byte[FrameBytes];
        List<IByteSource> held = [];

        for (int i = 5; i < Frames; i++)
        {
            held.Add(deflated.Open((long)i * FrameBytes));
            Assert.Equal(FrameBytes, held[^1].Read((long)i * FrameBytes, frame));
            Assert.True(Content.AsSpan(i * FrameBytes, FrameBytes).SequenceEqual(frame));
        }

        // What is read from memory keeps it alive, so that no collection in between can make this fail.
        Assert.Equal(1, file.Opened);
        held.ForEach(source => source.Dispose());
    }

    [Fact]
    public void Open_NearPosition_ReadsForward()
    {
        CountedFile file = new(Pack());
        DeflatedFile deflated = new(file, Start, Content.Length, file.Bytes.Length - Start, int.MaxValue);
        byte[] frame = new byte[FrameBytes];

        using IByteSource source = deflated.Open(FrameBytes);

        Assert.IsType<InflatedByteSource>(source);
        Assert.Equal(FrameBytes, source.Read(FrameBytes, frame));
        Assert.True(Content.AsSpan(FrameBytes, FrameBytes).SequenceEqual(frame));
    }

    [Fact]
    public void Open_FileThatChanged_Refuses()
    {
        CountedFile file = new(Pack());
        DeflatedFile deflated = new(file, Start, Content.Length + 1, file.Bytes.Length - Start, int.MaxValue);

        Assert.Contains("was changed", Assert.Throws<DicomPixelDataException>(() => deflated.Open(8 << 20)).Message);
    }

    private static byte[] Noise()
    {
        byte[] bytes = new byte[Frames * FrameBytes];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Pack()
    {
        using MemoryStream packed = new();
        packed.Write(new byte[Start]);
        using (DeflateStream deflate = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(Content);
        }

        return packed.ToArray();
    }

    private sealed class CountedFile(byte[] bytes) : IDicomFile
    {
        public byte[] Bytes => bytes;

        public int Opened { get; private set; }

        public string Name => "file.dcm";

        public string RelativePath => "file.dcm";

        public string Location => "file.dcm";

        public IByteSource Open(long firstPosition = 0)
        {
            Opened++;
            return new MemoryByteSource(bytes);
        }
    }
}
