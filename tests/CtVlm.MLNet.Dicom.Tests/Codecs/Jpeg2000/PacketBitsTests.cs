namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Packet headers bit by bit: stuffing, pass counts, tag trees.</summary>
public sealed class PacketBitsTests
{
    [Fact]
    public void Read_AfterFF_LeavesOutTheStuffedBit()
    {
        PacketBits bits = new([0xFF, 0x7F, 0xC0], 0);

        Assert.Equal(0xFFu, bits.Read(8));
        Assert.Equal(0x7Fu, bits.Read(7));
        Assert.Equal(3u, bits.Read(2));
        bits.Align();
        Assert.Equal(3, bits.Position);
    }

    [Fact]
    public void Align_AfterFF_TakesTheByteThatFollows()
    {
        PacketBits bits = new([0xFF, 0x00, 0x55], 0);
        bits.Read(8);

        bits.Align();

        Assert.Equal(2, bits.Position);
    }

    [Theory]
    [InlineData("0", 1)]
    [InlineData("10", 2)]
    [InlineData("1100", 3)]
    [InlineData("1110", 5)]
    [InlineData("111100000", 6)]
    [InlineData("111111110", 36)]
    [InlineData("1111111110000000", 37)]
    [InlineData("1111111111111111", 164)]
    public void ReadPasses_EachForm_GivesTheCount(string code, int expected)
    {
        PacketBits bits = new(Pack(code), 0);

        Assert.Equal(expected, bits.ReadPasses());
    }

    [Fact]
    public void IsBelow_TheStandardsExample_FollowsIt()
    {
        // T.800 B.10.2: a 6 x 3 array that begins 1, 3, 2, 3 is coded 01111, 001, 101, 001 as far as the four first leaves go.
        PooledList<TagTreeNode> nodes = default;
        int tree = TagTree.Add(ref nodes, 6, 3);
        PacketBits bits = new(Pack("01111" + "001" + "101"), 0);

        int[] values = [.. new[] { Value(ref nodes, tree, ref bits), Value(ref nodes, tree + 1, ref bits), Value(ref nodes, tree + 2, ref bits) }];

        Assert.Equal([1, 3, 2], values);
        nodes.Dispose();
    }

    private static int Value(ref PooledList<TagTreeNode> nodes, int leaf, ref PacketBits bits)
    {
        int value = 0;
        while (!TagTree.IsBelow(nodes.Items, leaf, value + 1, ref bits))
        {
            value++;
        }

        return value;
    }

    /// <summary>Bits to bytes, with a stuffed bit after 0xFF.</summary>
    private static byte[] Pack(string code)
    {
        List<byte> bytes = [];
        for (int at = 0; at < code.Length;)
        {
            int room = bytes.Count > 0 && bytes[^1] == 0xFF ? 7 : 8;
            string piece = code.Substring(at, Math.Min(room, code.Length - at)).PadRight(room, '0');
            bytes.Add(Convert.ToByte(piece, 2));
            at += room;
        }

        return [.. bytes, 0, 0];
    }
}
