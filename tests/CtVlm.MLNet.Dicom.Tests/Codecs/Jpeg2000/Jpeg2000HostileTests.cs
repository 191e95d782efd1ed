using System.Buffers.Binary;
using System.Diagnostics;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Damaged codestreams: refused by name or decoded to something, in little time and memory.</summary>
public sealed class Jpeg2000HostileTests
{
    public static TheoryData<string> Names => [.. Jpeg2000Case.All.Keys];

    /// <summary>Field, position of its last byte after the marker, bytes written there, and a part of the refusal.</summary>
    public static TheoryData<int, int, byte[], string> Fields => new()
    {
        { 0xFF51, 4, [0x80, 0x00], "part 2" },
        { 0xFF51, 6, [0xFF, 0xFF, 0xFF, 0xFF], "Xsiz" },
        { 0xFF51, 6, [0, 0, 0, 46], "46 x 37" },
        { 0xFF51, 14, [0, 0, 0, 50], "expected 45 x 37" },
        { 0xFF51, 22, [0, 0, 0, 0], "XTsiz" },
        { 0xFF51, 22, [0, 0, 0, 1, 0, 0, 0, 1], "tiles" },
        { 0xFF51, 30, [0, 0, 0, 9], "clear of the image" },
        { 0xFF51, 38, [0x40, 0x00], "Csiz" },
        { 0xFF51, 38, [0, 0], "Csiz" },
        { 0xFF51, 40, [37], "precision" },
        { 0xFF51, 41, [0, 0], "subsampling" },
        { 0xFF51, 41, [255, 255], "subsampling" },
        { 0xFF52, 5, [5], "progression order" },
        { 0xFF52, 6, [0, 0], "layers" },
        { 0xFF52, 6, [0xFF, 0xFF], "packets" },
        { 0xFF52, 9, [33], "decomposition levels" },
        { 0xFF52, 10, [15], "code block width" },
        { 0xFF52, 10, [8, 8], "code block height" },
        { 0xFF52, 12, [0x80], "code block style" },
        { 0xFF52, 13, [2], "wavelet transformation" },
        { 0xFF52, 0, [0xFF, 0x64], "COD" },
        { 0xFF5C, 0, [0xFF, 0x64], "QCD" },
        { 0xFF5C, 4, [0x42], "QCD" },
        { 0xFF5C, 4, [0x43], "quantisation style" },
        { 0xFF90, 4, [0xFF, 0xFE], "tile index" },
        { 0xFF90, 6, [0, 0, 0, 1], "tile-part length" },
        { 0xFF93, 0, [0xFF, 0xD9], "SOD" },
    };

    [Theory]
    [MemberData(nameof(Fields))]
    public void Decode_BadField_NamesIt(int marker, int offset, byte[] value, string expected)
    {
        Jpeg2000Case golden = Jpeg2000Case.All["no-levels"];
        byte[] stream = golden.Codestream;
        int position = stream.AsSpan().IndexOf<byte>([(byte)(marker >> 8), (byte)marker]);
        value.CopyTo(stream, position + offset);

        CodecException failure = Assert.Throws<CodecException>(() => golden.Decode(stream));

        Assert.StartsWith("JPEG 2000: ", failure.Message);
        Assert.Contains(expected, failure.Message);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_CutAnywhere_NeverMakesUpSamples(string name)
    {
        Jpeg2000Case golden = Jpeg2000Case.All[name];
        byte[] stream = golden.Codestream, whole = golden.Decode(stream);
        for (int length = 0; length < stream.Length - 2; length += length < 200 ? 1 : 5)
        {
            byte[]? samples = TryDecode(golden, stream[..length]);
            Assert.True(samples == null || samples.AsSpan().SequenceEqual(whole), $"{length} of {stream.Length} bytes");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_ChangedBytes_RefusesOrDecodes(string name)
    {
        Jpeg2000Case golden = Jpeg2000Case.All[name];
        byte[] stream = golden.Codestream;
        Random random = new(name.Length);
        for (int round = 0; round < 150; round++)
        {
            byte[] changed = (byte[])stream.Clone();
            for (int change = 0; change <= round % 4; change++)
            {
                // Half of the changes hit the headers, where they do most.
                changed[random.Next(2, round % 2 == 0 ? 160 : stream.Length)] = (byte)random.Next(256);
            }

            TryDecode(golden, changed);
        }
    }

    [Fact]
    public void Decode_ManyLayersInALittleStream_IsRefusedAtOnce()
    {
        Jpeg2000Case golden = Jpeg2000Case.All["no-levels"];
        byte[] stream = golden.Codestream;
        BinaryPrimitives.WriteUInt16BigEndian(stream.AsSpan(stream.AsSpan().IndexOf<byte>([0xFF, 0x52]) + 6), ushort.MaxValue);
        TryDecode(golden, stream);

        Stopwatch clock = Stopwatch.StartNew();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Null(TryDecode(golden, stream));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(clock.ElapsedMilliseconds, 0, 1000);
        Assert.InRange(allocated, 0, 1 << 20);
    }

    [Fact]
    public void Decode_QuantisedReversibleTransform_IsRefused()
    {
        Jpeg2000Case golden = Jpeg2000Case.All["irreversible"];
        byte[] stream = golden.Codestream;
        stream[stream.AsSpan().IndexOf<byte>([0xFF, 0x52]) + 13] = 1;

        Assert.Contains("5/3", Assert.Throws<CodecException>(() => golden.Decode(stream)).Message);
    }

    [Fact]
    public void Decode_SegmentationSymbolsMissing_IsRefused()
    {
        // The style asks for symbols that the encoder did not write.
        Jpeg2000Case golden = Jpeg2000Case.All["no-levels"];
        byte[] stream = golden.Codestream;
        stream[stream.AsSpan().IndexOf<byte>([0xFF, 0x52]) + 12] = 0x20;

        Assert.Contains("segmentation symbols", Assert.Throws<CodecException>(() => golden.Decode(stream)).Message);
    }

    [Fact]
    public void Decode_Jp2WithoutCodestream_IsRefused()
    {
        byte[] boxes = [0, 0, 0, 12, (byte)'j', (byte)'P', 0x20, 0x20, 13, 10, 0x87, 10, 0, 0, 0, 8, (byte)'f', (byte)'r', (byte)'e', (byte)'e'];

        Assert.Contains("jp2c", Assert.Throws<CodecException>(() => Jpeg2000Case.All["bypass"].Decode(boxes)).Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    public void Decode_Jp2Boxes_FindsTheCodestream(int lengthForm)
    {
        Jpeg2000Case golden = Jpeg2000Case.All["bypass"];
        byte[] stream = golden.Codestream, header = new byte[lengthForm == 1 ? 16 : 8];
        BinaryPrimitives.WriteInt32BigEndian(header, lengthForm == 8 ? stream.Length + 8 : lengthForm);
        "jp2c"u8.CopyTo(header.AsSpan(4));
        if (lengthForm == 1)
        {
            BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(8), stream.Length + 16);
        }

        byte[] signature = [0, 0, 0, 12, (byte)'j', (byte)'P', 0x20, 0x20, 13, 10, 0x87, 10];

        Assert.Equal(golden.Expected, golden.Decode([.. signature, .. header, .. stream]));
    }

    /// <summary>Any exception but the codec's own ends the test.</summary>
    private static byte[]? TryDecode(Jpeg2000Case golden, byte[] stream)
    {
        try
        {
            return golden.Decode(stream);
        }
        catch (CodecException failure)
        {
            Assert.NotEmpty(failure.Message);
            return null;
        }
    }
}
