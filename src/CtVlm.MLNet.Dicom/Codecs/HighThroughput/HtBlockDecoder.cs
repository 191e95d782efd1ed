namespace CtVlm.MLNet.Dicom;

/// <summary>Decodes high-throughput code blocks.</summary>
/// <remarks><b>Source:</b> ITU-T T.814 | ISO/IEC 15444-15, clause 7.</remarks>
internal static class HtBlockDecoder
{
    /// <summary>Decodes one HT set of a code block. Needs no state, allocates nothing, and reads and writes nothing outside the spans given.</summary>
    /// <param name="cleanup">The segment of the cleanup pass.</param>
    /// <param name="refinement">The segment of the other passes; empty where there are none.</param>
    /// <param name="passes">1: cleanup; 2: and significance propagation; 3: and magnitude refinement.</param>
    /// <param name="zeroBitPlanes">Missing bit planes above the cleanup pass' own, as the packet header says.</param>
    /// <param name="magnitudeBitPlanes">Mb, the magnitude bit planes of the subband.</param>
    /// <param name="width">Samples a row, 1 to 1024.</param>
    /// <param name="height">Rows, 1 to 1024; at most 4096 samples in all.</param>
    /// <param name="isVerticallyCausal">Whether the code-block style says that contexts are vertically causal.</param>
    /// <param name="coefficients">
    /// Receives width x height coefficients, row by row, in half quantisation steps: twice the quantised value, away from zero by half of what is not known
    /// of it; so 0, or an odd number when all bit planes are decoded.
    /// </param>
    /// <exception cref="CodecException">The block cannot be decoded.</exception>
    public static void Decode(
        ReadOnlySpan<byte> cleanup,
        ReadOnlySpan<byte> refinement,
        int passes,
        int zeroBitPlanes,
        int magnitudeBitPlanes,
        int width,
        int height,
        bool isVerticallyCausal,
        Span<int> coefficients)
    {
        HtBlock block = Check(passes, zeroBitPlanes, magnitudeBitPlanes, width, height, coefficients.Length);
        HtCleanupPass.Decode(cleanup, block, coefficients);
        if (passes > 1)
        {
            HtRefinement.Decode(refinement, passes == 3, block, isVerticallyCausal, coefficients);
        }
    }

    private static HtBlock Check(int passes, int zeroBitPlanes, int magnitudeBitPlanes, int width, int height, int room)
    {
        if (width is < 1 or > 1024 || height is < 1 or > 1024 || width * height > 4096 || width * height > room)
        {
            throw HtThrow.BadSize(width, height);
        }

        if (passes is < 1 or > 3)
        {
            throw HtThrow.BadPasses(passes);
        }

        // The cleanup pass ends at plane Mb - 1 - zeroBitPlanes; refinement takes one more.
        int lowest = passes > 1 ? 1 : 0;
        if (zeroBitPlanes < 0 || magnitudeBitPlanes > HtBlock.MaxBitPlanes || zeroBitPlanes > magnitudeBitPlanes - 1 - lowest)
        {
            throw HtThrow.BadPlanes(passes, zeroBitPlanes, magnitudeBitPlanes, HtBlock.MaxBitPlanes);
        }

        return new HtBlock(width, height, magnitudeBitPlanes - 1 - zeroBitPlanes, MaxExponent: zeroBitPlanes + 2);
    }
}
