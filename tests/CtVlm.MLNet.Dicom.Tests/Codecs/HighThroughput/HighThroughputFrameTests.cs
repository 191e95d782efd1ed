using System.Buffers.Binary;
using System.Runtime.InteropServices;
using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Whole frames of the three HTJ2K transfer syntaxes.</summary>
public sealed class HighThroughputFrameTests
{
    private const string Lossless = "1.2.840.10008.1.2.4.201";
    private const string LosslessRpcl = "1.2.840.10008.1.2.4.202";
    private const string Lossy = "1.2.840.10008.1.2.4.203";

    private static readonly PixelFormat GoldenFormat = new() { Rows = 56, Columns = 66, BitsAllocated = 16, BitsStored = 12, HighBit = 11, IsSigned = false };

    private static readonly PixelFormat SignedFormat = GoldenFormat with { BitsStored = 16, HighBit = 15, IsSigned = true };

    private static ReadOnlySpan<byte> CodingStyle => [0xFF, 0x52];

    private static ReadOnlySpan<byte> StartOfData => [0xFF, 0x93];

    public static TheoryData<string, string, bool> GoldenFrames => new()
    {
        { Lossless, "ts-htj2k-201", false },
        { Lossless, "ts-htj2k-201-signed16", true },
        { LosslessRpcl, "ts-htj2k-202", false },
    };

    [Theory]
    [MemberData(nameof(GoldenFrames))]
    public void Decode_GoldenLosslessFrame_IsExact(string syntax, string folder, bool isSigned)
    {
        string native = isSigned ? "ts-implicit-le-signed" : "ts-implicit-le";
        PixelFormat format = isSigned ? SignedFormat : GoldenFormat;
        for (int slice = 1; slice <= 3; slice++)
        {
            byte[] expected = File.ReadAllBytes(GoldenFiles.Path("dicom", "files", native, $"IM000{slice}.dcm"))[^format.FrameBytes..];

            Assert.Equal(expected, Decode(syntax, EncapsulatedFrame.Of(folder, $"IM000{slice}.dcm"), format));
        }
    }

    [Fact]
    public void Decode_GoldenLossyFrame_IsWithinOneHu()
    {
        float[] expected = GoldenArray.Read("ts-htj2k-203.safetensors");
        for (int slice = 0; slice < 3; slice++)
        {
            byte[] samples = Decode(Lossy, EncapsulatedFrame.Of("ts-htj2k-203", $"IM000{slice + 1}.dcm"), GoldenFormat);
            float[] hu = [.. MemoryMarshal.Cast<byte, short>(samples).ToArray().Select(sample => sample - 1024f)];

            Assert.InRange(hu.Zip(expected.Skip(slice * GoldenFormat.PixelCount), (a, b) => Math.Abs(a - b)).Max(), 0, 1);
        }
    }

    [Theory]
    [InlineData(1, 1, 12, false, 64, 5)]
    [InlineData(3, 5, 12, true, 64, 2)]
    [InlineData(64, 64, 16, true, 32, 5)]
    [InlineData(65, 130, 12, false, 64, 5)]
    [InlineData(130, 33, 8, false, 4, 3)]
    [InlineData(100, 90, 16, false, 8, 1)]
    [InlineData(77, 200, 10, true, 16, 0)]
    public void Decode_EncodedImage_IsExact(int rows, int columns, int precision, bool isSigned, int blockSize, int levels)
    {
        Random random = new(rows + columns);
        foreach (int noise in new[] { 0, 4, 1 << precision })
        {
            foreach (bool isByResolution in new[] { false, true })
            {
                Htj2kOptions options = new()
                {
                    Precision = precision,
                    IsSigned = isSigned,
                    BlockSize = blockSize,
                    Levels = levels,
                    IsByResolution = isByResolution,
                };
                AssertExact(Image(random, rows, columns, options, noise), rows, columns, options);
            }
        }
    }

