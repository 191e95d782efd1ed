namespace CtVlm.MLNet.Torch;

/// <summary>Which slices are the three channels of a picture of neighbouring slices.</summary>
/// <remarks><b>Source:</b> arXiv 2604.13021 (2.5-D encoding of CT volumes).</remarks>
internal static class NeighbourTriples
{
    /// <summary>Channels of a picture.</summary>
    public const int Channels = 3;

    /// <summary>The slices z - s, z, z + s of each picture, held to the first and last slice.</summary>
    /// <param name="indices">z of each picture, 0 to length - 1.</param>
    /// <param name="step">s, 1 or more.</param>
    /// <param name="length">Slices along the axis, 1 or more.</param>
    /// <returns>Three indices a picture, in the order of the channels.</returns>
    public static int[] Around(IReadOnlyList<int> indices, int step, int length)
    {
        int[] triples = new int[checked(Channels * indices.Count)];
        for (int i = 0; i < indices.Count; i++)
        {
            int z = indices[i];

            // In 64 bits: a step may be as large as an int holds.
            triples[Channels * i] = (int)Math.Max(z - (long)step, 0);
            triples[(Channels * i) + 1] = z;
            triples[(Channels * i) + 2] = (int)Math.Min(z + (long)step, length - 1);
        }

        return triples;
    }
}
