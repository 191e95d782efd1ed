using System.Buffers.Binary;

namespace CtVlm.MLNet.Fuzzing;

/// <summary>Makes new inputs of old ones: a few random changes piled up. The same seed gives the same inputs.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<byte[]> tokens, int maxBytes)
{
    private const int MaxPowerOfChanges = 5;

    private static readonly long[] EdgeValues =
        [0, 1, -1, 2, 8, 16, 32, 64, 100, 127, 128, 129, 255, 256, 512, 1000, 4096, 32767, 32768, 65534, 65535, 65536, int.MaxValue, int.MinValue, uint.MaxValue - 1];

    /// <summary>Changes an input; <paramref name="other"/> lends bytes.</summary>
    public byte[] Mutate(byte[] input, byte[] other)
    {
        List<byte> bytes = [.. random.Next(10) == 0 ? Splice(input, other) : input];
        int changes = 1 << random.Next(MaxPowerOfChanges);
        for (int i = 0; i < changes; i++)
        {
            Change(bytes, other);
        }

        if (bytes.Count > maxBytes)
        {
            bytes.RemoveRange(maxBytes, bytes.Count - maxBytes);
        }

        return [.. bytes];
    }

    private void Change(List<byte> bytes, byte[] other)
    {
        if (bytes.Count == 0)
        {
            bytes.Add((byte)random.Next(256));
            return;
        }

        int at = random.Next(bytes.Count);
        switch (random.Next(12))
        {
            case 0 or 1:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                bytes[at] = (byte)random.Next(256);
                break;
            case 3:
                bytes[at] += (byte)random.Next(-16, 17);
                break;
            case 4 or 5:
                OverwriteNumber(bytes, at);
                break;
            case 6:
                bytes.RemoveRange(at, Block(bytes.Count - at));
                break;
            case 7:
                bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, Block(bytes.Count - at)));
                break;
            case 8:
                Overwrite(bytes, random.Next(bytes.Count), [.. bytes.GetRange(at, Block(bytes.Count - at))]);
                break;
            case 9:
                Overwrite(bytes, at, Token());
                break;
            case 10:
                bytes.InsertRange(at, Token());
                break;
            default:
                Borrow(bytes, at, other);
                break;
        }
    }

    /// <summary>Puts a number near a limit, or adds to the one that is there, in either byte order.</summary>
    private void OverwriteNumber(List<byte> bytes, int at)
    {
        int size = 1 << random.Next(3);
        if (at + size > bytes.Count)
        {
            return;
        }

        Span<byte> number = stackalloc byte[8];
        for (int i = 0; i < size; i++)
        {
            number[i] = bytes[at + i];
        }

        bool isBigEndian = random.Next(2) == 0;
        long old = isBigEndian ? BinaryPrimitives.ReadInt64BigEndian(number) >> (8 * (8 - size)) : BinaryPrimitives.ReadInt64LittleEndian(number);
        long value = random.Next(2) == 0 ? EdgeValues[random.Next(EdgeValues.Length)] : old + random.Next(-35, 36);
        for (int i = 0; i < size; i++)
        {
            bytes[at + i] = (byte)(value >> (8 * (isBigEndian ? size - 1 - i : i)));
        }
    }

    private void Borrow(List<byte> bytes, int at, byte[] other)
    {
        if (other.Length > 0)
        {
            int from = random.Next(other.Length);
            Overwrite(bytes, at, other.AsSpan(from, Block(other.Length - from)));
        }
    }

    private static void Overwrite(List<byte> bytes, int at, ReadOnlySpan<byte> with)
    {
        for (int i = 0; i < with.Length && at + i < bytes.Count; i++)
        {
            bytes[at + i] = with[i];
        }
    }

    private byte[] Token() => tokens[random.Next(tokens.Count)];

    private int Block(int most) => 1 + random.Next(Math.Min(most, 1 << random.Next(9)));

    private byte[] Splice(byte[] input, byte[] other) =>
        input.Length == 0 || other.Length == 0 ? input : [.. input[..random.Next(input.Length)], .. other[random.Next(other.Length)..]];
}
