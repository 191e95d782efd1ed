namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>The arithmetic decoder against the sequence that the standards print, and against their flow charts.</summary>
public sealed class MqDecoderTests
{
    /// <summary>ITU-T T.88 H.2: one context, started in state 0.</summary>
    private static readonly byte[] Encoded = Convert.FromHexString("84C73B FCE1A1 430402 200000 410DBB 86F431 7FFF88 FF3747 1ADB6A DFFFAC".Replace(" ", "", StringComparison.Ordinal));

    private static readonly byte[] Decoded = Convert.FromHexString("00020051000000C00352872AAAAAAAAA82C02000FCD79EF6BF7FED904F46A3BF");

    [Fact]
    public void Decode_PrintedSequence_GivesThePrintedSymbols()
    {
        MqDecoder decoder = new([0, .. Encoded, 0xFF, 0xFF]);
        uint context = MqStates.Initial;
        byte[] actual = new byte[Decoded.Length];
        for (int i = 0; i < actual.Length * 8; i++)
        {
            actual[i / 8] |= (byte)(Next(ref decoder, ref context) << (7 - (i % 8)));
        }

        Assert.Equal(Decoded, actual);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(50)]
    [InlineData(3000)]
    public void Decode_AnyBytes_EqualsTheFlowCharts(int length)
    {
        Random random = new(length);
        byte[] data = new byte[length];
        random.NextBytes(data);
        for (int i = 0; i < length; i++)
        {
            // After 0xFF an encoder writes less than 0x80 unless it ends; the carry bit is set in the bytes that it corrects.
            data[i] = i > 0 && data[i - 1] == 0xFF ? (byte)(data[i] & 0x7F) : data[i] < 12 ? (byte)0xFF : data[i];
        }

        int[] states = new int[BlockContexts.Count];
        (states[0], states[BlockContexts.RunLength], states[BlockContexts.Uniform]) = (4, 3, 46);
        SlowMqDecoder slow = new(data, states);
        uint[] contexts = new uint[BlockContexts.Count];
        BlockContexts.Reset(contexts);
        MqDecoder fast = new([0, .. data, 0xFF, 0xFF]);
        for (int i = 0; i < (length + 4) * 12; i++)
        {
            int context = random.Next(BlockContexts.Count);
            Assert.Equal(slow.Decode(context), Next(ref fast, ref contexts[context]));
        }
    }

    private static int Next(ref MqDecoder decoder, ref uint context) =>
        MqDecoder.Decode(ref context, ref decoder.Interval, ref decoder.Code, ref decoder.Slack, ref decoder.Waiting, ref decoder);
}
