using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>What the decoder refuses, in which words, and that no damage makes it do anything else.</summary>
public sealed class JpegLsRefusalTests
{
    private const int FrameHeader = 6, ScanHeader = 19;

    private static readonly JpegLsFrameDecoder Decoder = new();

    private static readonly int[,] Image = T87Images.Make("smooth", 16, 18, 4095, 5);

    private static readonly PixelFormat Format = T87Images.Format(Image, 12);

    private static readonly byte[] Good = T87Stream.Encode(Image, new T87Settings(12), out int[,] _);

    private static readonly byte[] WithPresets =
        T87Stream.Encode(Image, new T87Settings(12) { Presets = [4095, 18, 67, 276, 64] }, out int[,] _);

    [Theory]
    [InlineData(FrameHeader, 1, "precision in bits must be 2 to 16, got 1")]
    [InlineData(FrameHeader, 17, "precision in bits must be 2 to 16, got 17")]
    [InlineData(FrameHeader, 8, "precision must be above HighBit (0028,0102) = 11 and at most BitsAllocated (0028,0100) = 16, got 8")]
    [InlineData(FrameHeader + 1, 1, "number of lines must be Rows (0028,0010) = 16, got 272")]
    [InlineData(FrameHeader + 4, 19, "number of samples per line must be Columns (0028,0011) = 18, got 19")]
    [InlineData(FrameHeader + 5, 3, "number of components must be 1, got 3")]
    [InlineData(3, 0xC3, "SOF3")]
    [InlineData(3, 0xDC, "DNL")]
    [InlineData(3, 0xC4, "FF C4 has no place")]
    [InlineData(3, 0xD9, "EOI")]
    [InlineData(0, 0, "SOI")]
    [InlineData(ScanHeader + 1, 2, "component of the scan must be 1, got 2")]
    [InlineData(ScanHeader + 2, 1, "mapping table")]
    [InlineData(ScanHeader + 4, 3, "interleave mode must be 0 to 2, got 3")]
    [InlineData(ScanHeader + 5, 1, "point transform must be 0, got 1")]
    public void Decode_ChangedHeader_RefusesByName(int position, byte value, string words)
    {
        byte[] stream = [.. Good];
        stream[position] = value;

        Assert.Contains(words, Refusal(stream));
    }

    [Theory]
    [InlineData(19, 2, "mapping tables")]
    [InlineData(19, 3, "mapping tables")]
    [InlineData(19, 4, "oversize")]
    [InlineData(19, 5, "kind of the LSE segment must be 1, got 5")]
    [InlineData(20, 0x7F, "MAXVAL of the LSE segment must be 1 to 4095")]
    [InlineData(22, 0x7F, "T1 of the LSE segment must be 1 to 4095")]
    [InlineData(25, 3, "T2 of the LSE segment must be 18 to 4095, got 3")]
    [InlineData(26, 0x7F, "T3 of the LSE segment must be 67 to 4095")]
    [InlineData(29, 2, "RESET of the LSE segment must be 3 to 4095, got 2")]
    public void Decode_BadPresets_RefusesByName(int position, byte value, string words)
    {
        byte[] stream = [.. WithPresets];
        stream[position] = value;

        Assert.Contains(words, Refusal(stream));
    }

    [Fact]
    public void Decode_NearBeyondHalfTheRange_RefusesByName()
    {
        byte[] stream = T87Stream.Encode(new int[2, 2], new T87Settings(3), out int[,] _);
        stream[ScanHeader + 3] = 4;

        CodecException failure = Assert.Throws<CodecException>(() => Run(stream, T87Images.Format(new int[2, 2], 3)));
        Assert.Contains("NEAR of the scan header (SOS) must be 0 to 3, got 4", failure.Message);
    }

    [Fact]
    public void Decode_EveryPrefix_RefusesExceptWithoutEnd()
    {
        for (int length = 0; length < Good.Length - 4; length++)
        {
            Assert.StartsWith("JPEG-LS: ", Refusal(Good[..length]));
        }
    }

    [Fact]
    public void Decode_DataAfterTheLastLine_Refuses()
    {
        byte[] stream = [.. Good[..^2], 1, 2, 3, 4, 0xFF, 0xD9];

        Assert.Contains("bytes of coded data are left after line 15", Refusal(stream));
    }

    [Fact]
    public void Decode_WrongRestartMarker_Refuses()
    {
        byte[] stream = T87Stream.Encode(Image, new T87Settings(12) { RestartLines = 4 }, out int[,] _);
        int marker = stream.AsSpan().IndexOf<byte>([0xFF, 0xD1]);
        stream[marker + 1] = 0xD5;

        Assert.Contains("before line 8 the restart marker FF D1 is expected, got FF D5", Refusal(stream));
    }

    [Fact]
    public void Decode_RandomDamage_RefusesOrReadsAndNothingElse()
    {
        Random random = new(7);
        for (int round = 0; round < 4000; round++)
        {
            byte[] stream = [.. round % 2 == 0 ? Good : WithPresets];
            for (int i = random.Next(1, 6); i > 0; i--)
            {
                stream[random.Next(stream.Length)] = (byte)(random.Next(3) == 0 ? 0xFF : random.Next(256));
            }

            Assert.True(Record.Exception(() => Run(stream, Format)) is null or CodecException);
        }
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0x7F)]
    [InlineData(0x01)]
    [InlineData(0xAA)]
    public void Decode_ScanOfOneByte_RefusesOrReadsAndNothingElse(byte value)
    {
        foreach (byte[] head in new[] { Good[..25], WithPresets[..40] })
        {
            byte[] pairs = [.. head, .. Enumerable.Repeat(new byte[] { 0xFF, 0x7F }, 300).SelectMany(pair => pair)];
            byte[] same = [.. head, .. Enumerable.Repeat(value, 600)];
            Assert.True(Record.Exception(() => Run(pairs, Format)) is null or CodecException);
            Assert.True(Record.Exception(() => Run(same, Format)) is null or CodecException);
        }
    }

    public static TheoryData<string> Hostile =>
        [.. Directory.GetFiles(Path.Combine(GoldenFiles.RepositoryRoot, "tests", "Hostile", "dicom", "files"), "jls-*").Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Decode_HostileFile_RefusesUnlessItMayBeRead(string file)
    {
        byte[] stream = EncapsulatedFrame.In(File.ReadAllBytes(Path.Combine(GoldenFiles.RepositoryRoot, "tests", "Hostile", "dicom", "files", file)));

        Exception? failure = Record.Exception(() => Run(stream, Format));
        if (file == "jls-ilv-2-one-component.dcm")
        {
            Assert.Null(failure);
            return;
        }

        Assert.IsType<CodecException>(failure);
    }

    private static string Refusal(byte[] stream) => Assert.Throws<CodecException>(() => Run(stream, Format)).Message;

    private static void Run(byte[] stream, PixelFormat format) =>
        Decoder.Decode(stream.ToArray(), format, new byte[format.FrameBytes]);
}
