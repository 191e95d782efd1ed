namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>The unpackers against readers that take one bit at a time.</summary>
public sealed class HtBitsTests
{
    [Theory]
    [InlineData(0x00)]
    [InlineData(0xFF)]
    public void UnpackForward_AnySegment_EqualsBitByBit(byte filling)
    {
        Random random = new(41);
        for (int i = 0; i < 200; i++)
        {
            byte[] segment = Segment(random);
            List<int> expected = [];
            for (int b = 0; b < segment.Length; b++)
            {
                int count = b > 0 && segment[b - 1] == 0xFF ? 7 : 8;
                expected.AddRange(Enumerable.Range(0, count).Select(bit => (segment[b] >> bit) & 1));
            }

            byte[] bits = new byte[segment.Length + 20];
            AssertBits(expected, filling & 1, HtBits.UnpackForward(segment, bits, filling, isShared: true), bits);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void UnpackBackward_AnySegment_EqualsBitByBit(bool isNibbleFirst)
    {
        Random random = new(42);
        for (int i = 0; i < 200; i++)
        {
            byte[] segment = Segment(random);
            List<int> expected = [];
            int after = 0xFF;
            for (int b = segment.Length - 1; b >= 0; b--)
            {
                // The lower half of the first byte belongs to Scup and counts as ones.
                bool isHalf = isNibbleFirst && b == segment.Length - 1;
                int value = isHalf ? segment[b] | 0x0F : segment[b];
                int count = after > 0x8F && (value & 0x7F) == 0x7F ? 7 : 8;
                int first = isHalf ? 4 : 0;
                expected.AddRange(Enumerable.Range(first, count - first).Select(bit => (value >> bit) & 1));
                after = value;
            }

            byte[] bits = new byte[segment.Length + 20];
            AssertBits(expected, 0, HtBits.UnpackBackward(segment, isNibbleFirst, bits), bits);
        }
    }

    [Fact]
    public void UnpackForward_StuffedBitSet_Refuses()
    {
        CodecException refusal = Assert.Throws<CodecException>(() => HtBits.UnpackForward([1, 0xFF, 0x80], new byte[16], 0xFF, isShared: false));

        Assert.Contains("0xFF", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MelReader_AnyEvents_ReadsThemBack()
    {
        Random random = new(43);
        for (int i = 0; i < 60; i++)
        {
            int rarity = random.Next(1, 200);
            bool[] events = [.. Enumerable.Range(0, random.Next(1, 3000)).Select(_ => random.Next(rarity) == 0)];
            HtMelWriter writer = new();
            Array.ForEach(events, writer.Write);

            // What follows is the VLC part, which no event may reach.
            HtMelReader reader = new([.. writer.End(), 0x55, 0xAA, 0x55]);
            List<bool> read = [];
            for (int e = 0; e < events.Length; e++)
            {
                read.Add(reader.Next());
            }

            Assert.Equal(events, read);
        }
    }

    private static byte[] Segment(Random random)
    {
        byte[] segment = new byte[random.Next(0, 70)];
        random.NextBytes(segment);
        int rarity = random.Next(1, 30);
        for (int i = 0; i < segment.Length; i++)
        {
            segment[i] = random.Next(rarity) == 0 ? random.GetItems<byte>([0xFF, 0x7F, 0x8F, 0x90], 1)[0] : segment[i];
        }

        return segment;
    }

    private static void AssertBits(List<int> expected, int filling, int count, byte[] bits)
    {
        Assert.Equal(expected.Count, count);
        for (int i = 0; i < bits.Length * 8; i++)
        {
            Assert.Equal(i < count ? expected[i] : filling, (bits[i >> 3] >> (i & 7)) & 1);
        }
    }
}
