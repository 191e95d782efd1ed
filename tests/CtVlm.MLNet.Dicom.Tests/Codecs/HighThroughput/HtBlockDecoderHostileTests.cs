namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Damaged blocks end in values or a refusal, and nothing is written outside the block's own coefficients.</summary>
public sealed class HtBlockDecoderHostileTests
{
    private const int Guard = 0x5A5A5A5A;
    private const int GuardLength = 64;

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    public void Decode_MutatedSegments_RefusesOrDecodes(int seed)
    {
        Random random = new(seed);
        int refusals = 0;
        for (int i = 0; i < 300; i++)
        {
            HtTestBlock block = HtTestBlock.Random(random);
            HtEncodedBlock encoded = block.Encode();
            refusals += Decode(block, new HtEncodedBlock(Mutate(encoded.Cleanup, random), Mutate(encoded.Refinement, random)));
        }

        Assert.InRange(refusals, 20, 300);
    }

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    public void Decode_RandomBytes_RefusesOrDecodes(int seed)
    {
        Random random = new(seed);
        for (int i = 0; i < 300; i++)
        {
            byte[] cleanup = new byte[random.Next(0, 3000)];
            byte[] refinement = new byte[random.Next(0, 300)];
            Fill(cleanup, random);
            Fill(refinement, random);
            if (cleanup.Length > 2 && random.Next(4) > 0)
            {
                int suffix = random.Next(2, Math.Min(cleanup.Length, 4079) + 1);
                cleanup[^1] = (byte)(suffix >> 4);
                cleanup[^2] = (byte)((cleanup[^2] & 0xF0) | (suffix & 15));
            }

            int passes = random.Next(1, 4);
            _ = Decode(HtTestBlock.Random(random) with { Passes = passes, Plane = 1, BitPlanes = random.Next(2, 31) }, new HtEncodedBlock(cleanup, refinement));
        }
    }

    private static int Decode(HtTestBlock block, HtEncodedBlock encoded)
    {
        int samples = block.Width * block.Height;
        int[] coefficients = [.. Enumerable.Repeat(Guard, samples + (2 * GuardLength))];
        int refusals = 0;
        try
        {
            HtBlockDecoder.Decode(
                encoded.Cleanup,
                encoded.Refinement,
                block.Passes,
                block.ZeroBitPlanes,
                block.BitPlanes,
                block.Width,
                block.Height,
                block.IsVerticallyCausal,
                coefficients.AsSpan(GuardLength, samples));
        }
        catch (CodecException)
        {
            refusals = 1;
        }

        Assert.Equal(-1, coefficients.AsSpan(0, GuardLength).IndexOfAnyExcept(Guard));
        Assert.Equal(-1, coefficients.AsSpan(GuardLength + samples).IndexOfAnyExcept(Guard));
        return refusals;
    }

    private static void Fill(byte[] bytes, Random random)
    {
        random.NextBytes(bytes);
        int style = random.Next(4);
        for (int i = 0; style > 0 && i < bytes.Length; i++)
        {
            bytes[i] = style switch { 1 => (byte)(bytes[i] & bytes[i / 2]), 2 => random.Next(2) == 0 ? (byte)0xFF : bytes[i], _ => (byte)(bytes[i] | 0x7F) };
        }
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        List<byte> mutated = [.. bytes];
        for (int i = random.Next(0, 4); i > 0 && mutated.Count > 0; i--)
        {
            int at = random.Next(mutated.Count);
            switch (random.Next(5))
            {
                case 0:
                    mutated[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    mutated[at] = (byte)(random.Next(2) == 0 ? 0xFF : 0);
                    break;
                case 2:
                    mutated.RemoveRange(at, Math.Min(random.Next(1, 20), mutated.Count - at));
                    break;
                case 3:
                    mutated.Insert(at, (byte)random.Next(256));
                    break;
                default:
                    mutated[^1] = (byte)random.Next(256);
                    break;
            }
        }

        return [.. mutated];
    }
}
