namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>The reader that takes 8 bytes at a time against one that takes a bit at a time.</summary>
public sealed class JpegBitReaderTests
{
    [Fact]
    public void Consume_RandomLengths_EqualsBitByBit()
    {
        Random random = new(11);
        for (int i = 0; i < 300; i++)
        {
            byte[] bytes = new byte[random.Next(0, 70)];
            random.NextBytes(bytes);
            JpegBitReader reader = new(bytes, bytes.Length);
            int at = 0;
            while (at < (8 * bytes.Length) + 100)
            {
                reader.Refill();
                int left = JpegBitReader.RefilledBits;
                for (int length = random.Next(1, 32); length <= left; length = random.Next(1, 32))
                {
                    ulong actual = reader.Window >> (64 - length);
                    reader.Consume(length);
                    Assert.Equal(Slow(bytes, at, length), actual);
                    at += length;
                    left -= length;
                }
            }
        }
    }

    [Theory]
    [InlineData(0, 17, "")]
    [InlineData(0, 24, "")]
    [InlineData(0, 25, "ends before")]
    [InlineData(0, 16, "1 bytes")]
    [InlineData(0, 3, "2 bytes")]
    [InlineData(1, 0, "")]
    public void CheckEnd_AfterSomeBits_KnowsWhatIsLeft(int kind, int consumed, string words)
    {
        byte[] bytes = kind == 0 ? [0x11, 0x22, 0x33, 0xFF, 0xD9] : [0, 0, 0, 0xFF, 0xD9];
        string message = "";
        try
        {
            JpegBitReader reader = new(bytes, 3);
            reader.Refill();
            reader.Consume(consumed);
            reader.CheckEnd();
        }
        catch (CodecException failure)
        {
            message = failure.Message;
        }

        Assert.Equal(words.Length > 0, message.Length > 0);
        Assert.Contains(words, message);
    }

    [Fact]
    public void NextInterval_RandomBytesStuffed_YieldsTheBytes()
    {
        Random random = new(12);
        for (int i = 0; i < 300; i++)
        {
            byte[] bytes = [.. Enumerable.Range(0, random.Next(0, 200)).Select(_ => random.Next(4) == 0 ? (byte)0xFF : (byte)random.Next(256))];
            byte[] stuffed = [1, 2, 3, .. bytes.SelectMany(value => value == 0xFF ? [0xFF, 0] : new[] { value }), .. random.Next(2) == 0 ? new byte[] { 0xFF, 0xD9 } : []];
            JpegEntropyData data = new(stuffed, 3);

            JpegBitReader reader = data.NextInterval();

            foreach (byte value in bytes)
            {
                reader.Refill();
                Assert.Equal(value, (byte)(reader.Window >> 56));
                reader.Consume(8);
            }

            reader.CheckEnd();
        }
    }

    private static ulong Slow(byte[] bytes, int at, int length)
    {
        ulong value = 0;
        for (int i = at; i < at + length; i++)
        {
            value = (2 * value) + (i / 8 < bytes.Length ? (ulong)(bytes[i / 8] >> (7 - (i % 8))) & 1 : 0);
        }

        return value;
    }
}
