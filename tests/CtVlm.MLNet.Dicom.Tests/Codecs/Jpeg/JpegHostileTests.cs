using System.Diagnostics;
using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Damaged streams: hostile files and random damage to good ones. Each is refused by a <see cref="CodecException"/> or decoded; nothing else happens.</summary>
public sealed class JpegHostileTests
{
    private static readonly string Folder = Path.Combine(GoldenFiles.RepositoryRoot, "tests", "Hostile", "dicom", "files");

    public static TheoryData<string> Refused =>
        [.. Directory.GetFiles(Folder, "jpeg-*.dcm").Select(path => Path.GetFileNameWithoutExtension(path)!).Where(id => id != "jpeg-eoi-missing").Order()];

    public static TheoryData<string> Undamaged => ["ts-jpegll-57-b", "ts-jpegll-57-restart", "ts-jpegll-70", "ts-jpegll-70-noise16", "ts-jpeg-50", "ts-jpeg-51"];

    [Theory]
    [MemberData(nameof(Refused))]
    public void Decode_HostileFile_IsRefusedByNameAtOnce(string id)
    {
        Stopwatch time = Stopwatch.StartNew();

        Exception failure = Assert.ThrowsAny<Exception>(() => JpegFile.Read(Path.Combine(Folder, id + ".dcm")).Decode());

        // A frame above the limit is refused by the header already.
        Assert.True(failure is CodecException or DicomPixelDataException, failure.ToString());
        Assert.True(failure is DicomPixelDataException || failure.Message.Contains("JPEG", StringComparison.Ordinal), failure.Message);
        Assert.InRange(time.Elapsed.TotalSeconds, 0, 2);
    }

    [Fact]
    public void Decode_HostileFiles_AreThere() => Assert.True(Refused.Count >= 29, $"{Refused.Count} files");

    [Fact]
    public void Decode_EndOfImageMissing_DeliversTheValues()
    {
        float[] hu = JpegFile.Read(Path.Combine(Folder, "jpeg-eoi-missing.dcm")).DecodeHu();

        Assert.Equal("59791344a98e2b8d9aa3ea041a412b58c71a582b23fce19fb88e5b985f4dfab6", JpegFile.Hash(hu));
    }

    [Theory]
    [MemberData(nameof(Undamaged))]
    public void Decode_RandomlyDamagedStream_IsRefusedOrDecoded(string id)
    {
        JpegFile file = JpegFile.OfCase(id).First();
        Random random = new(20);
        int refused = 0;
        for (int i = 0; i < 1500; i++)
        {
            byte[] damaged = Damage(file.Stream, random);
            try
            {
                (file with { Stream = damaged }).Decode();
            }
            catch (CodecException failure)
            {
                Assert.NotEmpty(failure.Message);
                refused++;
            }
        }

        Assert.InRange(refused, 1, 1500);
    }

    [Theory]
    [MemberData(nameof(Undamaged))]
    public void Decode_StreamCutAnywhere_IsRefused(string id)
    {
        JpegFile file = JpegFile.OfCase(id).First();
        int end = file.Stream.AsSpan().LastIndexOf([(byte)0xFF, (byte)0xD9]);
        for (int length = 0; length < end; length += 7)
        {
            JpegFile cut = file with { Stream = file.Stream[..length] };

            Assert.Throws<CodecException>(cut.Decode);
        }
    }

    private static byte[] Damage(byte[] stream, Random random)
    {
        byte[] damaged = random.Next(4) == 0 ? stream[..random.Next(stream.Length)] : (byte[])stream.Clone();
        for (int i = random.Next(1, 6); i > 0 && damaged.Length > 0; i--)
        {
            // The headers are where most can go wrong.
            int at = random.Next(2) == 0 ? random.Next(Math.Min(damaged.Length, 400)) : random.Next(damaged.Length);
            damaged[at] = random.Next(3) == 0 ? (byte)0xFF : (byte)random.Next(256);
        }

        return damaged;
    }
}
