namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Golden frames of all four JPEG syntaxes, decoded without the series reader.</summary>
public sealed class JpegGoldenTests
{
    public static TheoryData<string> Lossless =>
    [
        "ts-jpegll-57-a", "ts-jpegll-57-b", "ts-jpegll-57-c", "ts-jpegll-57-pt", "ts-jpegll-57-restart", "ts-jpegll-70", "ts-jpegll-70-8bit",
        "ts-jpegll-70-noise16", "ts-jpegll-70-p16", "ts-jpegll-70-signed12", "ts-jpegll-70-signed16",
        "enc-app-segments", "enc-bot-empty", "enc-fragments-tiny", "enc-trailing-zeros", "ge-compressed-8",
    ];

    public static TheoryData<string> Lossy => ["ts-jpeg-50", "ts-jpeg-51", "ts-jpeg-51-8bit"];

    [Theory]
    [MemberData(nameof(Lossless))]
    public void Decode_LosslessGoldenCase_EqualsToTheBit(string id)
    {
        GoldenVolume expected = GoldenSeries.Get(id).Volumes[0];

        float[] hu = [.. JpegFile.OfCase(id).SelectMany(file => file.DecodeHu())];

        Assert.Equal(expected.HuSha256, JpegFile.Hash(hu));
    }

    [Theory]
    [MemberData(nameof(Lossy))]
    public void Decode_LossyGoldenCase_StaysWithinTolerance(string id)
    {
        GoldenVolume expected = GoldenSeries.Get(id).Volumes[0];
        float[] wanted = GoldenArray.Read(expected.Array!);

        float[] hu = [.. JpegFile.OfCase(id).SelectMany(file => file.DecodeHu())];

        Assert.Equal(wanted.Length, hu.Length);
        Assert.InRange(wanted.Zip(hu, (a, b) => Math.Abs(a - b)).Max(), 0, expected.ToleranceHu);
    }

    [Fact]
    public void Decode_ManyThreadsAtOnce_EqualsOneThread()
    {
        JpegFile[] files = [.. Lossless.Concat(Lossy).SelectMany(row => JpegFile.OfCase(row.Data))];
        byte[][] expected = Array.ConvertAll(files, file => file.Decode());
        byte[][] actual = new byte[files.Length * 8][];

        Parallel.For(0, actual.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => actual[i] = files[i % files.Length].Decode());

        Assert.All(actual.Select((samples, i) => (samples, i)), pair => Assert.Equal(expected[pair.i % files.Length], pair.samples));
    }

    [Theory]
    [InlineData("ts-jpegll-57-b")]
    [InlineData("ts-jpegll-70-8bit")]
    [InlineData("ts-jpegll-70-noise16")]
    [InlineData("ts-jpeg-50")]
    [InlineData("ts-jpeg-51")]
    public void Decode_AfterWarmUp_AllocatesNothing(string id)
    {
        JpegFile file = JpegFile.OfCase(id).First();
        IFrameDecoder decoder = FrameDecoders.Get(TransferSyntaxes.Describe(file.TransferSyntaxUid), "test.dcm");
        byte[] samples = new byte[file.Format.FrameBytes];
        byte[][] copies = [.. Enumerable.Range(0, 20).Select(_ => (byte[])file.Stream.Clone())];
        decoder.Decode(copies[0], file.Format, samples);
        decoder.Decode(copies[1], file.Format, samples);
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 2; i < copies.Length; i++)
        {
            decoder.Decode(copies[i], file.Format, samples);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
