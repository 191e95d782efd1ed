namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>A code block as a test wants it: values, how they are coded, and what a decoder must make of them.</summary>
internal sealed record HtTestBlock(int[] Values, int Width, int Height, int Plane, int Passes, int BitPlanes, bool IsVerticallyCausal)
{
    public int ZeroBitPlanes => BitPlanes - 1 - Plane;

    /// <summary>A block of random size, size of numbers, density and passes.</summary>
    public static HtTestBlock Random(Random random)
    {
        int width = random.Next(1, 65);
        int height = random.Next(1, 65);
        int bits = random.Next(0, 20);
        int plane = random.Next(0, 3);
        int density = random.Next(1, 101);
        int[] values = [.. Enumerable.Range(0, width * height).Select(_ => random.Next(100) < density ? Number(random, bits) : 0)];
        int planes = Math.Max(bits, 1) + plane + random.Next(0, 3);
        return new HtTestBlock(values, width, height, plane, plane > 0 ? random.Next(1, 4) : 1, planes, random.Next(2) == 0);
    }

    /// <summary>A block coded down to plane 0 in one pass.</summary>
    public static HtTestBlock Lossless(int[] values, int width, int height, int bitPlanes) =>
        new(values, width, height, Plane: 0, Passes: 1, bitPlanes, IsVerticallyCausal: false);

    public HtEncodedBlock Encode() => HtBlockEncoder.Encode(Values, Width, Height, Plane, Passes, IsVerticallyCausal);

    public int[] Decode(HtEncodedBlock block)
    {
        int[] coefficients = new int[Width * Height];
        HtBlockDecoder.Decode(block.Cleanup, block.Refinement, Passes, ZeroBitPlanes, BitPlanes, Width, Height, IsVerticallyCausal, coefficients);
        return coefficients;
    }

    public void AssertDecoded(int[] coefficients)
    {
        for (int i = 0; i < Values.Length; i++)
        {
            Assert.True(Allowed(i, coefficients[i]), $"{this with { Values = [] }}: sample {i} is {Values[i]}, decoded {coefficients[i]} half steps");
        }
    }

    private static int Number(Random random, int bits)
    {
        int magnitude = random.Next(1 << random.Next(0, bits + 1));
        return random.Next(2) == 0 ? magnitude : -magnitude;
    }

    private bool Allowed(int index, int coefficient)
    {
        if (IsSignificant(index))
        {
            return coefficient == HalfSteps(Values[index], Passes == 3 ? Plane - 1 : Plane);
        }

        bool isFoundByPropagation = Passes > 1 && Math.Abs(Values[index]) >> (Plane - 1) != 0;
        return isFoundByPropagation
            ? coefficient == HalfSteps(Values[index], Plane - 1) || (coefficient == 0 && !HasSignificantNeighbour(index % Width, index / Width))
            : coefficient == 0;
    }

    // Twice what is known, and the middle of what is not.
    private static int HalfSteps(int value, int plane) => Math.Sign(value) * ((2 * ((Math.Abs(value) >> plane) << plane)) + (1 << plane));

    private bool IsSignificant(int index) => Math.Abs(Values[index]) >> Plane != 0;

    private bool HasSignificantNeighbour(int x, int y)
    {
        int last = IsVerticallyCausal && y % 4 == 3 ? y : y + 1;
        return Enumerable.Range(y - 1, last - y + 2).Any(v => Enumerable.Range(x - 1, 3).Any(u =>
            u >= 0 && v >= 0 && u < Width && v < Height && IsSignificant((v * Width) + u)));
    }
}
