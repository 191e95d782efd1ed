using System.Buffers.Binary;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Writes sequential DCT streams in the plainest way: transform in double, bits as a list. Shares the code maker with the product, nothing else.</summary>
internal sealed record TestDctEncoder
{
    public required int Rows { get; init; }

    public required int Columns { get; init; }

    public int Precision { get; init; } = 12;

    /// <summary>The quantization step of all frequencies.</summary>
    public int Step { get; init; } = 1;

    /// <summary>Blocks between two restart markers; 0 for none.</summary>
    public int RestartInterval { get; init; }

    public bool HasWideSteps { get; init; }

    /// <summary>Destination of all tables.</summary>
    public byte Table { get; init; }

    public byte[] Encode(ushort[] samples)
    {
        List<int[]> blocks = [.. Blocks(samples)];
        List<(bool IsDc, int Symbol, int Size, int Value)> items = [];
        List<int> starts = [];
        int prediction = 0;
        for (int i = 0; i < blocks.Count; i++)
        {
            starts.Add(items.Count);
            prediction = RestartInterval > 0 && i % RestartInterval == 0 ? 0 : prediction;
            Add(items, blocks[i], prediction);
            prediction = blocks[i][0];
        }

        JpegLosslessCode dc = Code(items.Where(item => item.IsDc).Select(item => item.Symbol));
        JpegLosslessCode ac = Code(items.Where(item => !item.IsDc).Select(item => item.Symbol));
        List<byte> stream = [.. Headers(dc, ac)];
        int interval = RestartInterval > 0 ? RestartInterval : blocks.Count;
        for (int first = 0; first < blocks.Count; first += interval)
        {
            if (first > 0)
            {
                stream.AddRange([0xFF, (byte)(0xD0 + (((first / interval) - 1) & 7))]);
            }

            int end = first + interval < blocks.Count ? starts[first + interval] : items.Count;
            stream.AddRange(Data(items[starts[first]..end], dc, ac));
        }

        return [.. stream, 0xFF, 0xD9];
    }

    private IEnumerable<int[]> Blocks(ushort[] samples)
    {
        for (int top = 0; top < Rows; top += 8)
        {
            for (int left = 0; left < Columns; left += 8)
            {
                double[] block = new double[64];
                for (int i = 0; i < 64; i++)
                {
                    int y = Math.Min(top + (i / 8), Rows - 1), x = Math.Min(left + (i % 8), Columns - 1);
                    block[i] = samples[(y * Columns) + x] - (1 << (Precision - 1));
                }

                double[] frequencies = SlowDct.Forward(block);
                yield return [.. Enumerable.Range(0, 64).Select(k => (int)Math.Round(frequencies[JpegZigZag.Natural[k]] / Step))];
            }
        }
    }

    private static void Add(List<(bool IsDc, int Symbol, int Size, int Value)> items, int[] block, int prediction)
    {
        int size = Size(block[0] - prediction);
        items.Add((true, size, size, block[0] - prediction));
        int run = 0;
        for (int k = 1; k < 64; k++)
        {
            if (block[k] == 0)
            {
                run++;
                continue;
            }

            for (; run > 15; run -= 16)
            {
                items.Add((false, 0xF0, 0, 0));
            }

            size = Size(block[k]);
            items.Add((false, (run << 4) | size, size, block[k]));
            run = 0;
        }

        if (run > 0)
        {
            items.Add((false, 0, 0, 0));
        }
    }

    private static int Size(int value) => value == 0 ? 0 : 1 + (int)Math.Log2(Math.Abs(value));

    private static JpegLosslessCode Code(IEnumerable<int> symbols)
    {
        int[] counts = new int[256];
        foreach (int symbol in symbols)
        {
            counts[symbol]++;
        }

        return JpegLosslessCode.Make(counts);
    }

    private byte[] Headers(JpegLosslessCode dc, JpegLosslessCode ac)
    {
        byte[] steps = [.. Enumerable.Range(0, 64).SelectMany(_ => HasWideSteps ? [(byte)(Step >> 8), (byte)Step] : new[] { (byte)Step })];
        byte process = Precision == 8 ? (byte)0xC0 : (byte)0xC1;
        return
        [
            0xFF, 0xD8, .. Segment(0xDB, [(byte)((HasWideSteps ? 0x10 : 0) | Table), .. steps]),
            .. Segment(process, [(byte)Precision, .. Word(Rows), .. Word(Columns), 1, 7, 0x22, Table]),
            .. Segment(0xC4, [Table, .. dc.Counts, .. dc.Symbols, (byte)(0x10 | Table), .. ac.Counts, .. ac.Symbols]),
            .. RestartInterval > 0 ? Segment(0xDD, Word(RestartInterval)) : [],
            .. Segment(0xDA, [1, 7, (byte)((Table << 4) | Table), 0, 63, 0]),
        ];
    }

    private static byte[] Segment(byte marker, byte[] body) => [0xFF, marker, .. Word(body.Length + 2), .. body];

    private static byte[] Word(int value)
    {
        byte[] bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        return bytes;
    }

    private static List<byte> Data(List<(bool IsDc, int Symbol, int Size, int Value)> items, JpegLosslessCode dc, JpegLosslessCode ac)
    {
        List<int> bits = [];
        foreach ((bool isDc, int symbol, int size, int value) in items)
        {
            JpegLosslessCode code = isDc ? dc : ac;
            Append(bits, code.Codes[symbol], code.Lengths[symbol]);
            Append(bits, value < 0 ? value + (1 << size) - 1 : value, size);
        }

        Append(bits, 255, -bits.Count & 7);
        List<byte> bytes = [];
        foreach (int[] eight in bits.Chunk(8))
        {
            bytes.Add((byte)eight.Aggregate((all, bit) => (2 * all) + bit));
            if (bytes[^1] == 0xFF)
            {
                bytes.Add(0);
            }
        }

        return bytes;
    }

    private static void Append(List<int> bits, int value, int count)
    {
        for (int i = count - 1; i >= 0; i--)
        {
            bits.Add((value >> i) & 1);
        }
    }
}