    [Fact]
    public void Decode_LargeSlice_AllocatesNothing()
    {
        Htj2kOptions options = new() { Precision = 12 };
        byte[] codestream = Htj2kEncoder.Encode(Image(new Random(51), 256, 256, options, noise: 30), 256, 256, options);
        PixelFormat format = GoldenFormat with { Rows = 256, Columns = 256 };

        // One of its own: tests that run beside this one may hold what the registered decoder reuses.
        Jpeg2000FrameDecoder decoder = new();
        byte[] samples = new byte[format.FrameBytes];
        decoder.Decode(codestream, format, samples);
        decoder.Decode(codestream, format, samples);
        long before = GC.GetAllocatedBytesForCurrentThread();

        decoder.Decode(codestream, format, samples);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Decode_ManyThreads_EqualsOne()
    {
        byte[] codestream = EncapsulatedFrame.Of("ts-htj2k-201", "IM0002.dcm");
        byte[] alone = Decode(Lossless, codestream, GoldenFormat);

        byte[][] together = [.. Enumerable.Range(0, 64).AsParallel().WithDegreeOfParallelism(4).Select(_ => Decode(Lossless, codestream, GoldenFormat))];

        Assert.All(together, samples => Assert.Equal(alone, samples));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    [InlineData(0.95)]
    public void Decode_CutCodestream_Refuses(double part)
    {
        byte[] codestream = EncapsulatedFrame.Of("ts-htj2k-201", "IM0001.dcm");

        Assert.Throws<CodecException>(() => Decode(Lossless, codestream[..(int)(part * codestream.Length)], GoldenFormat));
    }

    [Fact]
    public void Decode_MutatedCodestreams_RefusesOrDecodes()
    {
        Random random = new(52);
        byte[][] codestreams =
        [
            EncapsulatedFrame.Of("ts-htj2k-201", "IM0001.dcm"),
            EncapsulatedFrame.Of("ts-htj2k-202", "IM0002.dcm"),
            EncapsulatedFrame.Of("ts-htj2k-203", "IM0003.dcm"),
        ];
        int refusals = 0;
        for (int i = 0; i < 300; i++)
        {
            byte[] mutated = (byte[])codestreams[i % 3].Clone();
            for (int change = random.Next(1, 6); change > 0; change--)
            {
                mutated[random.Next(i % 2 == 0 ? 160 : mutated.Length)] = (byte)random.Next(256);
            }

            refusals += Refuses(i % 3 == 2 ? Lossy : Lossless, mutated) ? 1 : 0;
        }

        Assert.InRange(refusals, 30, 300);
    }

    // 164 placeholder passes a layer, then a cleanup pass: far more missing bit planes than any sample has.
    [Fact]
    public void Decode_PlaceholderPassesWithoutEnd_Refuses()
    {
        byte[] codestream = Htj2kEncoder.Encode([.. Enumerable.Range(0, 16).Select(i => i * 200)], 4, 4, new Htj2kOptions { Precision = 12, Levels = 0 });
        codestream[codestream.AsSpan().IndexOf(CodingStyle) + 7] = 6;
        int packets = codestream.AsSpan().IndexOf(StartOfData) + 2;
        List<byte> damaged = [.. codestream[..packets]];
        for (int layer = 0; layer < 5; layer++)
        {
            PacketHeaderBits header = new();
            header.Write(1, 1);
            header.Write(layer == 0 ? 0b11 : 1, layer == 0 ? 2 : 1);
            header.Write(0b1111_11111_1111111, 16);
            header.Write(0, 1 + 10);
            damaged.AddRange(header.End());
        }

        PacketHeaderBits last = new();
        last.Write(0b11_1100_0_0101, 11);
        damaged.AddRange([.. last.End(), .. new byte[5], 0xFF, 0xD9]);
        byte[] stream = [.. damaged];
        int tilePart = packets - 14;
        BinaryPrimitives.WriteInt32BigEndian(stream.AsSpan(tilePart + 6), stream.Length - 2 - tilePart);

        Assert.Throws<CodecException>(() => Decode(Lossless, stream, GoldenFormat with { Rows = 4, Columns = 4 }));
    }

    private static bool Refuses(string syntax, byte[] codestream)
    {
        try
        {
            Decode(syntax, codestream, GoldenFormat);
            return false;
        }
        catch (CodecException)
        {
            return true;
        }
    }

    private static void AssertExact(int[] image, int rows, int columns, Htj2kOptions options)
    {
        byte[] codestream = Htj2kEncoder.Encode(image, columns, rows, options);
        PixelFormat format = GoldenFormat with
        {
            Rows = rows,
            Columns = columns,
            BitsStored = options.Precision,
            HighBit = options.Precision - 1,
            IsSigned = options.IsSigned,
        };

        byte[] samples = Decode(options.IsByResolution ? LosslessRpcl : Lossless, codestream, format);

        // The reader looks at the stored bits only.
        int unused = 32 - options.Precision;
        Assert.Equal(image, MemoryMarshal.Cast<byte, ushort>(samples).ToArray()
            .Select(sample => options.IsSigned ? sample << unused >> unused : (int)((uint)sample << unused >> unused)));
    }

    private static int[] Image(Random random, int rows, int columns, Htj2kOptions options, int noise)
    {
        int largest = (1 << options.Precision) - 1;
        int lowest = options.IsSigned ? -(1 << (options.Precision - 1)) : 0;
        return [.. Enumerable.Range(0, rows * columns).Select(i => lowest + Math.Clamp(
            (int)(largest * (0.5 + (0.4 * Math.Sin(i % columns / 11.0) * Math.Cos(i / columns / 8.0)))) + random.Next(-noise, noise + 1), 0, largest))];
    }

    private static IFrameDecoder Decoder(string syntax) => FrameDecoders.Get(TransferSyntaxes.Describe(syntax), "test");

    private static byte[] Decode(string syntax, byte[] codestream, PixelFormat format) =>
        Decoder(syntax).Decode((byte[])codestream.Clone(), format, new byte[format.FrameBytes]).ToArray();
}
