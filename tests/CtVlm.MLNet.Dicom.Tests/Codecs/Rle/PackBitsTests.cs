namespace CtVlm.MLNet.Dicom.Tests;

public sealed class PackBitsTests
{
    private static readonly byte[] Packed = [0xFE, 0xAA, 0x02, 0x80, 0x00, 0x2A, 0xFD, 0xAA, 0x03, 0x80, 0x00, 0x2A, 0x22, 0xF7, 0xAA];

    private static readonly byte[] Unpacked =
    [
        0xAA, 0xAA, 0xAA, 0x80, 0x00, 0x2A, 0xAA, 0xAA, 0xAA, 0xAA, 0x80, 0x00, 0x2A, 0x22, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA,
    ];

    [Fact]
    public void Unpack_KnownExample_GivesItsBytes()
    {
        byte[] plane = new byte[Unpacked.Length];

        Assert.Equal(Unpacked.Length, PackBits.Unpack(Packed, plane));
        Assert.Equal(Unpacked, plane);
    }

    [Fact]
    public void Pack_KnownExample_GivesItsPackets()
    {
        byte[] output = new byte[PackBits.MostPacked(Unpacked.Length)];

        Assert.Equal(Packed, output[..PackBits.Pack(Unpacked, output)]);
    }

    [Fact]
    public void Unpack_RandomPackets_EqualsTheReference()
    {
        Random random = new(4);
        for (int trial = 0; trial < 2000; trial++)
        {
            byte[] input = new byte[random.Next(0, 1500)];
            random.NextBytes(input);
            byte[] expected = ReferencePackBits.Unpack(input, random.Next(0, 4000));
            byte[] plane = [.. new byte[expected.Length], 77, 77];

            Assert.Equal(expected.Length, PackBits.Unpack(input, plane.AsSpan(0, expected.Length)));
            Assert.Equal([.. expected, 77, 77], plane);
        }
    }

    [Fact]
    public void Unpack_InputCutAnywhere_WritesWhatIsThere()
    {
        Random random = new(5);
        byte[] input = new byte[700];
        random.NextBytes(input);
        byte[] plane = new byte[ReferencePackBits.Unpack(input, int.MaxValue).Length + 1];
        for (int length = 0; length <= input.Length; length++)
        {
            Assert.Equal(ReferencePackBits.Unpack(input[..length], int.MaxValue).Length, PackBits.Unpack(input.AsSpan(0, length), plane));
        }
    }

    [Fact]
    public void Pack_RandomRows_UnpackToThemselvesWithinTheBound()
    {
        Random random = new(6);
        for (int trial = 0; trial < 2000; trial++)
        {
            // Few values make many short runs.
            byte[] row = new byte[random.Next(1, 600)];
            int values = random.Next(1, 5);
            Array.ForEach(Enumerable.Range(0, row.Length).ToArray(), i => row[i] = (byte)random.Next(values));
            byte[] output = new byte[PackBits.MostPacked(row.Length)];

            int packed = PackBits.Pack(row, output);

            Assert.Equal(row, ReferencePackBits.Unpack(output[..packed], int.MaxValue));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(512)]
    public void Pack_RowOfNoise_TakesTheBound(int length)
    {
        byte[] row = [.. Enumerable.Range(0, length).Select(i => (byte)(i * 37))];

        Assert.Equal(PackBits.MostPacked(length), PackBits.Pack(row, new byte[PackBits.MostPacked(length)]));
    }
}
